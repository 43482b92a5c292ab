import { Random } from '../../random/random.ts'
import { Claims } from '../../stream/claims.ts'
import { dayOf, daysBetween, HOUR_MS } from '../../stream/demo-day.ts'
import { writer } from '../../stream/demo-event.ts'
import type { DemoEvent } from '../../stream/demo-event.ts'
import type { DemoStream } from '../../stream/demo-stream.ts'
import { HourlyCounts } from '../../stream/hourly-counts.ts'
import { moods } from '../../stream/ticket-moods.ts'
import { Tickets } from '../../stream/tickets.ts'
import { LateClaims } from './late-claims.ts'

const CODES = writer('ningguo/codes')
const POINTS = writer('ningguo/checkpoints')
const HOTLINE = writer('ningguo/12345')

/** A township with its printed target; the places of the annex. */
export interface Township {
  code: string
  target: number
}

/** Days of the campaign; the document gives no dates, so these are invented. */
const CAMPAIGN = { from: '2020-05-06', until: '2020-12-31' } as const

/** Share of the printed target that claimed in 2020, by place in the annex: invented, since the document prints none. Close pairs let ranks change. */
const REACHED = [0.332, 0.2925, 0.461, 0.2705, 0.3615, 0.3612, 0.2522, 0.3321, 0.4302, 0.292, 0.2311, 0.3818, 0.3822, 0.2701, 0.1954, 0.1958, 0.3093, 0.4305, 0.4812] as const

/** The 19 townships: claims of 2020, verifications, and tickets of 2021, too few for safe rates. */
export function townshipStreams(townships: readonly Township[], seed: string): DemoStream[] {
  const campaign = daysBetween(CAMPAIGN.from, CAMPAIGN.until)
  return townships.flatMap(({ code: unit, target }, place) => {
    const mark = `NG${place + 1}`
    const dice = (name: string): Random => new Random(`${seed}/${unit}/${name}`)
    const persons = Math.round(target * (REACHED[place] ?? 0.4))
    const tickets = { onTime: 0.9 + 0.09 * dice('on-time').next(), satisfied: 0.82 + 0.15 * dice('satisfied').next() }
    return [
      new Claims({ unit, mark, persons, front: 0.8, live: 0 }, campaign, dice('claims'), CODES),
      new LateClaims({ unit, mark, perDay: 16 }, dice('late-claims'), CODES),
      new HourlyCounts({ type: 'code.verified', unit, field: 'checkpoint', points: [{ id: `${mark}-street`, weight: 1 }], hours: [8, 17], busy: 0.1, total: persons * 4, liveReports: 0 }, campaign, dice('verified'), CODES),
      new Tickets({ unit, mark, from: '2021-01-01', perDay: 0.35, livePerDay: 2, quality: moods(tickets, dice('moods')) }, dice('tickets'), HOTLINE),
    ]
  })
}

/** Rows of the annex that are not built, and built ones that are not in use. */
const UNBUILT_FROM = 59
const NOT_IN_USE = new Set([57, 58])
/** In use, but nothing is ever verified there: the board shows it as such. */
const IDLE = new Set([29, 53])

/** The check points in use report how many they verified. */
export function checkPointStreams(codes: readonly string[], seed: string): DemoStream[] {
  const days = daysBetween(CAMPAIGN.from, CAMPAIGN.until)
  return codes.filter((code) => isInUse(code) && !IDLE.has(numberOf(code))).map((unit, index) => new HourlyCounts({
    type: 'code.verified', unit, field: 'checkpoint', points: [{ id: unit, weight: 1 }], hours: [8, 17], busy: 0.09,
    total: 2_000 + (index % 11) * 700, liveReports: 0,
  }, days, new Random(`${seed}/${unit}`), POINTS))
}

/** When the check points were built and came into use, as the annex lists them; the days are invented. */
export function checkPointDates(codes: readonly string[]): DemoEvent[] {
  const event = (type: string, unit: string, date: string): DemoEvent =>
    POINTS({ id: `${type}-${unit}`, type, unit, time: dayOf(date).start + 9 * HOUR_MS, data: { checkpoint: unit, number: String(numberOf(unit)) } })
  return [
    ...codes.filter((code) => numberOf(code) < UNBUILT_FROM).map((unit) => event('checkpoint.built', unit, '2020-04-20')),
    ...codes.filter(isInUse).map((unit) => event('checkpoint.enabled', unit, '2020-04-28')),
  ]
}

/** Number in the annex, out of `341881-cp-20-07`. */
const numberOf = (code: string): number => Number(code.split('-')[2])
const isInUse = (code: string): boolean => numberOf(code) < UNBUILT_FROM && !NOT_IN_USE.has(numberOf(code))
