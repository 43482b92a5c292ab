import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { migrate } from '@tierline/platform/database/migrator'
import { useTimescale } from '@tierline/platform/database/timescale'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { NO_CALENDAR, withClockTypes } from '@tierline/scoring'
import fc from 'fast-check'
import { RollupConsumer } from './consume/consumer.ts'
import { verifyRollUps } from './rebuild/rebuild.ts'
import { openRig } from './testing/rig.ts'
import type { Rig } from './testing/rig.ts'
import { history, START } from './testing/streams.ts'
import { MEASURES, TYPES } from './testing/types.ts'

/** The last migration of the set that is upgraded from. */
const LAST_THEN = '0004'
const MIGRATIONS = fileURLToPath(new URL('../../../libs/platform/migrations/', import.meta.url))
/** What a database of then held, in the order of its references. */
const TABLES = ['clock', 'measure_set', 'measure', 'unit', 'ledger', 'event', 'tally', 'cases', 'rollup', 'rollup_day', 'distinct_member', 'touched']
const BOARDS = ['board', 'score', 'board_history', 'score_history']
const RULES = { types: withClockTypes(TYPES), calendar: NO_CALENDAR }

const events: EventRecord[] = fc.sample(history, { numRuns: 40, seed: 2021 }).flatMap((one, n) => one.map((event) => renamed(event, n)))

/** Histories of one seed share their names; each round of them happened in a month of its own. */
function renamed(event: EventRecord, n: number): EventRecord {
  const data = 'ticket' in event.data ? { ...event.data, ticket: `${String(event.data['ticket'])}/${n}` } : event.data
  return { ...event, id: `${event.id}/${n}`, identity: event.identity.slice(0, 28) + n.toString(16).padStart(4, '0'), corrects: event.corrects === null ? null : `${event.corrects}/${n}`, data, time: event.time - n * 30 * 86_400_000 }
}

describe.each(['plain', 'timescale'] as const)('an upgrade from the migrations of then, with data, on %s', (on) => {
  let now: Rig
  let test: TestDatabase
  let columns: string[]
  let before: Record<string, string[]>

  beforeAll(async () => {
    now = await openRig({ measures: MEASURES })
    for (let at = 0; at < events.length; at += 700) await now.consume(events.slice(at, at + 700))
    await now.ticker.tick(START + 90 * 86_400_000)
    test = await openTestDatabase({ on, isMigrated: false })
    await migrateThen(test.db)
    await fillAsThen(now.test.db, test.db)
    columns = await columnsOf(test.db)
    before = await lines(test.db, columns)
    await migrate(test.db)
    await useTimescale(test.db)
  }, 120_000)
  afterAll(async () => {
    await test.close()
    await now.test.close()
  }, 60_000)

  it('keeps every row of every table, the boards with their history among them', async () => {
    expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true)
    expect(before['event']).toHaveLength(events.length)
    expect(await lines(test.db, columns)).toEqual(before)
  })

  it('gives figures that equal their recomputation', async () => {
    const { differences, skipped, cells, events: folded } = await verifyRollUps(test.db, RULES)
    expect({ differences, skipped, folded }).toEqual({ differences: [], skipped: [], folded: events.length })
    expect(cells).toBeGreaterThan(1_000)
  })

  it('goes on where the log stood: what was counted then is a duplicate, what is new is counted', async () => {
    expect(await test.db.rows(raw(), 'select log, partition, part, next, skipped from log_position')).toEqual([{ log: 'embedded', partition: 0, part: 0, next: BigInt(events.length), skipped: 0n }])
    const consumer = new RollupConsumer({ ...now.parts, db: test.db })
    const more = events.slice(0, 300).map((event) => ({ ...event, id: `${event.id}/new`, identity: event.identity.replace(/^../, 'ff'), data: 'ticket' in event.data ? { ...event.data, ticket: 'new' } : event.data }))
    const verdicts = await consumer.consume({ log: 'embedded', partition: 0, positions: null, records: [...events.slice(0, 500), ...more] })
    expect(verdicts.slice(0, 500).every(({ outcome }) => outcome === 'duplicate')).toBe(true)
    expect(verdicts.slice(500).filter(({ outcome }) => outcome === 'counted').length).toBeGreaterThan(200)
    expect((await verifyRollUps(test.db, RULES)).differences).toEqual([])
  })
})

async function migrateThen(db: Database): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-migrations-'))
  for (const name of await readdir(MIGRATIONS)) if (name.slice(0, 4) <= LAST_THEN) await cp(join(MIGRATIONS, name), join(folder, name))
  expect((await migrate(db, folder)).map((name) => name.slice(0, 4))).toEqual(['0001', '0002', '0003', '0004'])
  await rm(folder, { recursive: true })
}

/** What the roll-up of now has counted, written in the columns of then; boards by hand. */
async function fillAsThen(now: Database, then: Database): Promise<void> {
  await then.run('delete from measure_set')
  for (const table of TABLES) {
    const rows = await now.rows(raw<{ row: unknown }>(), `select to_jsonb(t) as row from ${table} t`)
    await then.run(`insert into ${table} overriding system value select t.* from jsonb_array_elements($1::jsonb) as row, jsonb_populate_record(null::${table}, row) as t`, [JSON.stringify(rows.map(({ row }) => row))])
  }
  await then.run(`insert into log_position (log, part, next) values ('embedded', 0, $1)`, [events.length])
  await then.run(`insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
    values ('r', 'g', '2021', 900, '2021-12-01', 'h', '{"0": 5}', false, '{}', '2021-01-01', '2022-01-01', '[]')`)
  await then.run(`insert into score (board, unit, row, digest) select 1, id, '{"score": "80.5"}', 'd' from unit`)
  await then.run(`insert into board_history (board, seq, at, rubric_hash, position, provisional, summaries) select 1, n, timestamptz '2021-01-01' + n * interval '9 hours', 'h', '{}', false, '[]' from generate_series(1, 900) as n`)
  await then.run(`insert into score_history (board, unit, seq, at, row) select 1, u.id, n, timestamptz '2021-01-01' + n * interval '9 hours', jsonb_build_object('score', n) from generate_series(1, 900) as n, unit u where n % 4 = u.id % 4`)
}

/** Every row by these columns. */
async function lines(db: Database, columns: readonly string[]): Promise<Record<string, string[]>> {
  const out: Record<string, string[]> = {}
  for (const table of [...TABLES, ...BOARDS]) {
    const rows = await db.rows(raw<{ line: string }>(), `select (select jsonb_object_agg(key, value order by key) from jsonb_each(to_jsonb(t)) where key = any($1::text[]))::text as line from ${table} t order by 1`, [columns])
    out[table] = rows.map(({ line }) => line)
  }
  return out
}

/** Names of columns as they are now, before the later migrations add theirs. */
async function columnsOf(db: Database): Promise<string[]> {
  return (await db.rows(raw<{ name: string }>(), `select distinct column_name::text as name from information_schema.columns where table_schema = 'public' and table_name = any($1::text[]) order by 1`, [[...TABLES, ...BOARDS]])).map(({ name }) => name)
}
