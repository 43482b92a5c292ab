import { describe, expect, it } from '@jest/globals'
import { readEdition } from '@tierline/platform/database/timescale'
import { contents } from '../testing/inside.ts'
import { eventRecord } from '../testing/rig.ts'
import type { Rig } from '../testing/rig.ts'
import { MEASURES } from '../testing/types.ts'
import { useRig } from '../testing/use-rig.ts'
import { compressOldChunks } from './compression.ts'
import { countCompressed } from './compression.store.ts'

const HOUR = 3_600_000
const T = Date.parse('2020-01-05T10:00:00+08:00')
const NOW = T + 1_000 * 24 * HOUR
const rig = useRig({ measures: MEASURES, server: { on: 'timescale' } })

const events = (from: number, until: number): ReturnType<typeof eventRecord>[] => Array.from({ length: until - from }, (_, i) => from + i).flatMap((n) => [
  eventRecord({ id: `s${n}`, type: 'code.verified', unit: `u${n % 4 + 1}`, time: T + n * 24 * HOUR, data: { checkpoint: `cp${n % 3}`, count: 2 } }),
  eventRecord({ id: `t${n}`, type: 'ticket.opened', unit: `u${n % 4 + 1}`, time: T + n * 24 * HOUR, data: { ticket: `T${n}` } }),
])
const late = (): ReturnType<typeof eventRecord>[] => [
  ...Array.from({ length: 60 }, (_, n) => eventRecord({ id: `l${n}`, type: 'code.verified', unit: `u${n % 4 + 1}`, time: T + n * 9 * HOUR, data: { checkpoint: 'cp1', count: 1 } })),
  eventRecord({ id: 'close', type: 'ticket.closed', time: T + 40 * 24 * HOUR, data: { ticket: 'T1' } }),
]

describe('compression of old chunks', () => {
  it('is used where the Community edition is found, and changes no number; elsewhere it is never called', async () => {
    const edition = await readEdition(rig().test.db)
    await rig().consume(events(0, 700))
    await rig().ticker.tick(NOW)
    await (edition === 'community' ? onCommunity(rig()) : onApache(rig(), edition))
    await rig().consume(late())
    await rig().consume([...events(0, 50), ...late()])
    expect(await rig().verify()).toMatchObject({ events: 1_461, skipped: [], differences: [] })
    await rig().register([...MEASURES, { of: { event: 'code.verified' }, aggregate: 'sum', field: 'count' }])
    await rig().backFill.run()
    expect((await rig().verify()).differences).toEqual([])
  })
})

async function onCommunity({ test }: Rig): Promise<void> {
  const before = await contents(test.db)
  for (let n = 0; n < 20; n++) await compressOldChunks(test.db, NOW)
  expect(await countCompressed(test.db, 'event')).toBeGreaterThan(10)
  expect(await countCompressed(test.db, 'rollup')).toBeGreaterThan(2)
  expect(await contents(test.db)).toEqual(before)
}

/** The Apache edition knows no `compress_chunk`: had it been called, it would have failed. */
async function onApache({ test }: Rig, edition: string): Promise<void> {
  process.stdout.write('\nTimescaleDB here is the Apache edition: compression of old chunks, a function of the Community edition, could NOT be tried; shown is that it is not called.\n')
  expect(edition).toBe('apache')
  expect(await compressOldChunks(test.db, NOW)).toEqual([])
  await expect(test.db.run(`select compress_chunk(c) from show_chunks('event') as c limit 1`)).rejects.toThrow(/license|not supported/i)
  for (const table of ['event', 'rollup', 'score_history', 'place_history']) expect(await countCompressed(test.db, table)).toBe(0)
}
