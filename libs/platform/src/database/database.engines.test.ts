import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { databaseBehaviour } from '../testing/database-behaviour.ts'
import { openTestDatabase } from '../testing/test-database.ts'
import type { TestDatabase } from '../testing/test-database.ts'
import { raw } from './database.ts'
import { migrate } from './migrator.ts'
import { readEdition, useTimescale } from './timescale.ts'
import { readHypertables } from './timescale.store.ts'

databaseBehaviour('plain PostgreSQL 17', { on: 'plain' })
databaseBehaviour('TimescaleDB', { on: 'timescale' })

const TABLES = ['event', 'place_history', 'rollup', 'score_history']

describe('on plain PostgreSQL', () => {
  let test: TestDatabase
  beforeAll(async () => { test = await openTestDatabase({ on: 'plain' }) }, 120_000)
  afterAll(async () => { await test.close() }, 60_000)

  it('the big tables stay plain, at every start', async () => {
    expect(await useTimescale(test.db)).toEqual({ edition: 'none', converted: [], why: null })
    expect(await test.db.rows(raw(), `select extname from pg_extension where extname = 'timescaledb'`)).toEqual([])
  })
})

describe('on TimescaleDB', () => {
  let test: TestDatabase
  beforeAll(async () => { test = await openTestDatabase({ on: 'timescale' }) }, 120_000)
  afterAll(async () => { await test.close() }, 60_000)

  it('the big tables are hypertables, and stay what they are at the next start', async () => {
    expect(await readEdition(test.db)).not.toBe('none')
    expect((await readHypertables(test.db, TABLES)).map(({ name, chunk_days: days }) => [name, days])).toEqual([['event', 30], ['place_history', 90], ['rollup', 90], ['score_history', 90]])
    expect((await useTimescale(test.db)).converted).toEqual([])
  })

  it('gives the chunks that come next another span when the setting says so', async () => {
    await useTimescale(test.db, { eventChunkDays: 7 })
    expect(await readHypertables(test.db, ['event'])).toMatchObject([{ chunk_days: 7 }])
  })

  it('refuses none of the statements that need the time in a unique index', async () => {
    const keys = await test.db.rows(raw<{ table: string }>(), `select indrelid::regclass::text as table from pg_index where indisunique and indrelid = any(array['event', 'place_history', 'rollup', 'score_history']::regclass[]) order by 1`)
    expect(keys.map(({ table }) => table)).toEqual(TABLES)
  })
})

describe('a database that gets the extension later', () => {
  let test: TestDatabase
  beforeAll(async () => { test = await openTestDatabase({ on: 'timescale', isMigrated: false }) }, 120_000)
  afterAll(async () => { await test.close() }, 60_000)

  it('is converted by the next start with every row it has, by one of those that start together', async () => {
    await test.db.script('drop extension if exists timescaledb cascade')
    await migrate(test.db)
    await test.db.run(`insert into rollup (measure, unit, bucket, value) select 1, 1, timestamptz '2021-01-01 00:00Z' + n * interval '5 hours', n from generate_series(1, 4000) as n`)
    const [one, other] = await Promise.all([useTimescale(test.db), useTimescale(test.again())])
    expect([...one.converted, ...other.converted].sort()).toEqual(TABLES)
    expect(await test.db.one(raw(), 'select count(*) as n, sum(value)::int8 as value from rollup')).toEqual({ n: 4000n, value: 8_002_000n })
    expect(Number((await test.db.one(raw<{ n: bigint }>(), `select count(*) as n from timescaledb_information.chunks where hypertable_name = 'rollup'`)).n)).toBeGreaterThan(8)
  })
})
