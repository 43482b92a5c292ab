import type { Clock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { Logger } from '@tierline/platform/logger'
import type { Signal } from '@tierline/platform/signal/signal'
import { dayNumber } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { BoardMaker } from '../board/board-maker.ts'
import { readMoment } from '../board/board.store.ts'
import { BoardScorer } from '../score/board-scorer.ts'
import { Settling } from './settling.ts'
import { Thinning } from './thinning.ts'
import { dealTouched, readWaiting } from './touched.store.ts'

/** What the loop needs from the process it runs in. */
export interface ScoringLoopParts {
  db: Database
  clock: Clock
  directory: Directory
  signal: Signal
  logger: Logger
  rubrics(): readonly Rubric[]
  /** Events that wait for their commit; while many do, boards move less often. */
  queued(): number
}

/** At most four seq a second a board; one a second while events pile up. */
const PACE = { calmMs: 250, busyMs: 1_000, busyFrom: 2_000 } as const
/** A lost signal is made good within this. */
const POLL_MS = 1_000
const AFTER_FAULT_MS = 1_000

interface Slot {
  scorer: BoardScorer
  /** Monotone ms before which the board is not scored again. */
  notBefore: number
}

/**
 * Keeps every board up to date, in a loop of passes:
 *
 * 1. deal touched units out to boards (a crash after it: they wait on their boards);
 * 2. make boards that a new month, day, rubric or question calls for (a crash after it: they are at seq 0 and stale);
 * 3. score, one transaction a board, those of which units wait or which time has moved (a crash before its commit: the units still wait);
 * 4. say which boards have moved (a crash before it: who listens also polls).
 */
export class ScoringLoop {
  private readonly slots = new Map<number, Slot>()
  private readonly maker: BoardMaker
  private readonly settling = new Settling()
  private readonly thinning: Thinning
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
  }

  start(): void {
    const { signal } = this.parts
    this.unsubscribe = [
      signal.subscribe('touched', () => this.wake()),
      signal.subscribe('rubric', () => this.startAfresh()),
      signal.subscribe('directory', () => this.startAfresh()),
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

  /** Resolves with the boards' seqs once each has been scored after this call; those that take longer are left out. */
  async settled(boards: readonly number[], withinMs: number): Promise<ReadonlyMap<number, bigint>> {
    const waiting = this.settling.wait(boards, withinMs)
    this.needsBoards = true
    this.wake()
    return await waiting
  }

  /** One pass; returns in how many ms the next one is due at the latest. */
  async pass(): Promise<number> {
    this.isHinted = false
    const { db, clock } = this.parts
    const months = await dealTouched(db)
    const moment = await readMoment(db)
    const instant = moment.instant ?? clock.now()
    await this.makeBoards(instant, moment.wanted || months.length > 0)
    const waiting = await readWaiting(db)
    let next = POLL_MS
    for (const [board, slot] of this.slots) {
      if (!waiting.has(board) && !slot.scorer.isStale(instant) && !this.settling.isWaitingFor(board)) continue
      const restMs = slot.notBefore - performance.now()
      if (restMs > 0) next = Math.min(next, restMs)
      else if (!this.isStopped) await this.scoreOne(board, slot)
    }
    await this.thinning.run(instant, [...this.slots.keys()])
    return this.isHinted ? 0 : next
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const restMs = await this.pass().catch((error: unknown) => {
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
      const parts = { ...this.parts, rubric: (id: string) => this.parts.rubrics().find((rubric) => rubric.id === id) }
      this.slots.set(record.id, { scorer: new BoardScorer(parts, record), notBefore: 0 })
    }
  }

  private async scoreOne(board: number, slot: Slot): Promise<void> {
    const { logger, signal } = this.parts
    const begun = performance.now()
    const turn = this.settling.begin()
    slot.notBefore = begun + (this.parts.queued() >= PACE.busyFrom ? PACE.busyMs : PACE.calmMs)
    try {
      const outcome = await slot.scorer.score()
      if (outcome?.moved) signal.publish('board', String(board))
      this.settling.end(turn, board, outcome?.seq ?? null)
    } catch (error) {
      slot.notBefore = begun + AFTER_FAULT_MS
      slot.scorer.forget()
      logger.error({ err: error, board, ...slot.scorer.record }, 'a board could not be scored; it is tried again')
    }
  }

  private startAfresh(): void {
    for (const { scorer } of this.slots.values()) scorer.forget()
    this.needsBoards = true
    this.wake()
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
