import type { Database, Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'
import { raw } from '@tierline/platform/database/database'

const Place = raw<{ part: number; first: bigint; last: bigint }>()
const Oldest = z.object({ time: z.nullable(z.number()) })

/** Drops the chunks that hold nothing of `until` or later; returns how many there were. */
export async function dropChunks(db: Statements, until: number): Promise<number> {
  return (await db.rows(raw<{ chunk: string }>(), `select drop_chunks('event', older_than => to_timestamp($1::float8 / 1000))::text as chunk`, [until])).length
}

/** From the first to the last stored position of each partition. */
export async function readPlaces(db: Statements): Promise<{ part: number; first: number; last: number }[]> {
  const rows = await db.rows(Place,
    `select p.part, first.position as first, last.position as last from log_position p,
       lateral (select position from event where part = p.part order by position limit 1) as first,
       lateral (select position from event where part = p.part order by position desc limit 1) as last`)
  return rows.map(({ part, first, last }) => ({ part, first: Number(first), last: Number(last) }))
}

/** Deletes the events of a span of positions that happened before `until`. The index of positions holds the time too, so that what stays is not even looked at. */
export async function deleteEvents(db: Database, span: { part: number; from: number; below: number }, until: number): Promise<number> {
  return await db.transaction(async (tx) => {
    await tx.run('set local enable_seqscan = off')
    return await tx.run('delete from event where part = $1::int2 and position >= $2 and position < $3 and time < to_timestamp($4::float8 / 1000)', [span.part, span.from, span.below, until])
  })
}

/** When the first stored event of the logs happened; null where there is none. */
export async function readOldestEvent(db: Statements): Promise<number | null> {
  return (await db.one(Oldest,
    `select min(first.time) as time from log_position p, lateral (select time from event where part = p.part order by position limit 1) as first`)).time
}
