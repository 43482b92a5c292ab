import type { Clock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import { isRetryable } from '@tierline/platform/database/database-errors'
import type { Directory } from '@tierline/platform/directory'
import type { Logger } from '@tierline/platform/logger'
import type { Signal } from '@tierline/platform/signal/signal'
import { dayNumber, versionInForce } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { BoardMaker } from '../board/board-maker.ts'
import { readMoment } from '../board/board.store.ts'
import type { BoardRecord } from '../board/board.store.ts'
import { BoardScorer } from '../score/board-scorer.ts'
import { WholeShare } from '../share/board-share.ts'
import type { BoardShare } from '../share/board-share.ts'
import type { ScoringMetrics } from './scoring-metrics.ts'
import { Settling } from './settling.ts'
import { Thinning } from './thinning.ts'
import { dealTouched, readWaiting } from './touched.store.ts'
import type { TouchedBoards } from './touched.store.ts'

/** What the loop needs from the process it runs in. */
export interface ScoringLoopParts {
  db: Database
  clock: Clock
  directory: Directory
  signal: Signal
  logger: Logger
  /** Every version that is in force on some day. */
  rubrics(): readonly Rubric[]
  /** Events that wait for their commit; while many do, boards move less often. */
  queued(): number
  /** Which boards are ours; all of them where it is left out. */
  share?: BoardShare
  metrics?: ScoringMetrics
}

/** At most four seq a second a board; one a second while events pile up. */
const PACE = { calmMs: 250, busyMs: 1_000, busyFrom: 2_000 } as const
/** A lost signal is made good within this. */
const POLL_MS = 1_000
const AFTER_FAULT_MS = 1_000
/** Two scorers met on the same rows. */
const AFTER_MEETING_MS = 20

interface Slot {
  scorer: BoardScorer
  /** Null before its first turn to be looked at. */
  isOurs: boolean | null
  /** Monotone ms before which the board is not scored again. */
  notBefore: number
}

/**
 * Keeps every board up to date, in a loop of passes:
 *
 * 1. deal touched units out to boards (a crash after it: they wait on their boards);
 * 2. make boards that a new month, day, rubric or question calls for (a crash after it: they are at seq 0 and stale);
 * 3. score, one transaction a board, those of ours of which units wait or which time has moved (a crash before its commit: the units still wait);
 * 4. say which boards have moved (a crash before it: who listens also polls).
 *
 * Every scorer deals and makes, for all; each board is scored by the one that it belongs to, which alone remembers it.
 */
export class ScoringLoop {
  private readonly slots = new Map<number, Slot>()
  private readonly maker: BoardMaker
  private readonly settling: Settling
  private readonly thinning: Thinning
  private readonly share: BoardShare
  private unsubscribe: (() => void)[] = []
  private running: Promise<void> | null = null
  private isStopped = false
  private isHinted = true
  private needsBoards = true
  private madeOnDay = NaN
  private endSleep: (() => void) | null = null

  constructor(private readonly parts: ScoringLoopParts) {
    this.maker = new BoardMaker(parts)
    this.thinning = new Thinning(parts.db)
    this.settling = new Settling(parts.db)
    this.share = parts.share ?? new WholeShare()
  }

  start(): void {
    const { signal, directory } = this.parts
    this.unsubscribe = [
      signal.subscribe('touched', (by) => by === this.share.id || this.wake()),
      signal.subscribe('board', () => this.settling.turned()),
      directory.onReload(() => this.startAfresh()),
      this.share.onChange(() => this.wake()),
    ]
    this.running = this.run()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    for (const end of this.unsubscribe) end()
    this.wake()
    await this.running
    this.settling.release()
  }

  /** Resolves with the boards' seqs once each has been scored since its units were touched, here or by another process; those that take longer are left out. */
  async settled({ boards, units }: TouchedBoards, withinMs: number): Promise<ReadonlyMap<number, bigint>> {
    this.needsBoards = true
    this.wake()
    this.hintOthers()
    const inForce = new Set(this.parts.rubrics().map(({ id }) => id))
    const scored = boards.filter((board) => inForce.has(this.slots.get(board)?.scorer.record.rubric ?? '') || !this.slots.has(board))
    return await this.settling.wait({ boards: scored, units }, withinMs)
  }

  /** What was remembered of the boards does not hold any more: the group or the rubrics have changed. */
  startAfresh(): void {
    for (const { scorer } of this.slots.values()) scorer.forget()
    this.needsBoards = true
    this.wake()
  }

  /** One pass; returns in how many ms the next one is due at the latest. */
  async pass(): Promise<number> {
    this.isHinted = false
    const { db, clock } = this.parts
    const dealt = await dealTouched(db)
    const moment = await readMoment(db)
    const instant = moment.instant ?? clock.now()
    await this.makeBoards(instant, moment.wanted || dealt.months.length > 0 || moment.boards > this.slots.size)
    if (dealt.any) this.hintOthers()
    const next = await this.scoreDue(instant, await readWaiting(db))
    await this.thinning.run(instant, this.ours())
    return this.isHinted ? 0 : next
  }

  private async scoreDue(instant: number, waiting: ReadonlySet<number>): Promise<number> {
    let next = POLL_MS
    for (const [board, slot] of this.slots) {
      if (!this.isOurs(board, slot) || (!waiting.has(board) && !slot.scorer.isStale(instant))) continue
      const restMs = slot.notBefore - performance.now()
      if (restMs > 0) next = Math.min(next, restMs)
      else if (!this.isStopped) await this.scoreOne(board, slot)
    }
    this.parts.metrics?.owned.set(this.ours().length)
    return next
  }

  /** A board that went to another process is forgotten; one that came is new to us, and so scored whole. */
  private isOurs(board: number, slot: Slot): boolean {
    const isOurs = this.share.owns(board)
    if (isOurs && slot.isOurs === false) this.parts.metrics?.takeovers.inc()
    if (!isOurs && slot.isOurs !== false) {
      slot.scorer.forget()
      this.thinning.forget(board)
    }
    slot.isOurs = isOurs
    return isOurs
  }

  private ours(): number[] {
    return [...this.slots].flatMap(([board, { isOurs }]) => (isOurs ? [board] : []))
  }

  private hintOthers(): void {
    if (this.share.isShared()) this.parts.signal.publish('touched', this.share.id)
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const restMs = await this.pass().catch((error: unknown) => {
        if (isRetryable(error)) return AFTER_MEETING_MS
        this.parts.logger.error({ err: error }, 'a scoring pass failed; it is tried again')
        return AFTER_FAULT_MS
      })
      if (restMs > 0 && !this.isStopped) await this.sleep(restMs)
    }
  }

  private async makeBoards(instant: number, isAsked: boolean): Promise<void> {
    const day = dayNumber(instant)
    if (!this.needsBoards && !isAsked && day === this.madeOnDay) return
    this.needsBoards = false
    this.madeOnDay = day
    for (const record of await this.maker.makeAll(instant)) {
      if (this.slots.has(record.id)) continue
      const parts = { ...this.parts, rubric: ({ rubric: id, period }: BoardRecord, at: number) => versionInForce(this.parts.rubrics(), { id, period }, at) }
      this.slots.set(record.id, { scorer: new BoardScorer(parts, record), isOurs: null, notBefore: 0 })
    }
  }

  private async scoreOne(board: number, slot: Slot): Promise<void> {
    const { logger, signal, metrics } = this.parts
    const begun = performance.now()
    slot.notBefore = begun + (this.parts.queued() >= PACE.busyFrom ? PACE.busyMs : PACE.calmMs)
    try {
      const outcome = await slot.scorer.score()
      metrics?.boardSeconds.observe((performance.now() - begun) / 1_000)
      if (outcome?.arrived != null) metrics?.scored(this.parts.clock.now() - outcome.arrived)
      if (outcome?.moved) signal.publish('board', String(board))
    } catch (error) {
      slot.notBefore = begun + AFTER_FAULT_MS
      slot.scorer.forget()
      logger.error({ err: error, board, ...slot.scorer.record }, 'a board could not be scored; it is tried again')
    }
    this.settling.turned()
  }

  private wake(): void {
    this.isHinted = true
    this.endSleep?.()
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.endSleep = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.isHinted) this.endSleep()
    })
    this.endSleep = null
  }
}
