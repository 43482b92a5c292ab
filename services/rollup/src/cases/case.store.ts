import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import { instantArray, int4Array, jsonbArray, textArray } from '../deltas/binary-array.ts'
import { flagOf, storedChange, storedFact } from './case-row.ts'
import type { AdvancedCase, CaseRow } from './case-row.ts'

const CaseRows = raw<CaseRow>()

/** Locks the cases of these names that exist, in key order. */
export async function lockCases(tx: Transaction, names: readonly { kind: string; key: string }[]): Promise<CaseRow[]> {
  return await tx.rows(CaseRows,
    `select c.kind, c.key, c.facts, c.contributions, c.measure_set
     from unnest($1::text[], $2::text[]) as wanted (kind, key) join cases c on c.kind = wanted.kind and c.key = wanted.key
     order by c.kind, c.key for update of c`,
    [textArray(names.map(({ kind }) => kind)), textArray(names.map(({ key }) => key))],
  )
}

/** Locks some cases that the clock alone has moved; those that another worker holds come with the next tick. */
export async function lockTickedCases(tx: Transaction, instant: number, limit: number): Promise<CaseRow[]> {
  return await tx.rows(CaseRows,
    `select kind, key, facts, contributions, measure_set from cases where next_tick <= to_timestamp($1::float8 / 1000)
     order by kind, key limit $2 for update skip locked`,
    [instant, limit],
  )
}

/** Locks some cases that were folded with an older set of measures. */
export async function lockCasesBehind(tx: Transaction, version: number, limit: number): Promise<CaseRow[]> {
  return await tx.rows(CaseRows,
    `select kind, key, facts, contributions, measure_set from cases where measure_set < $1 order by kind, key limit $2 for update`,
    [version, limit],
  )
}

/** Inserts cases that were not there when they were locked; false where another worker made one meanwhile. */
export async function insertCases(tx: Transaction, cases: readonly AdvancedCase[], version: number): Promise<boolean> {
  if (cases.length === 0) return true
  const inserted = await tx.run(
    `insert into cases (kind, key, unit, facts, contributions, opened_at, due_at, closed_at, flag, next_tick, measure_set)
     select *, $11::int4 from unnest($1::text[], $2::text[], $3::int4[], $4::jsonb[], $5::jsonb[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::timestamptz[])
     on conflict (kind, key) do nothing`,
    [...columns(cases), version],
  )
  return inserted === cases.length
}

/** Writes cases that are locked. */
export async function updateCases(tx: Transaction, cases: readonly AdvancedCase[], version: number): Promise<void> {
  if (cases.length === 0) return
  await tx.run(
    `update cases c set unit = n.unit, facts = n.facts, contributions = n.contributions, opened_at = n.opened_at, due_at = n.due_at, closed_at = n.closed_at,
       flag = n.flag, next_tick = n.next_tick, measure_set = $11::int4
     from unnest($1::text[], $2::text[], $3::int4[], $4::jsonb[], $5::jsonb[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::timestamptz[])
       as n (kind, key, unit, facts, contributions, opened_at, due_at, closed_at, flag, next_tick)
     where c.kind = n.kind and c.key = n.key`,
    [...columns(cases), version],
  )
}

function columns(cases: readonly AdvancedCase[]): Buffer[] {
  return [
    textArray(cases.map(({ kind }) => kind)),
    textArray(cases.map(({ key }) => key)),
    int4Array(cases.map(({ unit }) => unit)),
    jsonbArray(cases.map(({ facts }) => JSON.stringify(facts.map(storedFact)))),
    jsonbArray(cases.map(({ changes }) => JSON.stringify(changes.map(storedChange)))),
    instantArray(cases.map(({ state }) => state?.instants.opened ?? null)),
    instantArray(cases.map(({ state }) => state?.due ?? null)),
    instantArray(cases.map(({ state }) => state?.instants.closed ?? null)),
    textArray(cases.map(({ state }) => flagOf(state))),
    instantArray(cases.map(({ state }) => state?.nextTick ?? null)),
  ]
}
