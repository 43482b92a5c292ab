import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importFile } from '@tierline/ingest/import/import-file'
import { ATTRIBUTES, CLAIMED, MET, NOT_APPLICABLE, ZONE, at, event, reportedEvents } from '../../end-to-end/liuan/self-report.ts'
import { agenciesFile } from '../../real-tickets/agencies.ts'
import type { Client, SentEvent } from '../../support/client.ts'
import { SHIPPED_RULES, writeRules } from '../../support/rules.ts'

const TICKETS = new URL('../../real-tickets/', import.meta.url)
/** The zone's neighbours on its board. */
const RIVALS = ['341502', '341503', '341504', '341522', '341523', '341524', '341525']
/** As the senders of the story send them; a request is one batch. */
const BATCH_EVENTS = 5_000

/** What the two streams come to: events accepted, and every board with the periods that they fill. */
export const ACCEPTED = yearEvents().length + 500 + 2 + 1 + 1_986
export const BOARDS = [
  { rubric: 'liuan-2021', group: 'liuan-counties', period: '2021' },
  ...['2014', '2017', '2018', '2019'].map((period) => ({ rubric: 'real-tickets', group: 'agencies', period })),
]

/** A rules folder with the rubrics of both. */
export async function rulesOfBoth(): Promise<string> {
  const text = async (path: string): Promise<string> => await readFile(join(SHIPPED_RULES, path), 'utf8')
  return await writeRules({
    rubrics: { 'liuan-2021.yaml': await text('liuan-2021.yaml'), 'real-tickets.yaml': await readFile(new URL('../../end-to-end/rules/real-tickets.yaml', import.meta.url), 'utf8') },
    units: { 'liuan.yaml': await text('units/liuan.yaml'), 'agencies.yaml': await agenciesFile() },
  })
}

/** The zone's year with its rivals, some of it sent twice, two events that contradict what was sent, one of an unknown unit; and a thousand real tickets by import. */
export async function sendBoth(client: Client): Promise<void> {
  for (const attribute of [...ATTRIBUTES, ...RIVALS.map(population)]) await client.enter('attributes', attribute)
  for (const judgement of [...MET, ...NOT_APPLICABLE, ...CLAIMED]) await client.enter('judgements', judgement)
  const year = yearEvents()
  for (let from = 0; from < year.length; from += BATCH_EVENTS) await client.events(year.slice(from, from + BATCH_EVENTS))
  await client.events(year.slice(-500))
  await client.events(year.slice(0, 2).map((one) => ({ ...one, data: { person: 'somebody-else' } })))
  await client.events([event('lost', 'code.shown', at(10), { count: 1 }, 'no-such-unit')])
  await importTickets(client)
}

/** The zone's year, then its rivals'. */
function yearEvents(): SentEvent[] {
  return [...reportedEvents(), ...rivals()]
}

const population = (unit: string) => ({ unit, name: 'population', value: '40000', effective: '2021-01-01', citation: 'test', by: 'test' })

/** Cases handled fully by code: five of the zone, six and four of the others, so that a rank decides points; and scans of each. */
function rivals(): SentEvent[] {
  const services = (unit: string, count: number): SentEvent[] => Array.from({ length: count }, (_, i) => event(`service-${i}`, 'service.handled', at(250), { item: 'item-1', person: 'one-person', by_code: 'fully', listed: true }, unit))
  return [...services(ZONE, 5), ...RIVALS.flatMap((unit, index) => services(unit, index < 3 ? 6 : 4)), ...RIVALS.flatMap((unit, index) => scans(unit, index))]
}

function scans(unit: string, index: number): SentEvent[] {
  return Array.from({ length: 5 + (index % 2) }, (_, i) => event(`scan-${i}`, 'code.verified', at(20 + i), { checkpoint: `point-${i}`, count: 1_000 * (index + 1) }, unit))
}

async function importTickets(client: Client): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-import-'))
  try {
    await cp(new URL('tickets.csv', TICKETS), join(folder, 'tickets.csv'))
    await importFile({ file: join(folder, 'tickets.csv'), map: new URL('MAP.yaml', TICKETS).pathname, url: client.url, key: client.key })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
