import type { Database } from '@tierline/platform/database/database'
import { thinBoards, thinRows } from './thinning.store.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Whole for 48 hours, then the last of each minute for 30 days, then the last of each hour. */
const GRADES = [
  { ageMs: 2 * DAY_MS, every: 'minute' },
  { ageMs: 30 * DAY_MS, every: 'hour' },
] as const

/** Two runs are this far apart by the stored clock, and this far by the machine's, so that a simulated year is not spent on thinning. */
const EVERY = { storedMs: HOUR_MS, realMs: 30_000 } as const

/** Keeps the history of boards bounded. What is looked up at an instant is the last row before it, so dropping all but the last of a span changes nothing outside of it. */
export class Thinning {
  private ranAt = { stored: -Infinity, real: -Infinity }
  /** The stored instant up to which each board has been thinned by us. */
  private readonly done = new Map<number, number>()

  constructor(private readonly db: Database) {}

  /** Thins what has come of age on these boards since the last run; the first run with a board looks at everything. */
  async run(instant: number, boards: readonly number[]): Promise<void> {
    if (instant < this.ranAt.stored + EVERY.storedMs || performance.now() < this.ranAt.real + EVERY.realMs) return
    for (const board of boards) {
      for (const { ageMs, every } of GRADES) {
        const span = { from: (this.done.get(board) ?? -Infinity) - ageMs - HOUR_MS, until: instant - ageMs, every }
        await thinRows(this.db, board, span)
        await thinBoards(this.db, board, span)
      }
      this.done.set(board, instant)
    }
    this.ranAt = { stored: instant, real: performance.now() }
  }

  /** The board is another process' from here on. */
  forget(board: number): void {
    this.done.delete(board)
  }
}
