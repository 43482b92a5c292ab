import type { Board, BoardRow } from '@tierline/contracts/board'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import { packFacts } from '@tierline/platform/board/stored-facts'
import { packRow } from '@tierline/platform/board/stored-row'
import type { Statements } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { boardHead, planBoard, readCalendars, rowOf } from '@tierline/scoring'
import type { BoardPlan, Rubric, UnitFacts } from '@tierline/scoring'
import { assembleBoard } from '../board/board-assembly.ts'
import { boardRow, officialOrder } from '../board/board-rows.ts'
import { readBoard } from '../board/board.store.ts'
import type { BoardRecord, RowRecord } from '../board/board.store.ts'
import { boardPeriod } from '../board/period-title.ts'
import { readWatermark } from '../board/watermark.store.ts'
import { scoredView, viewOf } from '../explain/scored-view.ts'
import type { ScoredView } from '../explain/scored-view.ts'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { refuseDropped } from './corrected-boards.ts'
import { readEventsKeptFrom } from './event-pages.store.ts'
import { foldFacts } from './fold-facts.ts'
import { readBoardThen, readFactsThen, readRowsThen } from './past.store.ts'

/** A board at a cut-off with all that it was made of: rows in board order, without movement and sparks, and each unit's facts as they are stored. */
export interface BoardAtCutoff {
  board: Board
  record: BoardRecord
  view: ScoredView
  facts: ReadonlyMap<string, StoredFacts>
  /** Each unit's newest event, epoch ms. */
  lastEvents: ReadonlyMap<string, number | null>
}

export interface CutoffAbout {
  board: number
  /** Epoch ms. */
  at: number
}

/** Reads boards at a cut-off inside the caller's transaction, which sees one state of everything where it is repeatable read. */
export class BoardsAtCutoff {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  /** As it was known at the instant: stored history, facts and rows of one seq. Null where the board had not been scored by then. */
  async known(tx: Statements, { board, at }: CutoffAbout): Promise<BoardAtCutoff | null> {
    const then = await readBoardThen(tx, board, at)
    if (!then) return null
    const now = await readBoard(tx, board)
    const rubric = await this.rubrics.byHash(now.rubric, then.rubric_hash)
    if (!rubric) throw new Error(`board ${board}: found the rubric ${now.rubric} of hash ${then.rubric_hash.slice(0, 8)}, expected its text in the database; load it again`)
    const { directory } = this.platform
    const [facts, rows] = [await readFactsThen(tx, board, then.seq), await readRowsThen(tx, board, then.seq)]
    const view = scoredView({ rubric, group: now.group_id, period: now.period, instant: then.as_of, facts }, directory)
    return this.assembled({ ...now, ...then, head: boardHead(view.plan.rubric) }, {
      view, rows, at, reading: 'known',
      facts: new Map(facts.flatMap(({ unit, facts: stored }) => { const code = directory.unitById(unit)?.code; return code === undefined ? [] : [[code, stored] as const] })),
    })
  }

  /** As corrected: stored events with time at or before the instant, folded with the clock at it, under the version in force at it; the record says up to which positions of the log. */
  async corrected(tx: Statements, { board, at }: CutoffAbout): Promise<BoardAtCutoff> {
    const { directory, rules } = this.platform
    const now = await readBoard(tx, board)
    const rubric = (await this.rubrics.inForce(now.rubric, now.period, at)) ?? (await this.rubrics.byHash(now.rubric, now.rubric_hash))
    if (!rubric) throw new Error(`board ${board}: found no text of the rubric ${now.rubric}, expected one; load it again`)
    const plan = this.planOf(rubric, now, at)
    refuseDropped(plan, await readEventsKeptFrom(tx), 'so it cannot be frozen as corrected.')
    const mark = await readWatermark(tx, at)
    const { facts: [facts = []], lastEvents } = await foldFacts(tx, { plans: [plan], units: directory.group(now.group_id)?.units ?? [], instant: at, types: rules.catalogue.types, calendar: readCalendars(rules.calendars), directory })
    const view = viewOf(plan, facts, at)
    const head = boardHead(plan.rubric)
    const indicators = head.indicators.map(({ id }) => id)
    const newest = [...lastEvents.values()].reduce<number | null>((latest, time) => Math.max(latest ?? time, time), null)
    const record: BoardRecord = { ...now, as_of: at, head, rubric_hash: rubric.hash, position: mark.position, summaries: [...view.score.summaries], provisional: view.score.provisional, last_event: newest }
    const rows = view.score.rows.flatMap((row): RowRecord[] => {
      const unit = directory.unitByCode(row.unit)
      return unit ? [{ unit: unit.id, row: packRow(rowOf(plan, row), { indicators, lastEvent: lastEvents.get(row.unit) ?? null }) }] : []
    })
    return this.assembled(record, { view, rows, at, reading: 'corrected', facts: new Map(facts.map((unit) => [unit.unit, storedOf(unit)])) })
  }

  private planOf(rubric: Rubric, { period, group_id }: BoardRecord, instant: number): BoardPlan {
    return planBoard(rubric, boardPeriod(period, instant), group_id, { instant, codeOf: (name) => this.platform.directory.unitByCodeOrAlias(name)?.code })
  }

  private assembled(record: BoardRecord, { view, rows, at, reading, facts }: { view: ScoredView; rows: readonly RowRecord[]; at: number; reading: 'known' | 'corrected'; facts: ReadonlyMap<string, StoredFacts> }): BoardAtCutoff {
    const { directory } = this.platform
    const indicators = record.head.indicators.map(({ id }) => id)
    const order = officialOrder(directory.group(record.group_id))
    const lastEvents = new Map<string, number | null>()
    const shown = rows.flatMap(({ unit: id, row }): BoardRow[] => {
      const unit = directory.unitById(id)
      if (!unit || !row) return []
      lastEvents.set(unit.code, row.lastEvent)
      return [boardRow(row, { indicators, unit, order: order.get(id) ?? rows.length, before: undefined, spark: [] })]
    })
    const board = assembleBoard({ record, period: view.plan.period, instant: at, movement: { baseline: null }, rows: shown, reading }, this.platform)
    return { board, record, view, facts, lastEvents }
  }
}

type Facts = Parameters<typeof packFacts>[0]

/** A unit's facts as they are stored. */
export const storedOf = (unit: UnitFacts): StoredFacts => packFacts({ ...unit, readings: unit.readings.map(copied), attributes: given(unit.attributes), judgements: [...unit.judgements] })

const copied = (reading: UnitFacts['readings'][number]): Facts['readings'][number] =>
  ('value' in reading ? { ...reading } : { byKey: { ...reading.byKey }, provisional: reading.provisional })

function given(attributes: Readonly<Record<string, Facts['attributes'][string] | undefined>>): Facts['attributes'] {
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, fact]) => (fact ? [[name, fact] as const] : [])))
}
