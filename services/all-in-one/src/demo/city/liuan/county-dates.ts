import { Random } from '../../random/random.ts'
import { dayOf, daysBetween, DAY_MS, HOUR_MS } from '../../stream/demo-day.ts'
import { writer } from '../../stream/demo-event.ts'
import type { DemoEvent } from '../../stream/demo-event.ts'
import type { County } from './county.ts'
import { monthlyReports, yearEndReports } from './reports.ts'

const SERVICES = writer('liuan/services')
const WORK = writer('liuan/work')

/** What a county does on days known beforehand: facilities, items, scenes, inspections, articles, reports, petitions. */
export function countyDates(county: County, seed: string): DemoEvent[] {
  const random = new Random(`${seed}/${county.code}/dates`)
  return [...openings(county, random), ...scenes(county), ...inspections(county, random), ...articles(county, random), ...petitions(county),
    ...monthlyReports(county, county.reports), ...yearEndReports(county, '2021-12-24')]
}

const daytime = (date: string, minutes = 0): number => dayOf(date).start + 9 * HOUR_MS + minutes * 60_000

/** Spread over the days from one date to another, in order. */
function spread(n: number, from: string, until: string): string[] {
  const days = daysBetween(from, until)
  return Array.from({ length: n }, (_, index) => days[Math.floor((index * days.length) / n)]?.date ?? until)
}

function openings({ code: unit, mark, listedItems, designatedPharmacies, enterprises, hospital }: County, random: Random): DemoEvent[] {
  const event = (type: string, id: string, date: string, data: Record<string, unknown>): DemoEvent =>
    SERVICES({ id: `${mark}-${id}`, type, unit, time: daytime(date, random.whole(0, 500)), data })
  const list = (n: number, from: string, until: string, make: (index: number, date: string) => DemoEvent): DemoEvent[] => spread(n, from, until).map((date, index) => make(index, date))
  return [
    ...list(listedItems.open, '2021-01-10', '2021-11-30', (n, date) => event('item.enabled', `item-${n}`, date, { item: `item-${n}`, listed: true })),
    ...list(designatedPharmacies.byCode, '2021-02-20', '2021-11-20', (n, date) => event('facility.enabled', `dp-${n}`, date, { facility: `${mark}-dp-${n}`, kind: 'pharmacy', functions: ['purchase'] })),
    ...list(enterprises.enabled, '2021-01-05', '2021-06-30', (n, date) => event('facility.enabled', `enterprise-${n}`, date, { facility: `${mark}-enterprise-${n}`, kind: 'enterprise', functions: ['checkin'] })),
    ...(hospital.since === null ? [] : [event('facility.enabled', 'hospital', hospital.since, { facility: `${mark}-hospital`, kind: 'hospital', functions: ['card', 'registration', 'settlement'], full_process: true, new: true })]),
  ]
}

function scenes({ code: unit, mark, scenes: { done, further } }: County): DemoEvent[] {
  const scene = (name: string, date: string, planned: boolean): DemoEvent =>
    WORK({ id: `${mark}-${name}`, type: 'scenario.completed', unit, time: daytime(date, 60), data: { scenario: `${mark}-${name}`, planned, accepted_on: date } })
  return [...done.map((date, index) => scene(`scene-${index + 1}`, date, true)), ...further.map((date, index) => scene(`further-${index + 1}`, date, false))]
}

function inspections({ code: unit, mark, venues }: County, random: Random): DemoEvent[] {
  const conducted = ['2021-06-08', '2021-10-19'].map((date, n) => WORK({ id: `${mark}-inspection-${n}`, type: 'inspection.conducted', unit, time: daytime(date), data: { inspection: `${mark}-inspection-${n}`, special: true } }))
  const sampled = spread(venues.sampled, '2021-05-10', '2021-11-26').map((date, n) => WORK({
    id: `${mark}-venue-${n}`, type: 'inspection.sampled', unit, time: daytime(date, random.whole(0, 400)),
    data: { venue: `${mark}-venue-${n}`, kind: n % 3 === 0 ? 'internet_cafe' : 'hotel', supports: (n * venues.supporting) % venues.sampled < venues.supporting },
  }))
  return [...conducted, ...sampled]
}

function articles({ code: unit, mark, articles: { province, city, website } }: County, random: Random): DemoEvent[] {
  const publish = (level: string, n: number): DemoEvent[] => spread(n, '2021-02-15', '2021-12-10').map((date, index) =>
    WORK({ id: `${mark}-${level}-${index}`, type: 'article.published', unit, time: daytime(date, random.whole(0, 600)), data: { piece: `${mark}-${level}-${index}`, level } }))
  return [...publish('province', province), ...publish('city', city), ...publish('website', website)]
}

function petitions({ code: unit, mark, petitions: dates }: County): DemoEvent[] {
  return dates.map((date, n) => WORK({ id: `${mark}-petition-${n}`, type: 'incident.recorded', unit, time: daytime(date) + DAY_MS, data: { incident: `${mark}-petition-${n}`, kind: 'petition', major: true, confirmed: true } }))
}
