import type { Board, BoardRow } from '@tierline/contracts/board'
import type { Database, Transaction } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { Period } from '@tierline/scoring'
import { readBoard, readPlacesSince, readRows, readRowsSince } from './board.store.ts'
import type { BoardRecord, PlaceRecord, RowRecord } from './board.store.ts'
import { assembleBoard } from './board-assembly.ts'
import { boardRow, officialOrder } from './board-rows.ts'
import { isOutdated, readMovement } from './movement.ts'
import type { Movement } from './movement.ts'
import { boardPeriod } from './period-title.ts'
import { readInstant } from './watermark.store.ts'

/** What a mirror reads with. */
export interface MirrorParts {
  db: Database
  directory: Directory
  isDemo: boolean
}

interface Reflection {
  record: BoardRecord
  period: Period
  movement: Movement
  stored: Map<number, NonNullable<RowRecord['row']>>
  rows: Map<number, BoardRow>
}

/** What history keeps of each change for certain (48 hours, less a margin); a mirror that is older reads everything again. */
const CATCH_UP_MS = 40 * 3_600_000

/** One live board in memory, brought up to date by reading only the rows that changed. Rows that did not change stay the same objects. */
export class BoardMirror {
  private reflection: Reflection | null = null
  private board: Board | null = null
  private reading: Promise<Board> | null = null
  private forgotten = 0

  constructor(private readonly parts: MirrorParts, private readonly id: number) {}

  /** The board as it is stored now; calls that come while one reads wait for the next reading, which they share. */
  async read(): Promise<Board> {
    const current = this.reading
    if (current) {
      await current.catch(() => undefined)
      this.reading ??= this.refresh()
      return await this.reading
    }
    this.reading = this.refresh()
    return await this.reading
  }

  /** Names or the group have changed: the next reading starts afresh. */
  forget(): void {
    this.reflection = null
    this.forgotten += 1
  }

  private async refresh(): Promise<Board> {
    const { forgotten } = this
    try {
      const { reflection, instant } = await this.parts.db.transaction(async (tx) => {
        const [record, stored] = await Promise.all([readBoard(tx, this.id), readInstant(tx)])
        return { reflection: await this.reflect(tx, record), instant: stored ?? record.as_of }
      }, 'repeatable read')
      const isSame = reflection === this.reflection
      // Told to forget while it read: this reading may have begun with the names of before.
      this.reflection = forgotten === this.forgotten ? reflection : null
      const { record, period, movement, rows } = reflection
      const next = assembleBoard({ record, period, instant, movement, rows: rows.values(), reading: 'live' }, this.parts)
      if (!isSame || next.period.state !== this.board?.period.state) this.board = next
      return this.board ?? next
    } finally {
      this.reading = null
    }
  }

  private async reflect(tx: Transaction, record: BoardRecord): Promise<Reflection> {
    const last = this.reflection
    if (last && last.record.seq === record.seq) return last
    const isNear = last && last.record.rubric_hash === record.rubric_hash && record.as_of - last.record.as_of < CATCH_UP_MS
    const [rows, places] = isNear ? await Promise.all([readRowsSince(tx, this.id, last.record.seq), readPlacesSince(tx, this.id, last.record.seq)]) : [await readRows(tx, this.id), []]
    const stored = withChanges(isNear ? last.stored : new Map(), { rows, places })
    const changed = new Set([...rows, ...places].map(({ unit }) => unit))
    const period = boardPeriod(record.period, record.as_of)
    const isFresh = isNear && !isOutdated(last.movement, record.as_of)
    const movement = isFresh ? last.movement : await readMovement(tx, { board: this.id, units: [...stored.keys()], period, instant: record.as_of })
    const kept = isFresh ? last.rows : new Map<number, BoardRow>()
    return { record, period, movement, stored, rows: this.compose({ record, movement, stored, kept, changed }) }
  }

  private compose({ record, movement, stored, kept, changed }: { record: BoardRecord; movement: Movement; stored: Reflection['stored']; kept: Map<number, BoardRow>; changed: ReadonlySet<number> }): Map<number, BoardRow> {
    const indicators = record.head.indicators.map(({ id }) => id)
    const order = officialOrder(this.parts.directory.group(record.group_id))
    const rows = new Map<number, BoardRow>()
    for (const [id, row] of stored) {
      const unit = this.parts.directory.unitById(id)
      const known = changed.has(id) ? undefined : kept.get(id)
      if (known) rows.set(id, known)
      else if (unit) rows.set(id, boardRow(row, { indicators, unit, order: order.get(id) ?? stored.size, before: movement.before.get(id), spark: movement.spark.get(id) ?? [] }))
    }
    return rows
  }
}

/** Stored rows after a change. A row that was written comes with its place, so places are laid on the rows of before. */
function withChanges(before: Reflection['stored'], { rows, places }: { rows: readonly RowRecord[]; places: readonly PlaceRecord[] }): Reflection['stored'] {
  const stored = new Map(before)
  for (const { unit, ...place } of places) {
    const row = stored.get(unit)
    if (row) stored.set(unit, { ...row, ...place })
  }
  for (const { unit, row } of rows) {
    if (row) stored.set(unit, row)
    else stored.delete(unit)
  }
  return stored
}
