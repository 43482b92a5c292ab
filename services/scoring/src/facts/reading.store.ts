import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import * as z from 'zod/mini'
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
const MeasureRow = z.object({ id: z.number(), hash: z.string(), state: z.enum(['provisional', 'complete']), complete_from: z.nullable(z.number()) })

/** The registered measures of these hashes. */
export async function readMeasureStates(tx: Transaction, hashes: readonly string[]): Promise<Map<string, MeasureState>> {
  const rows = await tx.rows(MeasureRow, 'select id, hash, state, complete_from from measure where hash = any($1::text[])', [hashes])
  return new Map(rows.map(({ id, hash, state, complete_from: from }) => [hash, { id, completeFrom: state === 'provisional' ? Infinity : (from ?? -Infinity) }]))
}

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

function parameters({ slots, measures, from, until }: Spans, units: readonly number[]): unknown[] {
  return [slots, measures, from, until, units]
}

/** With the bounds of all windows together, so that only their chunks are opened; instants as text sort as instants. */
function boundedParameters(spans: Spans, units: readonly number[]): unknown[] {
  return [...parameters(spans, units), spans.from.reduce((least, one) => (one < least ? one : least)), spans.until.reduce((most, one) => (one > most ? one : most))]
}
