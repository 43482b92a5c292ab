import { beforeAll, describe, expect, it } from '@jest/globals'
import type { BoardRowCore, FactEvent } from '@tierline/scoring'
import { HOUR_MS } from '../stream/demo-day.ts'
import type { StreamDay } from '../stream/demo-stream.ts'
import { testCityFacts } from '../testing/city-facts.ts'
import { factOf, PureScoring } from '../testing/score-year.ts'
import { COUNTIES } from './liuan/county.ts'
import { DemoCity } from './demo-city.ts'
import { attributesOf2021 } from './liuan/paper.ts'
import { ZONE } from './liuan/zone.ts'

const UNITS = [...COUNTIES.map(({ code }) => code), ZONE.code]

interface Sent {
  sent: number
  fact: FactEvent
}

/** Tickets opened before this are closed, called back and due before December. */
const SINCE = Date.parse('2021-10-15T00:00:00+08:00')
const WANTED = /"source":"liuan\/(?:12345|services)".*"type":"(?:ticket\.|service\.handled)/

/** Tickets and services by the end of the first live day, and that day. */
async function sentUntilLive(): Promise<{ tickets: Sent[]; services: Sent[]; day: StreamDay }> {
  const city = new DemoCity(await testCityFacts())
  const days = Array.from({ length: city.replayDays + 1 }, () => city.nextDay())
  const events = days.flatMap((each) => each.events).filter(({ line }) => WANTED.test(line)).map(({ sent, line }) => ({ sent, fact: factOf(line) }))
  return {
    tickets: events.filter(({ sent, fact }) => sent >= SINCE && fact.type !== 'service.handled'),
    services: events.filter(({ fact }) => fact.type === 'service.handled'), day: (days.at(-1) as { day: StreamDay }).day,
  }
}

describe('the first live morning of the demo', () => {
  let hotline: BoardRowCore[][]
  let services: Sent[]
  let day: StreamDay
  beforeAll(async () => {
    const sent = await sentUntilLive()
    services = sent.services
    day = sent.day
    const scoring = await PureScoring.of('hotline-12345')
    // Five simulated hours are five real minutes.
    hotline = Array.from({ length: 11 }, (_, half) => {
      const instant = day.start + (7 + half / 2) * HOUR_MS
      return scoring.rows(sent.tickets.filter((event) => event.sent <= instant).map(({ fact }) => fact), { period: '2021-12', units: UNITS, attributes: [], judgements: [] }, instant)
    })
  }, 60_000)

  it('crosses a line of the hotline board in the first minutes, and again after that', () => {
    const tiers = hotline.map((rows) => rows.map(({ unit, tier }) => `${unit} ${tier}`).sort().join())
    const crossings = tiers.flatMap((now, index) => (index > 0 && now !== tiers[index - 1] ? [index] : []))
    expect(crossings[0]).toBeLessThanOrEqual(4)
    expect(crossings.length).toBeGreaterThanOrEqual(3)
  })

  it('changes ranks on it', () => {
    const orders = new Set(hotline.map((rows) => rows.map(({ unit }) => unit).join()))
    expect(orders.size).toBeGreaterThanOrEqual(4)
  })

  it('moves a rank leaf of the year\'s board', async () => {
    const scoring = await PureScoring.of('liuan-2021')
    const points = Array.from({ length: 6 }, (_, hour) => {
      const instant = day.start + (7 + hour) * HOUR_MS
      const rows = scoring.rows(services.filter(({ sent }) => sent <= instant).map(({ fact }) => fact), { period: '2021', units: UNITS, attributes: attributesOf2021(), judgements: [] }, instant)
      return rows.map(({ unit, cells }) => `${unit} ${cells['partly_handled_rate']?.low}`).sort().join()
    })
    expect(new Set(points).size).toBeGreaterThanOrEqual(2)
  }, 60_000)
})
