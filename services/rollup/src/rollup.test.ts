import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ApiKeys } from '@tierline/platform/api-keys'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { openLogger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { Registry } from 'prom-client'
import { readMeasures } from './measures/measure.store.ts'
import { reconcile } from './reconciliation/reconcile.ts'
import { Rollup } from './rollup.ts'
import { eventRecord } from './testing/rig.ts'

const START = Date.parse('2021-06-01T00:00:00+08:00')

describe('Rollup', () => {
  let test: TestDatabase
  let platform: Platform
  const clock = new SimulatedClock(START)
  beforeAll(async () => {
    test = await openTestDatabase()
    platform = await platformOn(test, clock)
  }, 60_000)
  afterAll(async () => { await test.close() })

  it('counts by the shipped rubrics from the first start, answers each append after its commit, and moves the clock', async () => {
    const rollup = new Rollup(platform)
    await rollup.start()
    const { all } = await readMeasures(test.db)
    expect(all.length).toBeGreaterThan(0)
    const [unit] = platform.directory.list()
    const claim = eventRecord({ id: 'c', type: 'code.claimed', time: START, unit: unit?.code ?? '', data: { person: 'p' } })
    expect(await Promise.all([platform.log.append([claim]), platform.log.append([claim, { ...claim, id: 'd', identity: '00'.repeat(16) }])]))
      .toEqual([[{ outcome: 'counted' }], [{ outcome: 'duplicate' }, { outcome: 'counted' }]])
    clock.advanceTo(START + 5_000)
    await untilClockAt(test, START + 5_000)
    await rollup.stop()
    await platform.log.stop()
    expect(await reconcile(test.db, platform.log)).toMatchObject({ accepted: 3, balanced: true, provisional: [] })
  }, 30_000)

  it('goes on where it stood when it is started again on the same database', async () => {
    const again = await platformOn(test, clock)
    const rollup = new Rollup(again)
    await rollup.start()
    const claim = eventRecord({ id: 'c', type: 'code.claimed', time: START, unit: again.directory.list()[0]?.code ?? '', data: { person: 'p' } })
    expect(await again.log.append([claim, { ...claim, id: 'e', identity: '11'.repeat(16) }])).toEqual([{ outcome: 'duplicate' }, { outcome: 'counted' }])
    await rollup.stop()
    await again.log.stop()
    expect(await reconcile(test.db, again.log)).toMatchObject({ accepted: 5, balanced: true, position: { 0: '5' } })
  }, 30_000)
})

async function platformOn({ db }: TestDatabase, clock: SimulatedClock): Promise<Platform> {
  const config = readConfig({})
  const rules = await readRulesFolder(fileURLToPath(new URL('../../../rubrics', import.meta.url)))
  const signal = new InProcessSignal()
  await db.transaction(async (tx) => {
    for (const file of rules.units) await storeUnits(tx, file, () => ({ pinyin: 'u', initials: 'u' }), new Date(START))
  })
  const directory = new Directory(db, signal)
  await directory.reload()
  const secrets = { personal: '00'.repeat(32), seal: '00'.repeat(32) }
  return { config, rules, db, clock, signal, directory, secrets, log: new InProcessLog(), inlet: new NoInlet(), keys: new ApiKeys(db, clock), metrics: new Registry(), logger: openLogger('silent'), isDemo: false, close: () => Promise.resolve() }
}

async function untilClockAt({ db }: TestDatabase, instant: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const row = await db.one(raw<{ instant: number }>(), 'select instant from clock')
    if (row.instant >= instant) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the clock was not moved within ten seconds')
}
