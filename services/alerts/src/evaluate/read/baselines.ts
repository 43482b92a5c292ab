import { readStandings, seqBefore } from '@tierline/boards/board/movement.store'
import type { Statements } from '@tierline/platform/database/database'
import { dayNumber, startOfDay } from '@tierline/scoring'

/** Baselines that are kept: one a board and day. */
const MOST_KEPT = 20

/** Ranks at a board's named baseline, the beginning of the day, as the board itself compares with them. */
export class Baselines {
  private readonly kept = new Map<string, Map<number, number | null>>()

  /** The baseline's rank of each of these units at an instant of the board (epoch ms); absent or null where it had none. */
  async of(db: Statements, board: number, { units, instant }: { units: readonly number[]; instant: number }): Promise<ReadonlyMap<number, number | null>> {
    const day = dayNumber(instant)
    const name = `${board} ${day}`
    const known = this.kept.get(name) ?? new Map<number, number | null>()
    this.kept.delete(name)
    this.kept.set(name, known)
    const missing = units.filter((unit) => !known.has(unit))
    if (missing.length > 0) {
      const seq = await seqBefore(db, board, startOfDay(day))
      const ranks = new Map((seq === null ? [] : await readStandings(db, board, { seq, units: missing })).map(({ unit, rank }) => [unit, rank]))
      for (const unit of missing) known.set(unit, ranks.get(unit) ?? null)
    }
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest)
    return known
  }
}
