import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { Revisions } from '@tierline/platform/signal/revisions'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { openLiveApp } from '../testing/live-app.ts'
import { openLiveOn } from '../testing/live-on-city.ts'
import type { Opened } from '../testing/live-on-city.ts'
import { pause, until, watch } from '../testing/watcher.ts'
import type { Watcher } from '../testing/watcher.ts'

/** Machines are shared: what never comes fails, what is slow does not. */
const WITHIN_MS = 30_000

let kept: TestDatabase
let city: ScoredCity
let other: Platform
let revisions: Revisions
let processes: Opened[]
const watchers: Watcher[] = []

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  city = await ScoredCity.open()
  await city.arrive('t1', 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count: 5, checkpoint: 'gate' } })
  await city.score('2021-11-01T08:00:00+08:00')
  await city.platform.db.run(`insert into watch (id, version, body, origin, entered_by, entered_at, reason) values ('drop', 1, '{}', 'entered', 'b', to_timestamp(0), 'r')`)
  // The second process hears no signal: only the poll of revisions tells it.
  other = await city.another()
  revisions = await Revisions.open({ db: other.db, signal: other.signal, logger: other.logger, everyMs: 50 })
  processes = [await openLiveOn(city.platform), await openLiveOn(other)]
}, 60_000)
afterEach(async () => {
  watchers.splice(0).forEach((watcher) => watcher.close())
  for (const live of processes) await live.close()
  await revisions.close()
  await city.platform.close()
})

const connect = async (at = 0): Promise<Watcher> => {
  const watcher = await watch(processes[at]?.url ?? '')
  watchers.push(watcher)
  return watcher
}
/** Something of a topic is written and told as its service does it. */
const write = async (topic: 'alert' | 'snapshot', statement = 'select 1'): Promise<void> => {
  const { db, signal } = city.platform
  signal.publish(topic, await db.transaction(async (tx) => {
    await tx.run(statement)
    return await raiseRevision(tx, topic)
  }))
}
const change = async (statement: string): Promise<void> => { await write('alert', statement) }
const FIRE = `insert into alert (watch, watch_version, board, unit, severity, state, since, fired_at, seq, facts) select 'drop', 1, b.id, u.id, 'warning', 'alerting', to_timestamp(0), to_timestamp(0), 1, '{}' from board b, unit u where u.code = 't1'`
const last = ({ alerts }: Watcher): unknown => alerts.at(-1)?.moved

describe('the news of alerts', () => {
  it('goes to a newcomer at once, and to everybody with each change, in every process', async () => {
    const [one, two] = [await connect(0), await connect(1)]
    await until('the state for both newcomers', () => one.alerts.length === 1 && two.alerts.length === 1, WITHIN_MS)
    expect([last(one), last(two)]).toEqual([{ revision: 0, active: 0, unacknowledged: 0 }, { revision: 0, active: 0, unacknowledged: 0 }])
    await change(FIRE)
    await until('the firing', () => one.alerts.length === 2 && two.alerts.length === 2, WITHIN_MS)
    expect([last(one), last(two)]).toEqual([{ revision: 1, active: 1, unacknowledged: 1 }, { revision: 1, active: 1, unacknowledged: 1 }])
    await change(`update alert set acknowledged = '{}'`)
    await until('the acknowledgement', () => one.alerts.length === 3 && two.alerts.length === 3, WITHIN_MS)
    expect(last(two)).toEqual({ revision: 2, active: 1, unacknowledged: 0 })
    await change(`update alert set ended_at = to_timestamp(1), ended = 'recovered'`)
    await until('the end', () => one.alerts.length === 4, WITHIN_MS)
    expect(last(one)).toEqual({ revision: 3, active: 0, unacknowledged: 0 })
    const late = await connect(0)
    await until('the state for who comes late', () => late.alerts.length === 1, WITHIN_MS)
    expect(last(late)).toEqual(last(one))
  }, 120_000)

  it('goes out once a second at most, the last change always', async () => {
    const watcher = await connect()
    await until('the state', () => watcher.alerts.length === 1, WITHIN_MS)
    for (let n = 0; n < 40; n += 1) {
      await change(FIRE)
      await pause(30)
    }
    await until('the last change', () => watcher.alerts.at(-1)?.moved.revision === 40, WITHIN_MS)
    expect(last(watcher)).toEqual({ revision: 40, active: 40, unacknowledged: 40 })
    const times = watcher.alerts.slice(1).map(({ at }) => at)
    expect(times.length).toBeGreaterThanOrEqual(2)
    expect(times.length).toBeLessThanOrEqual(2 + ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000)
  }, 120_000)

  it('is not there while the database is away, and hurts nobody', async () => {
    const away = await openLiveApp()
    const watcher = await watch(away.url)
    for (const topic of ['alert', 'snapshot'] as const) away.platform.signal.publish(topic, 'revision 1')
    await pause(200)
    expect([watcher.alerts, watcher.snapshots, watcher.socket.connected]).toEqual([[], [], true])
    watcher.close()
    await away.close()
  }, 60_000)
})

describe('the news of snapshots', () => {
  const heard = ({ snapshots }: Watcher): unknown[] => snapshots.map(({ moved }) => moved)

  it('goes to a newcomer at once, and to everybody with each change, in every process', async () => {
    const watchers = [await connect(0), await connect(1)]
    await until('the state for both newcomers', () => watchers.every(({ snapshots }) => snapshots.length === 1), WITHIN_MS)
    await write('snapshot')
    await until('the change', () => watchers.every(({ snapshots }) => snapshots.length === 2), WITHIN_MS)
    expect(watchers.map(heard)).toEqual([[{ revision: 0 }, { revision: 1 }], [{ revision: 0 }, { revision: 1 }]])
  }, 120_000)

  it('says nothing of alerts, and the news of alerts nothing of snapshots', async () => {
    const watcher = await connect()
    await until('the state', () => watcher.alerts.length === 1 && watcher.snapshots.length === 1, WITHIN_MS)
    await write('snapshot')
    await until('the news of the snapshot', () => watcher.snapshots.length === 2, WITHIN_MS)
    await change(FIRE)
    await until('the news of the alert', () => watcher.alerts.length === 2, WITHIN_MS)
    expect([watcher.alerts.length, watcher.snapshots.length]).toEqual([2, 2])
  }, 120_000)
})
