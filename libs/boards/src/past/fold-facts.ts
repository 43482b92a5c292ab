import type { Statements } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { StoredUnit } from '@tierline/platform/directory.store'
import { dayNumber, dayText, dutyOccasions, FactFolder, openingFact, readValue, readValueByKey, yearOf } from '@tierline/scoring'
import type { BoardPlan, FactTypes, MeasureDeclaration, RollUps, UnitFacts, WorkCalendar } from '@tierline/scoring'
import { readDroppedFacts, readEventPage } from './event-pages.store.ts'
import type { EventFilter, EventRow } from './event-pages.store.ts'
import { readAttributesOn, readJudgementsNow } from './given-then.store.ts'

/** What folding a board's facts afresh needs. */
export interface FoldAbout {
  /** Of one group and period; several where one reading of the events is to serve several versions of the rubric. */
  plans: readonly BoardPlan[]
  units: readonly StoredUnit[]
  /** Events that happened after it are left out, and the clock stands at it. */
  instant: number
  types: FactTypes
  calendar: WorkCalendar
  directory: Directory
  /** Only events below these positions, by partition of the log: what had been counted when the log stood there. All where absent. */
  below?: Readonly<Record<string, string>>
  /** Events that happened after it are left out instead of those after the instant: roll-ups count what is dated ahead of the clock. */
  until?: number
}

/** For each plan the facts of every unit, and each unit's newest event in the board's period. */
export interface FoldedFacts {
  facts: UnitFacts[][]
  lastEvents: ReadonlyMap<string, number>
}

const PAGE = 10_000

/** Folds the stored events of a board with time at or before an instant, with the clock at it: what would have been known then, had everything been known in time. */
export async function foldFacts(db: Statements, about: FoldAbout): Promise<FoldedFacts> {
  const folds = about.plans.map((plan) => foldOf(plan, about))
  const kinds = [...new Set(folds.flatMap((fold) => fold.kinds))]
  for (const [time, type, source, id, unit, corrects, data] of await readDroppedFacts(db, kinds)) {
    if (time <= about.instant) for (const { folder } of folds) folder.add({ time, type, source, id, unit, corrects, data })
  }
  const lastEvents = new Map<string, number>()
  const filter = filterOf(about, kinds)
  let page: EventRow[] = []
  let after = { part: -1, position: -1n }
  do {
    page = await readEventPage(db, filter, after, PAGE)
    for (const row of page) if (isBelow(row, about.below)) take(row, { about, folds, lastEvents })
    const last = page.at(-1)
    if (last) after = { part: last.part, position: last.position }
    // Others get a turn of the event loop between two pages.
    await new Promise(setImmediate)
  } while (page.length === PAGE)
  return { facts: await Promise.all(folds.map(({ plan, folder }) => assemble(db, { ...about, plan }, { rollUps: folder.rollUps(), lastEvents }))), lastEvents }
}

/** One plan with what its measures are folded by. */
interface Fold {
  plan: BoardPlan
  folder: FactFolder
  /** Kinds of cases that its measures are about. */
  kinds: readonly string[]
}

function foldOf(plan: BoardPlan, about: FoldAbout): Fold {
  const { types, calendar, instant } = about
  const declarations = [...new Map(plan.readings.map(({ hash, declaration }) => [hash, declaration])).values()]
  const folder = new FactFolder({ types, calendar, instant, declarations })
  for (const fact of openedDuties(plan, about)) folder.add(fact)
  return { plan, folder, kinds: kindsOf(declarations) }
}

const isBelow = ({ part, position }: EventRow, below: FoldAbout['below']): boolean => below === undefined || position < BigInt(below[String(part)] ?? 0)

function take(row: EventRow, { about, folds, lastEvents }: { about: FoldAbout; folds: readonly Fold[]; lastEvents: Map<string, number> }): void {
  const period = about.plans[0]?.period
  const code = about.directory.unitById(row.unit)?.code
  if (code === undefined || !period) return
  for (const { folder } of folds) folder.add({ source: row.source, id: row.id, type: row.type, unit: code, time: row.time, corrects: row.corrects, data: row.data })
  if (row.time >= period.from && row.time < period.until && row.time > (lastEvents.get(code) ?? -Infinity)) lastEvents.set(code, row.time)
}

/** Types that no measure asks for still tell that a unit has reported; they are read for the board's own units. */
function filterOf({ units, types, instant, until = instant }: FoldAbout, kinds: readonly string[]): EventFilter {
  const names = Object.keys(types)
  const caseTypes = names.filter((name) => kinds.includes(types[name]?.case?.kind ?? ''))
  return { caseTypes, otherTypes: names.filter((name) => !caseTypes.includes(name)), units: units.map(({ id }) => id), until }
}

const kindsOf = (declarations: readonly MeasureDeclaration[]): string[] => [...new Set(declarations.flatMap(({ of }) => ('case' in of ? [of.case] : [])))]

function openedDuties(plan: BoardPlan, { units, instant, calendar, directory }: FoldAbout) {
  const members = new Set(units.map(({ code }) => code))
  return plan.rubric.duties.flatMap((duty) => {
    const owing = duty.units?.flatMap((text) => directory.unitByCodeOrAlias(text)?.code ?? []) ?? directory.group(duty.group ?? plan.group)?.units.map(({ code }) => code) ?? []
    return dutyOccasions(duty, instant, calendar).flatMap((occasion) => owing.filter((code) => members.has(code)).map((code) => openingFact(duty, code, occasion)))
  })
}

async function assemble(db: Statements, { plan, units, instant }: FoldAbout & { plan: BoardPlan }, { rollUps, lastEvents }: { rollUps: RollUps; lastEvents: ReadonlyMap<string, number> }): Promise<UnitFacts[]> {
  const { period, rubric } = plan
  const ids = units.map(({ id }) => id)
  const [attributes, judgements] = await Promise.all([
    readAttributesOn(db, { units: ids, names: plan.attributeNames, day: dayText(dayNumber(Math.min(instant, period.until - 1))) }),
    readJudgementsNow(db, { units: ids, rubric: rubric.id, periods: period.kind === 'to_date' ? [period.id, String(yearOf(period.from))] : [period.id] }),
  ])
  return units.map(({ id, code }) => ({
    unit: code,
    readings: plan.readings.map(({ hash, from, until, keyed }) => {
      const reading = { hash, unit: code, from, until }
      return keyed ? { byKey: nonZero(readValueByKey(rollUps, reading)), provisional: false } : { value: readValue(rollUps, reading), provisional: false }
    }),
    attributes: Object.fromEntries(attributes.filter((row) => row.unit === id).map((row) => [row.name, { value: row.value, effective: row.effective, citation: row.citation, by: row.entered_by }])),
    judgements: judgements.filter((row) => row.unit === id).map((row) => ({
      id: Number(row.id), indicator: row.indicator, item: row.item ?? undefined, kind: row.kind, value: row.value ?? '', reason: row.reason, evidence: row.evidence, by: row.entered_by, effective: row.effective,
    })),
    events: lastEvents.has(code) ? 1 : 0,
  }))
}

function nonZero(byKey: Record<string, bigint>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(byKey).filter(([, value]) => value !== 0n))
}
