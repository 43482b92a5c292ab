import type { EventRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import type { Transaction } from '@tierline/platform/database/database'
import { hexArray, instantArray } from '../deltas/binary-array.ts'

/**
 * Keeps the identities that are new, and returns the content of those that were there before, by identity (both hex).
 * Sorted by identity, so that two workers wait for each other in one order.
 */
export async function keepIdentities(tx: Transaction, firsts: readonly EventRecord[]): Promise<Map<string, string>> {
  if (firsts.length === 0) return new Map()
  const sorted = [...firsts].sort((a, b) => (a.identity < b.identity ? -1 : 1))
  const places = await tx.rows(raw<{ place: number }>(),
    `with sent as (select * from unnest($1::bytea[], $2::bytea[], $3::timestamptz[]) with ordinality as t (identity, content, time, place)),
          kept as (insert into ledger (identity, content, time) select identity, content, time from sent on conflict (identity) do nothing returning identity)
     select place::int4 as place from sent where not exists (select from kept where kept.identity = sent.identity)`,
    [hexArray(sorted.map(({ identity }) => identity)), hexArray(sorted.map(({ content }) => content)), instantArray(sorted.map(({ time }) => time))],
  )
  if (places.length === 0) return new Map()
  return await contentOf(tx, places.flatMap(({ place }) => sorted[place - 1]?.identity ?? []))
}

/** A statement of its own, so that it sees what another worker committed while the insert waited. */
async function contentOf(tx: Transaction, identities: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows(raw<{ identity: string; content: string }>(),
    `select encode(identity, 'hex') as identity, encode(content, 'hex') as content from ledger where identity = any($1::bytea[])`,
    [hexArray(identities)],
  )
  return new Map(rows.map(({ identity, content }) => [identity, content]))
}
