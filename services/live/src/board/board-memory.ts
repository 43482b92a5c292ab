import { unpackRow } from '@tierline/platform/board/stored-row'
import type { ScoredPart } from '@tierline/platform/board/stored-row'
import type { Database, Statements } from '@tierline/platform/database/database'
import { dayNumber, startOfDay } from '@tierline/scoring'
import { readBoard, readRows, readRowsSince } from './board.store.ts'
import type { BoardRecord, RowOfUnit } from './board.store.ts'
import { readBoardThen, readFirst, readScoresAt, readStandingsThen } from './history.store.ts'
import type { Standing } from './history.store.ts'

/** Which board: a rubric, a group and a period by id. */
export interface BoardName {
  rubric: string
  group: string
  period: string
}

/** A row as scored, with the unit's newest event (epoch ms). */
export interface KeptRow extends ScoredPart {
  lastEvent: number | null
}

/** What movement is measured against: the board as known when the day of its `asOf` began. */
export interface Baseline {
  at: number
  standings: ReadonlyMap<number, Standing>
}

/** A stored board with everything that its display needs. */
export interface KeptBoard {
  record: BoardRecord
  rows: Map<number, KeptRow>
  baseline: Baseline | null
  /** Earlier scores by unit, oldest first. */
  sparks: ReadonlyMap<number, readonly number[]>
}

interface Kept extends KeptBoard {
  sparksReadAt: number
}

/** Points of a spark before the present one. */
const SPARK_POINTS = 29
const SPARK_REFRESH_MS = 15_000

/** Keeps boards that somebody asks for in memory and reads only what changed since: rows by seq, the baseline once a day, sparks now and then. */
export class BoardMemory {
  private readonly boards = new Map<string, Promise<Kept | null>>()

  constructor(private readonly db: Database) {}

  /** The board as it stands now, or null where there is none or it was never scored. Calls for one board go one after the other. */
  async read(key: BoardName): Promise<KeptBoard | null> {
    const name = JSON.stringify([key.rubric, key.group, key.period])
    const before = this.boards.get(name) ?? Promise.resolve(null)
    const next = before.catch(() => null).then((kept) => this.refresh(key, kept))
    this.boards.set(name, next)
    const kept = await next
    if (!kept) this.boards.delete(name)
    return kept
  }

  private async refresh(key: BoardName, kept: Kept | null): Promise<Kept | null> {
    const read = await this.db.transaction((tx) => readChanges(tx, key, kept), 'repeatable read')
    if (!read) return null
    const { record, changes } = read
    const rows = read.isWhole || !kept ? new Map<number, KeptRow>() : kept.rows
    apply(rows, record, changes)
    const baseline = await this.baseline(record, kept?.baseline ?? null)
    const isSparkDue = !kept || performance.now() - kept.sparksReadAt > SPARK_REFRESH_MS
    return {
      record, rows, baseline,
      sparks: isSparkDue ? await this.sparks(record) : kept.sparks,
      sparksReadAt: isSparkDue ? performance.now() : kept.sparksReadAt,
    }
  }

  private async baseline(record: BoardRecord, known: Baseline | null): Promise<Baseline | null> {
    const at = startOfDay(dayNumber(record.as_of))
    if (known?.at === at) return known
    const then = await readBoardThen(this.db, record.id, at - 1)
    if (!then) return null
    return { at, standings: new Map((await readStandingsThen(this.db, record.id, then.seq)).map((standing) => [standing.unit, standing])) }
  }

  private async sparks(record: BoardRecord): Promise<Map<number, number[]>> {
    const first = await readFirst(this.db, record.id)
    const sparks = new Map<number, number[]>()
    if (first === null || first >= record.as_of) return sparks
    const step = (record.as_of - first) / SPARK_POINTS
    const instants = Array.from({ length: SPARK_POINTS }, (_, n) => Math.floor(first + n * step))
    for (const { unit, score } of await readScoresAt(this.db, record.id, instants)) sparks.set(unit, [...(sparks.get(unit) ?? []), Number(score)])
    return sparks
  }
}

interface Changes {
  record: BoardRecord
  changes: RowOfUnit[]
  /** Whether `changes` are all rows of the board. */
  isWhole: boolean
}

async function readChanges(tx: Statements, key: BoardName, kept: KeptBoard | null): Promise<Changes | null> {
  const record = await readBoard(tx, key)
  if (!record || record.seq === 0n) return null
  const canFollow = kept !== null && kept.record.id === record.id && kept.record.seq <= record.seq && kept.record.rubric_hash === record.rubric_hash
  return { record, isWhole: !canFollow, changes: canFollow ? await readRowsSince(tx, record.id, kept.record.seq) : await readRows(tx, record.id) }
}

function apply(rows: Map<number, KeptRow>, record: BoardRecord, changed: readonly RowOfUnit[]): void {
  const indicators = record.head.indicators.map(({ id }) => id)
  for (const { unit, row } of changed) {
    if (row) rows.set(unit, { ...unpackRow({ ...row, facts: NO_FACTS }, indicators), lastEvent: row.lastEvent })
    else rows.delete(unit)
  }
}

const NO_FACTS = { r: [], e: 0 } as const satisfies { r: string[]; e: 0 | 1 }
