import type { Statements, Transaction } from '@tierline/platform/database/database'
import { MeasureDeclaration } from '@tierline/scoring'
import * as z from 'zod/mini'
import { int4Array } from '../deltas/binary-array.ts'
import { countedMeasures } from './counted-measures.ts'
import type { CountedMeasures, StoredMeasure } from './counted-measures.ts'

const Positions = z.record(z.string(), z.number())
const MeasureRow = z.object({ id: z.number(), hash: z.string(), declaration: MeasureDeclaration, state: z.enum(['provisional', 'complete']), since: Positions, done: Positions, complete_from: z.nullable(z.number()) })
const Version = z.object({ version: z.number() })
const Hash = z.object({ hash: z.string() })
const Cases = z.object({ total: z.bigint(), behind: z.bigint() })

/** All measures with the version of their set. */
export async function readMeasures(db: Statements): Promise<CountedMeasures> {
  const { version } = await db.one(Version, 'select version from measure_set')
  return countedMeasures(version, await db.rows(MeasureRow, 'select id, hash, declaration, state, since, done, complete_from from measure order by id'))
}

/** The version of the measure set, held until the end of the transaction: nobody can add a measure while this one counts. */
export async function holdMeasureSet(tx: Transaction): Promise<number> {
  return (await tx.one(Version, 'select version from measure_set for share')).version
}

/** Waits until no transaction counts, and lets none begin: the positions read after it are exact. */
export async function bumpMeasureSet(tx: Transaction): Promise<number> {
  return (await tx.one(Version, 'update measure_set set version = version + 1 returning version')).version
}

/** Which of these hashes are registered. */
export async function knownHashes(db: Statements, hashes: readonly string[]): Promise<Set<string>> {
  return new Set((await db.rows(Hash, 'select hash from measure where hash = any($1::text[])', [hashes])).map(({ hash }) => hash))
}

/** Inserts a measure that counts live from the current positions on. */
export async function insertMeasure(tx: Transaction, measure: { hash: string; declaration: MeasureDeclaration; instant: number }): Promise<void> {
  await tx.run(
    `insert into measure (hash, declaration, state, since, done, added_at)
     select $1, $2::jsonb, 'provisional', coalesce(jsonb_object_agg(p.part::text, p.next), '{}'), '{}', to_timestamp($3::float8 / 1000)
     from (select part, max(next) as next from log_position group by part) as p
     on conflict (hash) do nothing`,
    [measure.hash, JSON.stringify(measure.declaration), measure.instant],
  )
}

/** Locks measures that are being filled, in order of id. */
export async function lockMeasures(tx: Transaction, ids: readonly number[]): Promise<StoredMeasure[]> {
  return await tx.rows(MeasureRow, 'select id, hash, declaration, state, since, done, complete_from from measure where id = any($1::int4[]) order by id for update', [int4Array(ids)])
}

/** Notes how far a back-fill has come. */
export async function storeProgress(tx: Transaction, ids: readonly number[], done: Record<string, number>): Promise<void> {
  await tx.run('update measure set done = $2::jsonb where id = any($1::int4[])', [int4Array(ids), JSON.stringify(done)])
}

/** Says that a measure counts all there is; one of events counts nothing from before events were dropped, and says since when it is complete. Cases keep their facts, so theirs lack nothing. */
export async function completeMeasures(tx: Transaction, ids: readonly number[]): Promise<number> {
  return await tx.run(
    `update measure set state = 'complete', complete_from = case when declaration -> 'of' ? 'event' then (select instant from kept_from where what = 'events') end
     where id = any($1::int4[]) and state = 'provisional'`,
    [int4Array(ids)])
}

/** Whether some case was folded with an older set of measures. */
export async function isAnyCaseBehind(db: Statements, version: number): Promise<boolean> {
  return (await db.maybe(z.unknown(), 'select 1 from cases where measure_set < $1 limit 1', [version])) !== null
}

/** Cases in all, and those that were folded with an older set of measures. */
export async function countCases(db: Statements, version: number): Promise<{ behind: number; total: number }> {
  const row = await db.one(Cases, 'select count(*) as total, count(*) filter (where measure_set < $1) as behind from cases', [version])
  return { behind: Number(row.behind), total: Number(row.total) }
}
