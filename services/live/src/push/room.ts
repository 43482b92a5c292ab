import type { Board, BoardKey } from '@tierline/contracts/board'
import type { BoardDelta } from '@tierline/contracts/live'

/** Name of a board's socket.io room. */
export const roomName = ({ rubric, group, period }: BoardKey): string => `board ${rubric} ${group} ${period}`

/** What the members of one board's room have been told: the seq, and each row as the text that was sent. */
export class Room {
  private rows: Map<string, string>

  constructor(private told: Board) {
    this.rows = rowTexts(told)
  }

  get key(): BoardKey {
    return this.told.key
  }

  get seq(): number {
    return this.told.seq
  }

  get asOf(): string {
    return this.told.asOf
  }

  /** The delta from what was told to a newer board, or null where there is nothing newer; from then on the newer board counts as told. */
  advance(board: Board): BoardDelta | null {
    if (board.seq <= this.told.seq) return null
    const base = this.told.seq
    const rows = rowTexts(board)
    const delta: BoardDelta = {
      key: board.key, base, seq: board.seq, asOf: board.asOf, provisional: board.provisional,
      changes: board.rows.filter((row) => rows.get(row.unit) !== this.rows.get(row.unit)),
      removed: [...this.rows.keys()].filter((unit) => !rows.has(unit)),
      summaries: board.summaries,
      watermark: board.watermark,
    }
    this.told = board
    this.rows = rows
    return delta
  }
}

const rowTexts = (board: Board): Map<string, string> => new Map(board.rows.map((row) => [row.unit, JSON.stringify(row)]))
