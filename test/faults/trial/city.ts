import { readFile } from 'node:fs/promises'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { parseRubric, readCalendars, withClockTypes } from '@tierline/scoring'
import type { FactTypes, Rubric, WorkCalendar } from '@tierline/scoring'
import type { Client, SentEvent } from '../../support/client.ts'
import type { Random } from '../../support/random.ts'
import { writeRules } from '../../support/rules.ts'

/** The towns of the fault runs with what is given about them. */
export const TOWNS = ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8'].map((code, at) => ({ code, target: String(40 + at * 7), population: String(900 + at * 137) }))
export const SOURCE = 'faults'

/** A rules folder of one rubric with one leaf of each kind that events can move, read the way the services read it. */
export interface City {
  folder: string
  rubric: Rubric
  rules: { types: FactTypes; calendar: WorkCalendar }
}

export async function buildCity(): Promise<City> {
  const text = await readFile(new URL('../../end-to-end/rules/any-order.yaml', import.meta.url), 'utf8')
  const units = TOWNS.map(({ code }) => `  - { code: ${code}, name: 镇${code}, local: true }`).join('\n')
  const folder = await writeRules({
    rubrics: { 'any-order.yaml': text },
    units: { 'towns.yaml': `units:\n${units}\ngroups:\n  - { id: towns, title: { zh: 各镇, en: Towns }, units: [${TOWNS.map(({ code }) => code).join(', ')}] }\n` },
  })
  const read = parseRubric(text, 'any-order.yaml')
  if (!('rubric' in read)) throw new Error(`any-order.yaml has faults: ${JSON.stringify(read.faults)}`)
  const { catalogue, calendars } = await readRulesFolder(folder)
  return { folder, rubric: read.rubric, rules: { types: withClockTypes(catalogue.types), calendar: readCalendars(calendars) } }
}

/** Targets and populations, which never change. */
export async function giveAttributes(client: Client): Promise<void> {
  for (const { code, target, population } of TOWNS) {
    for (const [name, value] of Object.entries({ target, population })) await client.enter('attributes', { unit: code, name, value, effective: '2000-01-01', citation: 'test', by: 'test' })
  }
}

const FROM = Date.parse('2021-10-01T00:00:00+08:00')
const HOURS = 90 * 24
const HOUR = 3_600_000
/** Cases that are written to again and again, under units of different partitions, so that two workers meet on one. */
const TICKETS = 400

/** One sound event, or (one in a hundred) one that belongs into quarantine. */
export function happen(random: Random, n: number): { event: SentEvent; isPoison: boolean } {
  const isPoison = random.chance(0.01)
  return { event: isPoison ? poison(random, n) : sound(random, n), isPoison }
}

function sound(random: Random, n: number): SentEvent {
  const unit = random.one(TOWNS).code
  // Some scans happen now, so that the running year's board moves and is watched.
  if (random.chance(0.2)) return event(`n${n}`, 'code.verified', { unit, time: Date.now(), data: { checkpoint: 'c1', count: random.whole(1, 60) } })
  const time = FROM + random.whole(0, HOURS * 60) * 60_000
  if (random.chance(0.6)) return event(`s${n}`, 'code.verified', { unit, time, data: { checkpoint: random.one(['c1', 'c2']), count: random.whole(1, 9) } })
  if (random.chance(0.4)) return event(`c${n}`, 'code.claimed', { unit, time, data: { person: `p${random.whole(1, 300)}` } })
  const ticket = `T${random.whole(1, TICKETS)}`
  const step = random.one(['opened', 'opened', 'assigned', 'closed', 'closed', 'reopened'])
  const due = step === 'opened' || step === 'reopened' ? { due: new Date(time + random.whole(10, 90) * HOUR).toISOString() } : {}
  return event(`k${n}`, `ticket.${step}`, { unit, time, data: { ticket, ...due } })
}

/** Readable, accepted, and not to be counted: an unknown unit, an unknown type, a wrong field, a character that no text column keeps, a year that is not meant. */
function poison(random: Random, n: number): SentEvent {
  const scan = event(`x${n}`, 'code.verified', { unit: 't1', time: FROM, data: { checkpoint: 'c1', count: 1 } })
  return random.one<() => SentEvent>([
    () => ({ ...scan, subject: 'nowhere' }),
    () => ({ ...scan, type: 'no.such' }),
    () => ({ ...scan, data: { checkpoint: 'c1', count: 'many' } }),
    () => ({ ...scan, data: { checkpoint: 'a\0b', count: 1 } }),
    () => ({ ...scan, time: '1970-01-01T00:00:00Z' }),
  ])()
}

function event(id: string, type: string, { unit, time, data }: { unit: string; time: number; data: Record<string, unknown> }): SentEvent {
  return { specversion: '1.0', source: SOURCE, id, type, subject: unit, time: new Date(time).toISOString(), data }
}
