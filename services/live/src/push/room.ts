import type { Board, BoardKey, BoardRow } from '@tierline/contracts/board'
import type { BoardDelta } from '@tierline/contracts/live'

/** Name of a board's socket.io room. */
export const roomName = ({ rubric, group, period }: BoardKey): string => `board ${rubric} ${group} ${period}`

/** What the members of one board's room have been told: the seq, and each row as it was sent. */
export class Room {
  private rows: Map<string, BoardRow>
  private head: string

  constructor(private told: Board) {
    this.rows = rowsByUnit(told)
    this.head = headText(told)
  }

  get key(): BoardKey {
    return this.told.key
  }

  get seq(): number {
    return this.told.seq
  }

  /** When the newest event that the members know of had arrived, ISO. */
  get arrivedAt(): string | null {
    return this.told.watermark.lastArrivedAt
  }

  get asOf(): string {
    return this.told.asOf
  }

  /**
   * The delta from what was told to a newer board, or null where there is nothing newer; from then on the newer board counts as told.
   * Where more than rows changed (another rubric, another day as the baseline, a period that ended), no rows can say it: the delta starts
   * at its own end, so nobody can apply it and everybody fetches.
   */
  advance(board: Board): BoardDelta | null {
    if (board.seq <= this.told.seq) return null
    const before = { seq: this.told.seq, rows: this.rows, head: this.head }
    this.told = board
    this.rows = rowsByUnit(board)
    this.head = headText(board)
    const { key, seq, asOf, provisional, summaries, watermark } = board
    const delta = { key, seq, asOf, provisional, summaries, watermark }
    if (this.head !== before.head) return { ...delta, base: seq, changes: [], removed: [] }
    return {
      ...delta,
      base: before.seq,
      changes: board.rows.filter((row) => differs(row, before.rows.get(row.unit))),
      removed: [...before.rows.keys()].filter((unit) => !this.rows.has(unit)),
    }
  }
}

const rowsByUnit = (board: Board): Map<string, BoardRow> => new Map(board.rows.map((row) => [row.unit, row]))

/** A reader that keeps unchanged rows as the same objects spares the comparison of their texts. */
const differs = (row: BoardRow, before: BoardRow | undefined): boolean => row !== before && (!before || JSON.stringify(row) !== JSON.stringify(before))

const headText = ({ title, group, period, rubric, baseline, ranking, tiers, tiersDeclared, indicators, demo }: Board): string =>
  JSON.stringify([title, group, period.id, period.state, rubric, baseline, ranking, tiers, tiersDeclared, indicators, demo])
