import { afterEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { raw } from '@tierline/platform/database/database'
import type { FactEvent } from '@tierline/scoring'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { TOWNS, Trial, trialEvent } from '../testing/trial.ts'

const instant = fc.integer({ min: Date.parse('2021-07-01T00:00:00+08:00') / 1_000, max: Date.parse('2021-11-15T09:00:00+08:00') / 1_000 }).map((seconds) => new Date(seconds * 1_000).toISOString())
const town = fc.constantFrom(...TOWNS)
const ticket = fc.integer({ min: 1, max: 12 }).map(String)
const happening = fc.oneof(
  fc.record({ type: fc.constant('code.verified'), data: fc.record({ count: fc.integer({ min: 1, max: 50 }), checkpoint: fc.constantFrom('gate', 'hall', 'stop') }) }),
  fc.record({ type: fc.constant('code.claimed'), data: fc.record({ person: fc.integer({ min: 1, max: 20 }).map((n) => `p${n}`) }) }),
  fc.record({ type: fc.constant('ticket.opened'), data: fc.record({ ticket, due: instant }) }),
  fc.record({ type: fc.constant('ticket.closed'), data: fc.record({ ticket }) }),
)
/** Each opens a database. */
const RUNS = 8
const batches = fc.array(fc.array(fc.tuple(town, instant, happening), { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 })

describe('boards kept up to date step by step', () => {
  keepTestServer()
  let trial: Trial | null = null
  afterEach(async () => await trial?.close())

  it('equal boards scored at once, in the database and from the raw list', async () => {
    await fc.assert(fc.asyncProperty(batches, async (stream) => {
      await trial?.close()
      trial = await Trial.open()
      const loop = trial.loop()
      let n = 0
      for (const batch of stream) {
        await trial.count(...batch.map(([unit, time, { type, data }]): FactEvent => trialEvent(String(n++), unit, { type, time, data })))
        await loop.pass()
        await wait(255)
      }
      await loop.pass()
      const kept = (await trial.periods()).filter((period) => period !== 'ytd')
      for (const period of kept) expect({ period, rows: await trial.rows(period) }).toEqual({ period, rows: trial.expectedRows(period) })
      const seqs = await seqsOf(trial)
      // A loop that starts afresh recomputes everything; where it finds what is there, no seq moves.
      await trial.loop().pass()
      expect(await seqsOf(trial)).toEqual(seqs)
    }), { numRuns: RUNS, endOnFailure: true })
  }, 180_000)
})

async function seqsOf(trial: Trial): Promise<Record<string, bigint>> {
  const rows = await trial.db.rows(raw<{ period: string; seq: bigint }>(), 'select period, seq from board order by period')
  return Object.fromEntries(rows.map(({ period, seq }) => [period, seq]))
}
