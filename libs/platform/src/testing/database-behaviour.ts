import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { raw } from '../database/database.ts'
import { isDataError, isRetryable, sqlState } from '../database/database-errors.ts'
import { migrate } from '../database/migrator.ts'
import { openTestDatabase } from './test-database.ts'
import type { TestDatabase, TestDatabaseChoices } from './test-database.ts'

/** What every PostgreSQL must do for us; run against each kind of server. */
export function databaseBehaviour(name: string, choices: TestDatabaseChoices): void {
  let test: TestDatabase
  beforeAll(async () => { test = await openTestDatabase(choices) }, 120_000)
  afterAll(async () => { await test.close() }, 60_000)
  describe(`the database on ${name}`, () => { rowBehaviour(() => test) })
  describe(`a transaction on ${name}`, () => { transactionBehaviour(() => test) })
}

function rowBehaviour(test: () => TestDatabase): void {
  it('reads exact numbers, instants, days and bytes without loss', async () => {
    const row = await test().db.one(
      raw<{ i: bigint; t: number; never: number; d: string; n: string; b: Buffer; j: { a: number } }>(),
      `select 9007199254740993::bigint as i, '2021-02-01T08:00:00.123+08:00'::timestamptz as t, '-infinity'::timestamptz as never,
              '2021-02-01'::date as d, 1.10::numeric as n, '\\x00ff'::bytea as b, '{"a":1}'::jsonb as j`,
    )
    expect(row).toEqual({ i: 9007199254740993n, t: Date.parse('2021-02-01T00:00:00.123Z'), never: -Infinity, d: '2021-02-01', n: '1.10', b: Buffer.from([0, 255]), j: { a: 1 } })
  })

  it('names an unexpected number of rows', async () => {
    await expect(test().db.one(z.object({}), 'select 1 where false')).rejects.toThrow('Expected one row, found none')
  })

  it('runs a migration once', async () => {
    expect(await migrate(test().db)).toEqual([])
  })

  it('says which faults lie in the row, and which pass by themselves', async () => {
    const tooBig = await test().db.run('select 2147483647::integer + $1::integer', [1]).catch((error: unknown) => error)
    expect([sqlState(tooBig), isDataError(tooBig), isRetryable(tooBig)]).toEqual(['22003', true, false])
  })

  it('lets one of two that lock crosswise go on, and tells the other to try again', async () => {
    await test().db.run(`insert into measure_set (single, version) values (true, 0) on conflict do nothing`)
    await test().db.run('insert into clock (instant) values (to_timestamp(0)) on conflict do nothing')
    const [here, there] = ['update measure_set set version = version', 'update clock set instant = instant']
    const crosswise = (first: string, second: string): Promise<void> => test().db.transaction(async (tx) => {
      await tx.run(first)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await tx.run(second)
    })
    const ends = await Promise.allSettled([crosswise(here, there), crosswise(there, here)])
    const failed = ends.filter((end) => end.status === 'rejected')
    expect(failed.map(({ reason }) => isRetryable(reason))).toEqual([true])
    await test().db.run('truncate clock')
  })
}

function transactionBehaviour(test: () => TestDatabase): void {
  it('rolls the whole transaction back when the work throws', async () => {
    const work = test().db.transaction(async (tx) => {
      await tx.run('insert into clock (instant) values (to_timestamp(0))')
      throw new Error('stop')
    })
    await expect(work).rejects.toThrow('stop')
    expect(await test().db.rows(raw(), 'select * from clock')).toEqual([])
  })

  it('keeps a pipelined transaction whole when a later statement fails', async () => {
    const work = test().db.transaction(async (tx) => {
      await Promise.all([tx.run('insert into clock (instant) values (to_timestamp(0))'), tx.run(`select 'x'::text::integer`)])
    })
    const error = await work.catch((reason: unknown) => reason)
    expect(sqlState(error)).toBe('22P02')
    expect(isDataError(error)).toBe(true)
    expect(await test().db.rows(raw(), 'select * from clock')).toEqual([])
  })

  it('sends nothing for a branch of work that goes on after another has failed', async () => {
    let late: Promise<unknown> = Promise.resolve()
    const work = test().db.transaction(async (tx) => {
      late = tx.run('select 1').then(() => new Promise((resolve) => setTimeout(resolve, 50))).then(() => tx.run('insert into clock (instant) values (to_timestamp(0))')).catch((error: unknown) => error)
      await Promise.all([tx.run(`select 'x'::text::integer`), late])
    })
    await expect(work).rejects.toThrow('invalid input syntax')
    expect(String(await late)).toContain('The transaction is over')
    expect(await test().db.rows(raw(), 'select * from clock')).toEqual([])
  })

  it('throws the cause where statements behind it say first that the transaction is aborted', async () => {
    const work = test().db.transaction(async (tx) => {
      const failing = tx.run(`select 'x'::text::integer`)
      failing.catch(() => undefined)
      await tx.run('select 1')
      await failing
    })
    expect(sqlState(await work.catch((reason: unknown) => reason))).toBe('22P02')
  })

  it('outlives a connection that ends in the middle of a transaction', async () => {
    const work = test().db.transaction(async (tx) => {
      const { pid } = await tx.one(raw<{ pid: number }>(), 'select pg_backend_pid() as pid')
      await test().db.run('select pg_terminate_backend($1)', [pid])
      await new Promise((resolve) => setTimeout(resolve, 100))
      await tx.run('select 1')
    })
    await expect(work).rejects.toThrow(/terminat|connection/i)
    expect(await test().db.one(raw(), 'select 1 as one')).toEqual({ one: 1 })
  })
}
