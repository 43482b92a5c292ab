import type { Board } from '@tierline/contracts/board'
import type { StoredRow } from '@tierline/platform/board/stored-row'
import { packRow } from '@tierline/platform/board/stored-row'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { boardHead, planBoard, readCalendars, rowOf } from '@tierline/scoring'
import type { BoardPlan, WorkCalendar } from '@tierline/scoring'
import { assembleBoard } from '../board/board-assembly.ts'
import { readBoard } from '../board/board.store.ts'
import type { BoardRecord } from '../board/board.store.ts'
import { boardRow, officialOrder } from '../board/board-rows.ts'
import { boardPeriod } from '../board/period-title.ts'
import { readInstant } from '../board/watermark.store.ts'
import { viewOf } from '../explain/scored-view.ts'
import type { ScoredView } from '../explain/scored-view.ts'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { readEventsKeptFrom } from './event-pages.store.ts'
import { foldFacts } from './fold-facts.ts'

/** A board folded afresh, with what it was made of. */
export interface CorrectedView {
  record: BoardRecord
  seq: number
  view: ScoredView
  lastEvents: ReadonlyMap<string, number>
}

/** Folded boards that are kept; they hold until the board moves. */
const MOST_KEPT = 8

/**
 * Boards of the past as they are known to have been now: stored events with time at or before the instant, folded with the clock at it, under the version
 * of the rubric that is in force at it, as it reads now. It reads every event of the board's units, so it is slow for big years and is kept until the board moves.
 */
export class CorrectedBoards {
  private readonly kept = new Map<string, Promise<CorrectedView>>()
  private calendar: WorkCalendar | null = null

  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  async read(id: number, at: number): Promise<Board> {
    const { record, view, lastEvents } = await this.view(id, at)
    const { directory } = this.platform
    const indicators = record.head.indicators.map((indicator) => indicator.id)
    const order = officialOrder(directory.group(record.group_id))
    const rows = view.score.rows.flatMap((scored) => {
      const unit = directory.unitByCode(scored.unit)
      if (!unit) return []
      const stored: Omit<StoredRow, 'facts'> = packRow(rowOf(view.plan, scored), { indicators, lastEvent: lastEvents.get(scored.unit) ?? null })
      return [boardRow(stored, { indicators, unit, order: order.get(unit.id) ?? 0, before: undefined, spark: [] })]
    })
    return assembleBoard({ record, period: view.plan.period, instant: view.instant, movement: { baseline: null }, rows, reading: 'corrected' }, this.platform)
  }

  /** The same before it is written out; an instant ahead of the clock is the clock's. */
  async view(id: number, at: number): Promise<CorrectedView> {
    const [now, clock] = [await readBoard(this.platform.db, id), await readInstant(this.platform.db)]
    const instant = Math.min(at, clock ?? this.platform.clock.now())
    const name = `${id} ${now.seq} ${instant}`
    const view = this.kept.get(name) ?? this.fold(now, instant)
    this.kept.delete(name)
    this.kept.set(name, view)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest)
    return await view.catch((error: unknown) => {
      this.kept.delete(name)
      throw error
    })
  }

  private async fold(now: BoardRecord, instant: number): Promise<CorrectedView> {
    const { db, directory, rules } = this.platform
    const rubric = (await this.rubrics.inForce(now.rubric, now.period, instant)) ?? (await this.rubrics.byHash(now.rubric, now.rubric_hash))
    if (!rubric) throw new Error(`board ${now.id}: found no text of the rubric ${now.rubric}, expected one; load it again`)
    const plan = planBoard(rubric, boardPeriod(now.period, instant), now.group_id, { instant, codeOf: (name) => directory.unitByCodeOrAlias(name)?.code })
    refuseDropped(plan, await readEventsKeptFrom(db), 'so it cannot be corrected. Ask for reading=known.')
    const units = directory.group(now.group_id)?.units ?? []
    this.calendar ??= readCalendars(rules.calendars)
    const { facts: [facts = []], lastEvents } = await db.transaction((tx) => foldFacts(tx, { plans: [plan], units, instant, types: rules.catalogue.types, calendar: this.calendar as WorkCalendar, directory }), 'repeatable read')
    const view = viewOf(plan, facts, instant)
    const newest = [...lastEvents.values()].reduce<number | null>((latest, time) => Math.max(latest ?? time, time), null)
    const record = { ...now, as_of: instant, head: boardHead(plan.rubric), summaries: [...view.score.summaries], provisional: view.score.provisional, last_event: newest }
    return { record, seq: Number(now.seq), view, lastEvents }
  }
}

/** A board that counts events of a time whose events were dropped cannot be folded again; half of it would be a wrong figure. Cases keep their facts, so that what it carries over of them counts still. */
export function refuseDropped({ period, readings }: BoardPlan, keptFrom: number | null, consequence: string): void {
  const since = Math.min(period.from, ...readings.flatMap(({ declaration, from, until }) => ('event' in declaration.of && from < until ? [from] : [])))
  if (keptFrom === null || since >= keptFrom) return
  throw new ProblemError(404, 'no_data', {
    title: 'The events of then were dropped', detail: `This board counts events from ${new Date(since).toISOString()} on; those from before ${new Date(keptFrom).toISOString()} are no longer kept, ${consequence}`,
  })
}
