import { randomUUID } from 'node:crypto'
import type { Database } from '@tierline/platform/database/database'
import type { Logger } from '@tierline/platform/logger'
import { BoardShare } from './board-share.ts'
import { ownerOf } from './rendezvous.ts'
import { beat, leave, removeSilent } from './scorer.store.ts'
import type { OtherScorer } from './scorer.store.ts'

/** What a member needs; `everyMs` is one second where a test does not choose. */
export interface MembershipParts {
  db: Database
  logger: Logger
  /** Hashes of the rubrics that this process brings, sorted; null while it cannot read those in force, and so must not score. */
  rubrics(): readonly string[] | null
  everyMs?: number
}

/** A beat that has stood still for so many rounds is a scorer that has stopped; who could not beat for so many does not trust its own list any more. */
const ROUNDS = { dead: 4, unsure: 3 } as const

interface Watched extends OtherScorer {
  /** How long it has stood still while we looked. */
  stillMs: number
}

/**
 * Shares the boards among the scorers on one database. Each raises its own counter once a second and watches the others' by its own monotone clock,
 * so no two clocks are compared. Two that disagree for a moment both score a board; the fence of its seq lets one of them through.
 */
export class Membership extends BoardShare {
  readonly id = randomUUID()
  private readonly others = new Map<string, Watched>()
  private readonly owned = new Map<number, boolean>()
  private readonly listeners = new Set<() => void>()
  private readonly everyMs: number
  private members = ''
  private isIn = false
  private timer: NodeJS.Timeout | null = null
  private lookedAt = -Infinity
  private round: Promise<void> = Promise.resolve()
  private isLooking = false
  private isFailing = false

  constructor(private readonly parts: MembershipParts) {
    super()
    this.everyMs = parts.everyMs ?? 1_000
  }

  /** Joins; the boards are ours to share from here on. */
  async start(): Promise<void> {
    await this.look()
    this.timer = setInterval(() => this.lookAgain(), this.everyMs)
  }

  /** Leaves in order, so that nobody has to wait. */
  async stop(): Promise<void> {
    this.halt()
    await this.round
    if (this.isIn) await leave(this.parts.db, this.id).catch(() => undefined)
    this.isIn = false
  }

  /** Ends the beats without a word, as a crash would. */
  halt(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }

  owns(board: number): boolean {
    if (!this.isIn || this.isUnsure()) return false
    const known = this.owned.get(board)
    if (known !== undefined) return known
    const owns = ownerOf(board, [this.id, ...this.others.keys()]) === this.id
    this.owned.set(board, owns)
    return owns
  }

  isShared(): boolean {
    return this.others.size > 0
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private isUnsure(): boolean {
    return this.isShared() && performance.now() - this.lookedAt > ROUNDS.unsure * this.everyMs
  }

  private lookAgain(): void {
    if (this.isLooking) return
    this.isLooking = true
    this.round = this.look().then(() => { this.isFailing = false }, (error: unknown) => {
      if (!this.isFailing) this.parts.logger.warn({ err: error }, 'the other scorers cannot be looked at; tried again every second')
      this.isFailing = true
    }).finally(() => { this.isLooking = false })
  }

  private async look(): Promise<void> {
    const rubrics = this.parts.rubrics()
    if (rubrics === null) return await this.stepOut()
    const begun = performance.now()
    const seen = await beat(this.parts.db, this.id, rubrics)
    // A pause of our own, however long, is one round: the others may have beaten all the while.
    const sinceMs = Math.min(begun - this.lookedAt, this.everyMs)
    this.lookedAt = begun
    this.isIn = true
    for (const id of this.others.keys()) if (!seen.some((other) => other.id === id)) this.others.delete(id)
    for (const other of seen) await this.watch(other, sinceMs)
    this.settleMembers()
  }

  private async watch(other: OtherScorer, sinceMs: number): Promise<void> {
    const known = this.others.get(other.id)
    const stillMs = known?.beat === other.beat ? known.stillMs + sinceMs : 0
    if (stillMs < ROUNDS.dead * this.everyMs) return void this.others.set(other.id, { ...other, stillMs })
    this.others.delete(other.id)
    if (await removeSilent(this.parts.db, other)) this.parts.logger.warn({ scorer: other.id }, 'a scorer has stopped without leaving; its boards are shared among the others')
  }

  private async stepOut(): Promise<void> {
    if (this.isIn) await leave(this.parts.db, this.id)
    this.isIn = false
    this.settleMembers()
  }

  private settleMembers(): void {
    const members = [this.isIn, ...[...this.others.keys()].sort()].join()
    if (members === this.members) return
    this.members = members
    this.owned.clear()
    for (const listener of this.listeners) listener()
  }
}
