import { Random } from '../../random/random.ts'
import { Claims } from '../../stream/claims.ts'
import { daysBetween } from '../../stream/demo-day.ts'
import type { DemoStream } from '../../stream/demo-stream.ts'
import { writer } from '../../stream/demo-event.ts'
import { HandledCases } from '../../stream/handled-cases.ts'
import { HourlyCounts } from '../../stream/hourly-counts.ts'
import { Scattered } from '../../stream/scattered.ts'
import { Tickets } from '../../stream/tickets.ts'
import { moods } from '../../stream/ticket-moods.ts'
import type { County } from './county.ts'
import { FIGURES_DAY } from './zone.ts'

const CODES = writer('liuan/codes')
const SERVICES = writer('liuan/services')
const HOTLINE = writer('liuan/12345')

/** Everything that a county says day by day. */
export function countyStreams(county: County, seed: string): DemoStream[] {
  const dice = (name: string): Random => new Random(`${seed}/${county.code}/${name}`)
  return [...codeStreams(county, dice), ...caseStreams(county, dice), ...scatteredStreams(county, dice)]
}

type Dice = (name: string) => Random

function codeStreams(county: County, dice: Dice): DemoStream[] {
  const { code: unit, mark, claims, verifications, shows } = county
  const year = daysBetween('2021-01-01', FIGURES_DAY)
  const points = [{ id: `${mark}-hall`, weight: 1 }, { id: `${mark}-station`, weight: 1.6 }]
  return [
    new Claims({ unit, mark, persons: Math.round(claims.target * claims.reached), front: 0.5, live: 14 }, year, dice('claims'), CODES),
    new HourlyCounts({
      type: 'code.verified', unit, field: 'checkpoint', points, hours: [8, 18], busy: 0.55,
      total: Math.round(verifications.target * verifications.reached), liveReports: 1,
    }, year, dice('verified'), CODES),
    new HourlyCounts({
      type: 'code.shown', unit, field: 'channel', points: [{ id: 'app', weight: 3 }], hours: [8, 20], busy: 0.5,
      total: Math.round(shows.target * shows.reached), liveReports: 2,
    }, year, dice('shown'), CODES),
  ]
}

function caseStreams(county: County, dice: Dice): DemoStream[] {
  const { code: unit, mark, appeals, proxyClaims, tickets } = county
  const counted = daysBetween('2021-02-01', FIGURES_DAY)
  return [
    new HandledCases({ kind: 'appeal', unit, mark, ...appeals, spreadHours: appeals.meanHours * 0.9, livePairs: 3 }, counted, dice('appeals'), CODES),
    new HandledCases({ kind: 'claim', unit, mark, ...proxyClaims, spreadHours: proxyClaims.meanHours * 0.9, livePairs: 2 }, counted, dice('proxy-claims'), CODES),
    new Tickets({ unit, mark, from: '2021-01-01', perDay: tickets.perDay, livePerDay: 14, quality: moods(tickets, dice('moods')) }, dice('tickets'), HOTLINE),
  ]
}

function scatteredStreams(county: County, dice: Dice): DemoStream[] {
  const { code: unit, mark, services, hospital, school, enterprises, pharmacies, satisfied } = county
  const shared = { unit, mark, from: '2021-01-02' }
  return [
    new Scattered({
      ...shared, type: 'service.handled', perDay: services.handled / 347, livePerDay: 60,
      data: (random, n) => ({
        item: `item-${random.whole(1, 90)}`, person: `${mark}-A${random.chance(0.2) ? random.whole(1, n) : n}`, listed: true,
        by_code: byCode(random, services), certificates: random.chance(services.certificates % 1) ? Math.ceil(services.certificates) : Math.floor(services.certificates),
      }),
    }, dice('services'), SERVICES),
    new Scattered({
      ...shared, from: '2021-10-01', type: 'visit.recorded', perDay: 14, livePerDay: 10,
      data: (random, n) => ({ facility: `${mark}-hospital`, person: `${mark}-V${random.chance(0.1) ? random.whole(1, n) : n}`, by_code: random.chance(hospital.byCode) }),
    }, dice('visits'), SERVICES),
    new Scattered({
      ...shared, type: 'checkin.recorded', perDay: 2, livePerDay: 6, weekdays: true,
      data: (random, n, day) => ({ kind: 'school', facility: `${mark}-school-${n % 8}`, count: around(random, school.checkinsPerDay / (day.isLive ? 6 : 2)) }),
    }, dice('school'), SERVICES),
    new Scattered({
      ...shared, type: 'checkin.recorded', mark: `${mark}-E`, perDay: 2, livePerDay: 6, weekdays: true,
      data: (random, n, day) => ({ kind: 'enterprise', facility: `${mark}-enterprise-${n % enterprises.enabled}`, count: around(random, enterprises.checkinsPerDay / (day.isLive ? 6 : 2)) }),
    }, dice('enterprises'), SERVICES),
    new Scattered({
      ...shared, type: 'purchase.registered', perDay: 1, livePerDay: 5,
      data: (random, n) => ({ facility: `${mark}-pharmacy-${n % pharmacies.registering}`, by_code: true, count: random.whole(1, 9) }),
    }, dice('purchases'), SERVICES),
    new Scattered({
      ...shared, from: '2021-03-01', type: 'survey.answered', perDay: 1.4, livePerDay: 8,
      data: (random, n) => ({ respondent: `${mark}-R${n}`, satisfied: random.chance(satisfied), channel: random.chance(0.6) ? 'app' : 'phone' }),
    }, dice('surveys'), SERVICES),
  ]
}

function byCode(random: Random, { fully, partly }: County['services']): string {
  const roll = random.next()
  if (roll < fully) return 'fully'
  return roll < fully + partly ? 'partly' : 'none'
}

const around = (random: Random, mean: number): number => Math.max(1, Math.round(mean * (0.9 + 0.2 * random.next())))
