import type { SnapshotHead } from '@tierline/contracts/snapshot/content'
import { refuseDropped } from '@tierline/boards/past/corrected-boards'
import { storedOf } from '@tierline/boards/past/at-cutoff'
import { readEventsKeptFrom } from '@tierline/boards/past/event-pages.store'
import { foldFacts } from '@tierline/boards/past/fold-facts'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import type { Statements } from '@tierline/platform/database/database'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { readCalendars } from '@tierline/scoring'
import type { BoardPlan } from '@tierline/scoring'
import { frozenPlan } from '../freeze/rescored.ts'
import { brokenBy, holds, skipped } from './checks.ts'
import type { Check } from './checks.ts'

/** After every event. */
const FOR_EVER = Date.UTC(9999, 0, 1)

/** Folds the stored events up to the frozen positions of the log, with the clock at the frozen instant, and compares what was read of them; judgements and attributes stand in the facts themselves. */
export async function checkEvents(db: Statements, { directory, rules }: Platform, { head, facts }: { head: SnapshotHead; facts: ReadonlyMap<string, StoredFacts> }): Promise<Check> {
  const plan = frozenPlan(head)
  const units = [...facts.keys()].flatMap((code) => directory.unitByCode(code) ?? [])
  if (units.length < facts.size) return skipped('events', '有单位已不在单位名录中，无法重新汇总其事件', 'some units are no longer in the directory, so their events cannot be folded')
  const dropped = droppedOf(plan, await readEventsKeptFrom(db))
  if (dropped !== null) return skipped('events', '所需事件已按保存期限清理，校验以冻结事实为准', `the events were dropped after their time of keeping: ${dropped}`)
  const instant = Date.parse(head.board.asOf)
  const { facts: [folded = []] } = await foldFacts(db, {
    plans: [plan], units, instant, types: rules.catalogue.types, calendar: readCalendars(rules.calendars), directory, below: head.board.watermark.position,
    // As corrected, what happened later was left out; as known, whatever had been counted was in.
    ...(head.board.reading === 'corrected' ? {} : { until: FOR_EVER }),
  })
  const differing = folded.filter((unit) => !isSame(storedOf(unit), facts.get(unit.unit)))
  if (differing.length > 0) return brokenBy('events', differing.map(({ unit }) => ({ zh: `${unit} 由事件重新汇总的数据项与冻结的不同`, en: `${unit}: folded from the events again, its measures differ from the frozen ones` })))
  return holds('events', `由存储的事件重新汇总，${folded.length} 个单位的数据项全部一致`, `folded from the stored events again, the measures of all ${folded.length} units agree`)
}

function droppedOf(plan: BoardPlan, keptFrom: number | null): string | null {
  try {
    refuseDropped(plan, keptFrom, 'so they cannot be folded again.')
    return null
  } catch (error) {
    if (error instanceof ProblemError) return error.message
    throw error
  }
}

/** Slots that were provisional then had not been filled yet. */
function isSame(folded: StoredFacts, frozen: StoredFacts | undefined): boolean {
  const provisional = new Set(frozen?.p)
  return frozen !== undefined && folded.r.every((reading, slot) => provisional.has(slot) || comparable(reading) === comparable(frozen.r[slot]))
}

function comparable(reading: StoredFacts['r'][number] | undefined): string {
  if (typeof reading !== 'object') return reading ?? '0'
  return JSON.stringify(Object.entries(reading).filter(([, value]) => value !== '0').sort(([a], [b]) => (a < b ? -1 : 1)))
}
