import { packFacts } from '@tierline/platform/board/stored-facts'
import type { ReadFacts } from '@tierline/platform/board/stored-facts'
import type { Transaction } from '@tierline/platform/database/database'
import { dayNumber, dayText } from '@tierline/scoring'
import type { BoardPlan } from '@tierline/scoring'
import { judgedPeriods, monthSpan } from '../board/board-periods.ts'
import { readAttributes, readJudgements, readNewestEvents } from './given.store.ts'
import type { ComingAttribute, HeldAttribute } from './given.store.ts'
import { readDays, readDistinct, readHours, readKeyedDays, readKeyedDistinct, readKeyedHours, readMeasureStates } from './reading.store.ts'
import type { KeyedValue, MeasureStates, PackedValues } from './reading.store.ts'
import { spansOf } from './windows.ts'
import type { ReadingSpans } from './windows.ts'

/** A unit by its number in the database and its code. */
export interface FactUnit {
  id: number
  code: string
}

/** One unit's facts, ready to be scored and to be stored. */
export interface TakenFacts {
  facts: ReadFacts
  /** As JSON text, written once. */
  text: string
  lastEvent: number | null
  /** The first later day on which a judgement or an attribute of the unit takes effect; null where there is none. */
  nextEffective: string | null
}

/** What of the plan's measures is registered, read in the same snapshot; where nothing has changed, the very object that was known before. */
export async function readMeasures(tx: Transaction, plan: BoardPlan, known?: MeasureStates): Promise<MeasureStates> {
  return await readMeasureStates(tx, plan.readings.map(({ hash }) => hash), known)
}

/** Reads everything that a plan asks for about these units: one statement a kind, sent together, all in the transaction's snapshot. */
export async function readFacts(tx: Transaction, plan: BoardPlan, about: { units: readonly FactUnit[]; instant: number; measures?: MeasureStates }): Promise<TakenFacts[]> {
  const ids = about.units.map(({ id }) => id)
  const measures = about.measures ?? (await readMeasures(tx, plan))
  const given = readGiven(tx, plan, { ids, instant: about.instant })
  const [values, known] = await Promise.all([readValues(tx, spansFor(plan, measures), ids), given])
  return about.units.map((unit) => assemble({ plan, measures, values, known }, unit))
}

/** The spans of a plan are the same while its measures are. */
function spansFor(plan: BoardPlan, measures: MeasureStates): ReadingSpans {
  const known = planned.get(measures)
  if (known?.plan === plan) return known.spans
  const spans = spansOf(plan.readings, measures.byHash)
  planned.set(measures, { plan, spans })
  return spans
}

const planned = new WeakMap<MeasureStates, { plan: BoardPlan; spans: ReadingSpans }>()

interface Values {
  packed: Map<number, string[]>
  keyed: Map<number, KeyedValue[]>
}

async function readValues(tx: Transaction, spans: ReadingSpans, ids: readonly number[]): Promise<Values> {
  const [packed, keyed] = await Promise.all([
    Promise.all([readDays(tx, spans.days, ids), readHours(tx, spans.hours, ids), readDistinct(tx, spans.distinct, ids)]),
    Promise.all([readKeyedDays(tx, spans.keyedDays, ids), readKeyedHours(tx, spans.keyedHours, ids), readKeyedDistinct(tx, spans.keyedDistinct, ids)]),
  ])
  return { packed: groupTexts(packed), keyed: groupBy(keyed.flat()) }
}

async function readGiven(tx: Transaction, plan: BoardPlan, about: { ids: readonly number[]; instant: number }) {
  const day = dayText(dayNumber(Math.min(about.instant, plan.period.until - 1)))
  const [attributes, judgements, newest] = await Promise.all([
    readAttributes(tx, { units: about.ids, names: plan.attributeNames, day }),
    readJudgements(tx, { units: about.ids, rubric: plan.rubric.id, periods: judgedPeriods(plan.period) }),
    readNewestEvents(tx, { units: about.ids, ...monthSpan(plan.period) }),
  ])
  return {
    today: dayText(dayNumber(about.instant)), coming: groupBy(attributes.filter((row): row is ComingAttribute => row.value === null)),
    attributes: groupBy(attributes.filter((row): row is HeldAttribute => row.value !== null)), judgements: groupBy(judgements), newest: new Map(newest.map((row) => [row.unit, row.last_event])),
  }
}

