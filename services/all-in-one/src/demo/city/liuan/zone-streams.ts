import { Random } from '../../random/random.ts'
import { Claims } from '../../stream/claims.ts'
import { dayOf, daysBetween, HOUR_MS } from '../../stream/demo-day.ts'
import { writer } from '../../stream/demo-event.ts'
import type { DemoEvent } from '../../stream/demo-event.ts'
import type { DemoStream } from '../../stream/demo-stream.ts'
import { HandledCases } from '../../stream/handled-cases.ts'
import { HourlyCounts } from '../../stream/hourly-counts.ts'
import { moods } from '../../stream/ticket-moods.ts'
import { Tickets } from '../../stream/tickets.ts'
import { monthlyReports, yearEndReports } from './reports.ts'
import { FIGURES_DAY, ZONE } from './zone.ts'

const CODES = writer('liuan/codes')
const WORK = writer('liuan/work')
const HOTLINE = writer('liuan/12345')
const TICKETS = { perDay: 3, onTime: 0.965, satisfied: 0.915 }

/** What the zone says day by day; on the day of the figures it adds up to what the self-report prints, to the last scan and minute. */
export function zoneStreams(seed: string): DemoStream[] {
  const { code: unit, mark } = ZONE
  const dice = (name: string): Random => new Random(`${seed}/${unit}/${name}`)
  const year = daysBetween('2021-01-01', FIGURES_DAY)
  const counted = daysBetween('2021-02-01', FIGURES_DAY)
  const points = ['hall', 'north-gate', 'south-gate', 'market', 'school', 'park', 'clinic', 'station'].map((name, n) => ({ id: `${mark}-${name}`, weight: 1 + (n % 4) * 0.4 }))
  return [
    new Claims({ unit, mark, persons: ZONE.claims, front: 0.6, live: 60 }, year, dice('claims'), CODES),
    new HourlyCounts({ type: 'code.verified', unit, field: 'checkpoint', points, hours: [7, 19], busy: 0.75, total: ZONE.verifications, liveReports: 4 }, year, dice('verified'), CODES),
    new HourlyCounts({ type: 'code.shown', unit, field: 'channel', points: [{ id: 'app', weight: 3 }, { id: 'kiosk', weight: 1 }], hours: [7, 21], busy: 0.8, total: ZONE.shows, liveReports: 4 }, year, dice('shown'), CODES),
    new HandledCases({ kind: 'appeal', unit, mark, pairs: 210, meanHours: ZONE.appealMeanHours, spreadHours: 9, livePairs: 4 }, counted, dice('appeals'), CODES),
    new HandledCases({ kind: 'claim', unit, mark, pairs: 150, meanHours: ZONE.proxyClaimMeanHours, spreadHours: 8, livePairs: 3 }, counted, dice('proxy-claims'), CODES),
    new Tickets({ unit, mark, from: '2021-01-01', perDay: TICKETS.perDay, livePerDay: 14, quality: moods(TICKETS, dice('moods')) }, dice('tickets'), HOTLINE),
  ]
}

/** What the zone reports to have done: pieces in the media, scenes finished by the end of November, reports filed in time. */
export function zoneDates(): DemoEvent[] {
  const { code: unit, mark } = ZONE
  const at = (date: string): number => dayOf(date).start + 10 * HOUR_MS
  const pieces = (level: string, n: number): DemoEvent[] => Array.from({ length: n }, (_, index) =>
    WORK({ id: `${mark}-${level}-${index}`, type: 'article.published', unit, time: at(`2021-${String(3 + index * 2).padStart(2, '0')}-18`), data: { piece: `${mark}-${level}-${index}`, level } }))
  const scenes = ZONE.scenes.map((scene) => WORK({ id: `${mark}-${scene.scenario}`, type: 'scenario.completed', unit, time: at('2021-11-29'), data: { ...scene, planned: true } }))
  return [...pieces('city', ZONE.cityPieces), ...pieces('district', ZONE.districtPieces), ...scenes, ...monthlyReports(ZONE, { late: [], faulted: [] }), ...yearEndReports(ZONE, FIGURES_DAY)]
}
