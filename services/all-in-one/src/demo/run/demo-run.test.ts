import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Board } from '@tierline/contracts/board'
import { Reconciliation } from '@tierline/contracts/quality'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { openServer } from '../../server.ts'
import type { Server } from '../../server.ts'
import { newFolder } from '../../testing/command-process.ts'
import { DemoCity, FIRST_DAY } from '../city/demo-city.ts'
import type { Days } from '../city/demo-city.ts'
import { attributesOf2021, judgementsOf2021 } from '../city/liuan/paper.ts'
import { FIGURES_DAY, ZONE } from '../city/liuan/zone.ts'
import { DAY_MS, dayOf } from '../stream/demo-day.ts'
import { testCityFacts } from '../testing/city-facts.ts'
import { DemoDoor } from './door.ts'
import { LiveStream } from './live-stream.ts'
import { replayYear } from './replay.ts'

/** The year as the zone alone tells it, which is a fifth of it all. */
class ZoneAlone implements Days {
  readonly replayDays: number

  constructor(private readonly city: Days) {
    this.replayDays = city.replayDays
  }

  nextDay(): ReturnType<Days['nextDay']> {
    const { day, events } = this.city.nextDay()
    return { day, events: events.filter(({ line }) => line.includes(`"subject":"${ZONE.code}"`)) }
  }
}

describe('the demo, run through the real door', () => {
  const clock = new SimulatedClock(dayOf(FIRST_DAY).start)
  let folder = ''
  let server: Server
  let door: DemoDoor
  let city: Days
  beforeAll(async () => {
    folder = await newFolder()
    server = await openServer(readConfig({ TIERLINE_DATA: folder, TIERLINE_PORT: '0', TIERLINE_LOG_LEVEL: 'error' }), { clock, isDemo: true })
    door = new DemoDoor(server.url, await server.platform.keys.make({ name: 'test', roles: ['ingest', 'judge'] }))
    city = new ZoneAlone(new DemoCity(await testCityFacts()))
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  const read = async (path: string): Promise<unknown> => await (await fetch(server.url + path)).json()

  it('ends the zone\'s year at 96.00, of which 78.00 is known, with every event counted', async () => {
    await door.enter('/v1/attributes', attributesOf2021().filter(({ unit }) => unit === ZONE.code))
    const judgements = judgementsOf2021().filter(({ unit }) => unit === ZONE.code)
    await replayYear({ city, door, clock, judgements, signal: new AbortController().signal, onDay: () => undefined })
    clock.advanceTo(dayOf(FIGURES_DAY).start + DAY_MS - 1)
    const row = await zoneRow(() => read('/v1/boards/liuan-2021/liuan-counties?period=2021'))
    expect({ score: row.score, low: row.low, high: row.high }).toEqual({ score: '96.00', low: '78.00', high: '96.00' })
    expect(['decision', 'process', 'output', 'benefit'].map((branch) => row.cells[branch]?.points)).toEqual(['5.00', '16.00', '55.00', '20.00'])
    expect(['verification_completion', 'show_completion', 'appeal_speed', 'proxy_claim_speed'].map((leaf) => row.cells[leaf]?.value)).toEqual(['169.75 %', '170.80 %', '10.50 h', '9.00 h'])
    const { balanced, outcomes } = Reconciliation.parse(await read('/v1/reconciliation'))
    expect({ balanced, outcomes }).toEqual({ balanced: true, outcomes: { counted: door.tally.sent, duplicate: 0, conflicting: 0, quarantined: 0, held: 0 } })
  }, 300_000)

  it('goes on live: the clock runs, events come, and a stop leaves nothing under way', async () => {
    const before = door.tally.sent
    const live = new LiveStream({ city, door, clock, logger: server.platform.logger, speed: 3_600 })
    live.start()
    expect(clock.now()).toBeGreaterThanOrEqual(dayOf(FIGURES_DAY).start + DAY_MS)
    await until(() => door.tally.sent > before + 50)
    await live.stop()
    const [stoodAt, sent] = [clock.now(), door.tally.sent]
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect([clock.now(), door.tally.sent]).toEqual([stoodAt, sent])
  }, 60_000)
})

/** The zone's row once the board has come to rest on all that was sent. */
async function zoneRow(read: () => Promise<unknown>): Promise<Board['rows'][number]> {
  let found: Board['rows'][number] | undefined
  await until(async () => {
    found = Board.parse(await read()).rows.find(({ unit }) => unit === ZONE.code)
    return found?.score === '96.00'
  }).catch(() => undefined)
  if (!found) throw new Error('The zone is not on the board.')
  return found
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 30_000; !(await holds());) {
    if (Date.now() > giveUpAt) throw new Error('It did not come about in 30 s.')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
