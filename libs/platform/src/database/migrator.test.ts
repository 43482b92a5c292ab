import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { openTestDatabase } from '../testing/test-database.ts'
import type { TestDatabase } from '../testing/test-database.ts'
import { Database } from './database.ts'
import { migrate } from './migrator.ts'

let kept: TestDatabase

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => { await kept.close() })

describe('the migrations', () => {
  it('run once each when many processes start at once on an empty database', async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = `empty_${randomBytes(5).toString('hex')}`
      await kept.db.script(`create database ${name}`)
      const pools = Array.from({ length: 8 }, () => new Database({ ...kept.db.address, database: name }, 2))
      const ran = await Promise.all(pools.map((db) => migrate(db)))
      const [first] = pools
      const marks = await first?.rows(z.object({ name: z.string() }), 'select name from migration order by name')
      await Promise.all(pools.map((db) => db.close()))
      await kept.db.script(`drop database ${name}`)
      expect(ran.flat().sort((a, b) => a.localeCompare(b))).toEqual(marks?.map((mark) => mark.name))
      expect(marks?.length).toBeGreaterThan(4)
    }
  }, 120_000)
})
