import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { MeasureState, Spans } from './windows.ts'

/** Values of one unit, packed: `slot value,slot value`; a unit without any is left out. */
export interface PackedValues {
  unit: number
  packed: string
}

/** One value of a keyed reading. */
export interface KeyedValue {
  unit: number
  slot: number
  key: string
  value: string
}

const Packed = raw<PackedValues>()
const Keyed = raw<KeyedValue>()
const Measures = raw<{ states: string }>()

/** The registered measures of a plan, by hash, and the text that they were read from. */
export interface MeasureStates {
  text: string
  byHash: ReadonlyMap<string, MeasureState>
}

/** The registered measures of these hashes, as one text, so that what has not changed is not read again. */
export async function readMeasureStates(tx: Transaction, hashes: readonly string[], known?: MeasureStates): Promise<MeasureStates> {
  const { states: text } = await tx.one(Measures,
    `select coalesce(json_agg(json_build_array(hash, id, state = 'provisional', (extract(epoch from complete_from) * 1000)::int8) order by id), '[]')::text as states
     from measure where hash = any($1::text[])`, [hashes])
  return known?.text === text ? known : { text, byHash: new Map((JSON.parse(text) as PackedMeasure[]).map(([hash, id, isProvisional, from]) => [hash, { id, completeFrom: isProvisional ? Infinity : (from ?? -Infinity) }])) }
}

/** Hash, id, whether it is provisional, complete since (epoch ms). */
type PackedMeasure = [string, number, boolean, number | null]

/** Sums of whole days. */
export async function readDays(tx: Transaction, spans: Spans, units: readonly number[]): Promise<PackedValues[]> {
  if (spans.slots.length === 0) return []
  return await tx.rows(Packed,
    `select unit, string_agg(slot || ' ' || value, ',') as packed from (
       select r.unit, w.slot, sum(r.value) as value
       from unnest($1::int4[], $2::int4[], $3::date[], $4::date[]) as w (slot, measure, first, last)
       join rollup_day r on r.measure = w.measure and r.bucket >= w.first and r.bucket < w.last
       where r.unit = any($5::int4[]) group by r.unit, w.slot
     ) as summed group by unit`,
    parameters(spans, units))
}

/** Sums of hours. */
export async function readHours(tx: Transaction, spans: Spans, units: readonly number[]): Promise<PackedValues[]> {
  if (spans.slots.length === 0) return []
  return await tx.rows(Packed,
    `select unit, string_agg(slot || ' ' || value, ',') as packed from (
       select r.unit, w.slot, sum(r.value) as value
       from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[]) as w (slot, measure, first, last)
       join rollup r on r.measure = w.measure and r.bucket >= w.first and r.bucket < w.last
       where r.unit = any($5::int4[]) and r.bucket >= $6 and r.bucket < $7 group by r.unit, w.slot
     ) as summed group by unit`,
    boundedParameters(spans, units))
}

/** Distinct members, each counted once in a window whatever its hours and keys. */
export async function readDistinct(tx: Transaction, spans: Spans, units: readonly number[]): Promise<PackedValues[]> {
  if (spans.slots.length === 0) return []
  return await tx.rows(Packed,
    `select unit, string_agg(slot || ' ' || value, ',') as packed from (
       select m.unit, m.slot, count(*) as value from (
         select distinct d.unit, w.slot, d.member
         from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[]) as w (slot, measure, first, last)
         join distinct_member d on d.measure = w.measure and d.bucket >= w.first and d.bucket < w.last
         where d.unit = any($5::int4[]) and d.n > 0
       ) as m group by m.unit, m.slot
     ) as counted group by unit`,
    parameters(spans, units))
}

/** Sums of whole days by key; keys that come to nothing are left out. */
export async function readKeyedDays(tx: Transaction, spans: Spans, units: readonly number[]): Promise<KeyedValue[]> {
  if (spans.slots.length === 0) return []
  return await tx.rows(Keyed,
    `select r.unit, w.slot, r.key, sum(r.value)::text as value
     from unnest($1::int4[], $2::int4[], $3::date[], $4::date[]) as w (slot, measure, first, last)
     join rollup_day r on r.measure = w.measure and r.bucket >= w.first and r.bucket < w.last
     where r.unit = any($5::int4[]) group by r.unit, w.slot, r.key`,
    parameters(spans, units))
}

/** Sums of hours by key. */
export async function readKeyedHours(tx: Transaction, spans: Spans, units: readonly number[]): Promise<KeyedValue[]> {
  if (spans.slots.length === 0) return []
  return await tx.rows(Keyed,
    `select r.unit, w.slot, r.key, sum(r.value)::text as value
     from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[]) as w (slot, measure, first, last)
     join rollup r on r.measure = w.measure and r.bucket >= w.first and r.bucket < w.last
     where r.unit = any($5::int4[]) and r.bucket >= $6 and r.bucket < $7 group by r.unit, w.slot, r.key`,
    boundedParameters(spans, units))
}

/** Distinct members by key. */
export async function readKeyedDistinct(tx: Transaction, spans: Spans, units: readonly number[]): Promise<KeyedValue[]> {
  if (spans.slots.length === 0) return []
  return await tx.rows(Keyed,
    `select m.unit, m.slot, m.key, count(*)::text as value from (
       select distinct d.unit, w.slot, d.key, d.member
       from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[]) as w (slot, measure, first, last)
       join distinct_member d on d.measure = w.measure and d.bucket >= w.first and d.bucket < w.last
       where d.unit = any($5::int4[]) and d.n > 0
     ) as m group by m.unit, m.slot, m.key`,
    parameters(spans, units))
}

/** Written as arrays once: the same windows are read again with every change of a board. */
function parameters(spans: Spans, units: readonly number[]): unknown[] {
  return [...textsOf(spans), units]
}

/** With the bounds of all windows together, so that only their chunks are opened; instants as text sort as instants. */
function boundedParameters(spans: Spans, units: readonly number[]): unknown[] {
  return [...parameters(spans, units), spans.from.reduce((least, one) => (one < least ? one : least)), spans.until.reduce((most, one) => (one > most ? one : most))]
}

/** Numbers, days and instants need no quotes in an array's text. */
function textsOf(spans: Spans): readonly string[] {
  const known = written.get(spans)
  if (known) return known
  const texts = [spans.slots, spans.measures, spans.from, spans.until].map((values) => `{${values.join(',')}}`)
  written.set(spans, texts)
  return texts
}

const written = new WeakMap<Spans, readonly string[]>()
