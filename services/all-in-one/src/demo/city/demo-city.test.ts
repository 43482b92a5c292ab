import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { FactEvent } from '@tierline/scoring'
import { dayOf, DAY_MS } from '../stream/demo-day.ts'
import { testCityFacts } from '../testing/city-facts.ts'
import { factOf, PureScoring } from '../testing/score-year.ts'
import { COUNTIES } from './liuan/county.ts'
import { DemoCity } from './demo-city.ts'
import type { CityFacts } from './demo-city.ts'
import { attributesOf2021, judgementsOf2021 } from './liuan/paper.ts'
import { FIGURES_DAY, ZONE } from './liuan/zone.ts'

const HOUR_MS = 3_600_000
const AS_OF = dayOf(FIGURES_DAY).start + DAY_MS - 1

function yearOf(city: DemoCity): string[] {
  return Array.from({ length: city.replayDays }, () => city.nextDay().events.map(({ line }) => line)).flat()
}

describe('the demo city', () => {
  let facts: CityFacts
  let lines: string[]
  let events: FactEvent[]
  let zone: FactEvent[]
  beforeAll(async () => {
    facts = await testCityFacts()
    lines = yearOf(new DemoCity(facts))
    // The troubled source says nothing that counts for the zone, and much that cannot be counted at all.
    events = lines.filter((line) => line.includes('"source":"liuan/') && !line.includes('"source":"liuan/old-system"')).map(factOf)
    zone = events.filter((event) => event.unit === ZONE.code)
  }, 60_000)

  const counted = (type: string): number => zone.filter((event) => event.type === type).reduce((sum, event) => sum + Number(event.data['count'] ?? 1), 0)

  it('ends the year of the zone on the printed figures', () => {
    expect(new Set(zone.filter((event) => event.type === 'code.claimed').map((event) => event.data['person'])).size).toBe(43_269)
    expect(counted('code.verified')).toBe(1_358_000)
    expect(counted('code.shown')).toBe(1_708_000)
    expect(Math.max(...zone.map((event) => event.time))).toBeLessThanOrEqual(AS_OF + DAY_MS * 30)
  })

  it.each([['appeal', 10.5], ['claim', 9]] as const)('handles the zone\'s %s cases in %d hours on average, exactly, every one of them', (kind, hours) => {
    const times = new Map<unknown, number[]>()
    for (const event of zone.filter(({ type }) => type.startsWith(`${kind}.`))) times.set(event.data[kind], [...(times.get(event.data[kind]) ?? []), event.time])
    const handling = [...times.values()].map(([submitted = NaN, handled = NaN]) => handled - submitted)
    expect(handling.every((ms) => ms > 0)).toBe(true)
    expect(handling.reduce((sum, ms) => sum + ms, 0)).toBe(handling.length * hours * HOUR_MS)
  })

  it('scores the zone 96.00 of what the report says, 78.00 of it known, and the counties apart from it', async () => {
    const scoring = await PureScoring.of('liuan-2021')
    const units = [...COUNTIES.map(({ code }) => code), ZONE.code]
    const rows = scoring.rows(events.filter(({ time }) => time <= AS_OF), { period: '2021', units, attributes: attributesOf2021(), judgements: judgementsOf2021() }, AS_OF)
    const row = rows.find(({ unit }) => unit === ZONE.code)
    expect({ score: row?.score, low: row?.low, high: row?.high }).toEqual({ score: '96.00', low: '78.00', high: '96.00' })
    expect(['decision', 'process', 'output', 'benefit'].map((branch) => row?.cells[branch]?.points)).toEqual(['5.00', '16.00', '55.00', '20.00'])
    expect(new Set(rows.map(({ score }) => score)).size).toBeGreaterThan(5)
    expect(rows.every(({ score }) => Number(score) > 60)).toBe(true)
  })

  it('has a few hundred thousand events, in order of sending, with ids of their own', () => {
    expect(lines.length).toBeGreaterThan(250_000)
    expect(lines.length).toBeLessThan(400_000)
    const ids = new Set(lines.map((line) => /^.*?"source":"([^"]+)","id":"([^"]+)"/.exec(line)?.slice(1).join(' ')))
    // Only the troubled source sends an id twice.
    expect(lines.length - ids.size).toBeLessThan(60)
    expect(lines.length - ids.size).toBeGreaterThan(5)
  })

  it('tells the same story for the same seed, and another for another', () => {
    const digest = (seed: string): string => {
      const city = new DemoCity(facts, seed)
      const hash = createHash('sha256')
      for (let day = 0; day < 300; day++) for (const { line } of city.nextDay().events) hash.update(line)
      return hash.digest('hex')
    }
    expect(digest('a')).toBe(digest('a'))
    expect(digest('a')).not.toBe(digest('b'))
  })
})