interface Read {
  plan: BoardPlan
  measures: MeasureStates
  values: Values
  known: Awaited<ReturnType<typeof readGiven>>
}

function assemble({ plan, measures, values, known }: Read, unit: FactUnit): TakenFacts {
  const sums = sumsOf(values.packed.get(unit.id) ?? [], plan.readings.length)
  const keyed = keysOf(values.keyed.get(unit.id) ?? [])
  const lastEvent = known.newest.get(unit.id) ?? null
  const facts: ReadFacts = {
    unit: unit.code,
    readings: plan.readings.map(({ slot, hash, from, keyed: isKeyed }) => {
      const provisional = from < (measures.byHash.get(hash)?.completeFrom ?? Infinity)
      return isKeyed ? { byKey: nonZero(keyed.get(slot)), provisional } : { value: sums[slot] ?? 0n, provisional }
    }),
    attributes: Object.fromEntries((known.attributes.get(unit.id) ?? []).map((row) => [row.name, { value: row.value, effective: row.effective, citation: row.citation, by: row.entered_by }])),
    judgements: (known.judgements.get(unit.id) ?? []).map((row) => ({
      id: Number(row.id), indicator: row.indicator, item: row.item ?? undefined, kind: row.kind, value: row.value ?? '',
      reason: row.reason, evidence: row.evidence, by: row.entered_by, effective: row.effective,
    })),
    events: lastEvent === null ? 0 : 1,
  }
  return { facts, text: JSON.stringify(packFacts(facts)), lastEvent, nextEffective: nextEffectiveOf(known, unit.id) }
}

function nextEffectiveOf({ today, coming, judgements }: Read['known'], unit: number): string | null {
  const later = [...(coming.get(unit) ?? []), ...(judgements.get(unit) ?? [])].flatMap(({ effective }) => (effective > today ? [effective] : []))
  return later.reduce<string | null>((first, day) => (first === null || day < first ? day : first), null)
}

/** `slot value,slot value` of several statements, added up by slot. */
function sumsOf(packed: readonly string[], slots: number): (bigint | undefined)[] {
  const sums: (bigint | undefined)[] = Array.from({ length: slots })
  for (const pair of packed.flatMap((text) => text.split(','))) {
    const space = pair.indexOf(' ')
    const slot = Number(pair.slice(0, space))
    sums[slot] = (sums[slot] ?? 0n) + BigInt(pair.slice(space + 1))
  }
  return sums
}

function keysOf(rows: readonly KeyedValue[]): Map<number, Map<string, bigint>> {
  const bySlot = new Map<number, Map<string, bigint>>()
  for (const { slot, key, value } of rows) {
    const keys = bySlot.get(slot) ?? new Map<string, bigint>()
    keys.set(key, (keys.get(key) ?? 0n) + BigInt(value))
    bySlot.set(slot, keys)
  }
  return bySlot
}

function nonZero(keys: ReadonlyMap<string, bigint> | undefined): Record<string, bigint> {
  return Object.fromEntries([...(keys ?? [])].filter(([, value]) => value !== 0n))
}

function groupTexts(results: readonly PackedValues[][]): Map<number, string[]> {
  const map = new Map<number, string[]>()
  for (const { unit, packed } of results.flat()) {
    const list = map.get(unit)
    if (list) list.push(packed)
    else map.set(unit, [packed])
  }
  return map
}

function groupBy<T extends { unit: number }>(rows: readonly T[]): Map<number, T[]> {
  const map = new Map<number, T[]>()
  for (const row of rows) {
    const list = map.get(row.unit)
    if (list) list.push(row)
    else map.set(row.unit, [row])
  }
  return map
}
