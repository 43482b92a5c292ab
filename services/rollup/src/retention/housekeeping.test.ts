import { beforeEach, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { Registry } from 'prom-client'
import { eventRecord } from '../testing/rig.ts'
import { MEASURES } from '../testing/types.ts'
import { useRig } from '../testing/use-rig.ts'
import { Housekeeping } from './housekeeping.ts'
import { claimHousekeeping } from './kept.store.ts'

const DAY = 86_400_000
const at = (text: string): number => Date.parse(`${text}T00:00:00+08:00`)
const T = at('2021-01-01')
const HORIZON_MS = 90 * DAY
const rig = useRig({ measures: MEASURES, identityHorizonMs: HORIZON_MS })
let metrics = new Registry()

const scan = (day: number): ReturnType<typeof eventRecord> => eventRecord({ id: `s${day}`, type: 'code.verified', time: T + day * DAY + 3_600_000, data: { count: 1 } })
const housekeeping = (keepEventsMonths: number | null = null): Housekeeping => {
  metrics = new Registry()
  return new Housekeeping({ db: rig().test.db, logger: rig().parts.logger, metrics, config: { retention: { keepEventsMonths, graceMs: 31 * DAY }, identityHorizonMs: HORIZON_MS } })
}
const gauge = async (name: string): Promise<number> => ((await metrics.getSingleMetric(name)?.get())?.values[0]?.value ?? NaN)
const identities = async (): Promise<number> => Number((await rig().test.db.one(raw<{ n: bigint }>(), 'select count(*) as n from ledger')).n)

async function openBoard(): Promise<void> {
  await rig().test.db.run(`insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
    values ('gone', 'g', '2021', 1, '2021-12-01', 'h', '{}', false, '{}', '2021-01-01', '2022-01-01', '[]')`)
}

beforeEach(async () => {
  await rig().test.db.run('delete from board')
  await rig().ticker.tick(T + 1)
  for (let day = 0; day < 200; day += 50) {
    await rig().ticker.tick(T + day * DAY)
    await rig().consume(Array.from({ length: 50 }, (_, i) => scan(day + i)))
  }
})

describe('housekeeping', () => {
  it('forgets identities past the horizon, and no other; what was forgotten is held when it is sent again', async () => {
    await rig().ticker.tick(T + 150 * DAY)
    expect(await housekeeping().run()).toBe(true)
    // The horizon stands at day 60, a day of grace before it.
    expect(await identities()).toBe(200 - 59)
    expect((await rig().consume([scan(58), scan(59), scan(60), scan(61)])).map(({ outcome }) => outcome)).toEqual(['held', 'held', 'duplicate', 'duplicate'])
    await rig().ticker.tick(T + 151 * DAY)
    await housekeeping().run()
    expect(await identities()).toBe(200 - 60)
    expect((await rig().verify()).differences).toEqual([])
  })

  it('keeps events for ever where nothing else is said, and shows the age of the oldest', async () => {
    await rig().ticker.tick(at('2031-01-01'))
    await housekeeping(null).run()
    expect(await rig().verify()).toMatchObject({ events: 200, keptFrom: -Infinity })
    expect(await gauge('tierline_event_oldest_seconds')).toBe((at('2031-01-01') - T) / 1_000 - 3_600)
  })

  it('shows that a board holds old events, and later that none does', async () => {
    await openBoard()
    await rig().ticker.tick(at('2021-12-10'))
    await housekeeping(3).run()
    expect(await gauge('tierline_retention_refused')).toBe(1)
    await rig().ticker.tick(at('2022-02-05'))
    await housekeeping(3).run()
    expect(await gauge('tierline_retention_refused')).toBe(0)
    expect(await rig().verify()).toMatchObject({ events: 0, keptFrom: at('2021-11-01') })
    expect(await rig().test.db.rows(raw(), 'select 1 from event')).toEqual([])
    expect(await rig().test.db.rows(raw(), 'select what, until from dropped where finished_at is not null')).toEqual([{ what: 'events', until: at('2021-11-01') }])
  })

  it('is done by one process at a time', async () => {
    const { db } = rig().test
    await rig().ticker.tick(at('2031-01-01'))
    await db.transaction(async (other) => {
      expect(await claimHousekeeping(other)).toBe(true)
      expect(await housekeeping(3).run()).toBe(false)
    })
    expect(await identities()).toBe(200)
    expect(await housekeeping(3).run()).toBe(true)
    expect(await identities()).toBe(0)
  })

  it('goes on with the rest when a piece fails', async () => {
    await rig().ticker.tick(at('2031-01-01'))
    await rig().test.db.script('alter table dropped rename to dropped_away')
    await housekeeping(3).run()
    await rig().test.db.script('alter table dropped_away rename to dropped')
    expect(await identities()).toBe(0)
    expect(await rig().verify()).toMatchObject({ events: 200, keptFrom: -Infinity })
  })
})
