import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import fc from 'fast-check'
import { dayArray, hexArray, instantArray, int4Array, int8Array, jsonbArray, textArray, Unstorable } from './binary-array.ts'

describe('binary arrays', () => {
  let test: TestDatabase
  beforeAll(async () => { test = await openTestDatabase() }, 60_000)
  afterAll(async () => { await test.close() })

  const back = async (type: string, array: Buffer): Promise<unknown[]> =>
    (await test.db.rows(raw<{ value: unknown }>(), `select value from unnest($1::${type}[]) as t (value)`, [array])).map(({ value }) => value)

  it('come back from PostgreSQL as they were', async () => {
    expect(await back('int4', int4Array([0, -1, 2_147_483_647, null]))).toEqual([0, -1, 2_147_483_647, null])
    expect(await back('int8', int8Array([0n, -1n, 9_223_372_036_854_775_807n]))).toEqual([0n, -1n, 9_223_372_036_854_775_807n])
    expect(await back('date', dayArray([0, 10_957, 18_993, -1]))).toEqual(['1970-01-01', '2000-01-01', '2022-01-01', '1969-12-31'])
    expect(await back('bytea', hexArray(['00ff', 'abcd']))).toEqual([Buffer.from('00ff', 'hex'), Buffer.from('abcd', 'hex')])
    expect(await back('jsonb', jsonbArray(['{"a":"榜"}', null, '[1.10]']))).toEqual([{ a: '榜' }, null, [1.1]])
    expect(await back('text', textArray([]))).toEqual([])
  })

  it('keep any text and any instant', async () => {
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0') && !/\p{Surrogate}/u.test(one))
    const instant = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2100-01-01') })
    await fc.assert(fc.asyncProperty(fc.array(fc.option(text)), fc.array(fc.option(instant)), async (texts, instants) => {
      expect(await back('text', textArray(texts))).toEqual(texts)
      expect(await back('timestamptz', instantArray(instants))).toEqual(instants)
    }), { numRuns: 60 })
  })

  it('refuse what no column can keep, before the server sees it', () => {
    expect(() => int8Array([2n ** 63n])).toThrow(Unstorable)
    expect(() => int4Array([2 ** 31])).toThrow(Unstorable)
    expect(() => hexArray(['00ff', 'zz'])).toThrow('expected 4 hexadecimal digits')
  })
})
