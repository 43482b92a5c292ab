import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase, TestDatabaseChoices } from '@tierline/platform/testing/test-database'
import { dutyOccasions, foldEvents, NO_CALENDAR, openingFact, withClockTypes } from '@tierline/scoring'
import type { DutyDeclaration, RollUps } from '@tierline/scoring'
import fc from 'fast-check'
import { RollupConsumer } from '../../consume/consumer.ts'
import { compareRollUps } from '../../rebuild/rebuild.ts'
import { rigOn } from '../rig.ts'
import type { Rig } from '../rig.ts'
import { deliveryOf, history, START } from '../streams.ts'
import type { Delivery } from '../streams.ts'
import { MEASURES, TYPES } from '../types.ts'

const END = START + 60 * 86_400_000
const DUTY: DutyDeclaration = { id: 'weekly', title: { zh: '周报', en: 'Weekly report' }, report: 'weekly', schedule: 'monthly', from: '2021-09', until: '2021-10', opens: 'end', due: 'end+5' }
const DUTY_MEASURES = [
  { of: { case: 'duty' }, aggregate: 'count', state: 'late', at: 'due' } as const,
  { of: { case: 'duty' }, aggregate: 'count', state: 'on_time', at: 'due' } as const,
]
const DECLARATIONS = [...MEASURES, ...DUTY_MEASURES]

/** From the raw list alone: nothing of what was stored. */
function naive(events: readonly EventRecord[]): RollUps {
  const openings = ['u1', 'u2', 'u3'].flatMap((unit) => dutyOccasions(DUTY, END, NO_CALENDAR).map((occasion) => openingFact(DUTY, unit, occasion)))
  return foldEvents({ types: withClockTypes(TYPES), calendar: NO_CALENDAR, instant: END, declarations: DECLARATIONS, events: [...events, ...openings] })
}

async function deliver(rig: Rig, { batches, tickHours }: Delivery): Promise<void> {
  for (const [i, batch] of batches.entries()) {
    await rig.consume(batch)
    const hours = tickHours[i]
    if (hours !== undefined) await rig.ticker.tick(START + hours * 3_600_000)
  }
  await rig.ticker.tick(END)
}

const scenario = history.chain((events) => deliveryOf(events).map((delivery) => ({ events, delivery })))

/** The core of the roll-up on a kind of server: `runs` rounds of each property. */
export function anyOrderBehaviour(name: string, { runs, ...choices }: TestDatabaseChoices & { runs: number }): void {
  let server: TestDatabase
  beforeAll(async () => { server = await openTestDatabase(choices) }, 120_000)
  afterAll(async () => { await server.close() }, 60_000)
  describe(`roll-ups of a stream in any order on ${name}`, () => { anyOrder(() => server, runs) })
}

function anyOrder(server: () => TestDatabase, runs: number): void {
  it('equal the naive recomputation from the raw list, however it was shuffled, duplicated, delayed and resent', async () => {
    await fc.assert(fc.asyncProperty(scenario, async ({ events, delivery }) => {
      const rig = await rigOn(server(), { measures: DECLARATIONS, duties: [{ duty: DUTY, units: ['u1', 'u2', 'u3'] }] })
      await deliver(rig, delivery)
      const { cells, differences } = await rig.test.db.transaction((tx) => compareRollUps(tx, naive(events)))
      expect(differences).toEqual([])
      expect(cells).toBeGreaterThan(0)
      expect(await rig.verify()).toMatchObject({ events: events.length, skipped: [], differences: [] })
    }), { numRuns: runs, endOnFailure: true })
  }, 240_000)

  it('is the same when two workers meet on the same cases and units while the clock ticks', async () => {
    await fc.assert(fc.asyncProperty(scenario, async ({ events, delivery }) => {
      const rig = await rigOn(server(), { measures: DECLARATIONS, duties: [{ duty: DUTY, units: ['u1', 'u2', 'u3'] }] })
      const workers = [0, 1].map(async (part) => {
        const consumer = new RollupConsumer(rig.parts)
        for (const [i, records] of delivery.batches.entries()) if (i % 2 === part) await consumer.consume({ log: 'two', partition: part, positions: null, records })
      })
      const ticks = (async () => { for (let day = 0; day < 60; day += 3) await rig.ticker.tick(START + day * 86_400_000) })()
      await Promise.all([...workers, ticks])
      await rig.ticker.tick(END)
      const { differences } = await rig.test.db.transaction((tx) => compareRollUps(tx, naive(events)))
      expect(differences).toEqual([])
    }), { numRuns: Math.ceil(runs / 2), endOnFailure: true })
  }, 240_000)

  it('is the same for a measure that was declared in the middle and back-filled', async () => {
    await fc.assert(fc.asyncProperty(scenario, async ({ events, delivery }) => {
      const rig = await rigOn(server(), { measures: DECLARATIONS.slice(0, 3), duties: [{ duty: DUTY, units: ['u1', 'u2', 'u3'] }] })
      const middle = Math.floor(delivery.batches.length / 2)
      await deliver(rig, { batches: delivery.batches.slice(0, middle), tickHours: [] })
      await rig.register(DECLARATIONS)
      await deliver(rig, { batches: delivery.batches.slice(middle), tickHours: [] })
      await rig.backFill.run()
      const { differences, skipped } = await rig.test.db.transaction((tx) => compareRollUps(tx, naive(events)))
      expect({ differences, skipped }).toEqual({ differences: [], skipped: [] })
    }), { numRuns: Math.ceil(runs / 2), endOnFailure: true })
  }, 240_000)
}
