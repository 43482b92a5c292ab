import type { EventRecord, LogRecord, RefusedRecord } from '@tierline/contracts/log-record'
import { eventRecord } from '@tierline/rollup/testing/rig'
import type { Random } from '../../support/random.ts'

export const TOWNS = ['t1', 't2', 't3', 't4'] as const
/** The two months in which everything happens, and the clock at their end. */
export const START = Date.parse('2021-09-20T00:00:00+08:00')
export const END = Date.parse('2021-11-05T00:00:00+08:00')
/** Events before this are held: identities of then are no longer kept. */
export const HORIZON_MS = 400 * 86_400_000

const HOUR = 3_600_000
const HOURS = 40 * 24
const STEPS = ['assigned', 'accepted', 'extended', 'closed', 'closed', 'called_back', 'reopened'] as const

/** What is sent in one round: records of a log with partitions, and batches for the door of the embedded shape. */
export interface Sending {
  log: LogRecord[]
  door: LogRecord[][]
}

/** Draws a round's records: 30 % come twice, some under a taken id with other content, some that nothing can store, some far too late. */
export function sendingOf(random: Random): Sending {
  const fair = (source: string): LogRecord[] => facts(random, source).flatMap((event) => (random.chance(0.3) ? [event, event] : [event]))
  const log = random.shuffled([...fair('log'), ...trouble(random, 'log')])
  const records = random.shuffled([...fair('door').slice(0, random.chance(0.6) ? random.whole(1, 10) : 0), ...(random.chance(0.2) ? trouble(random, 'door') : [])])
  const door: LogRecord[][] = []
  while (records.length > 0) door.push(records.splice(0, random.whole(1, 6)))
  return { log, door }
}

function facts(random: Random, source: string): EventRecord[] {
  const instant = (): number => START + random.whole(0, HOURS * 60) * 60_000
  const make = (count: number, one: (n: number) => EventRecord[]): EventRecord[] => Array.from({ length: count }, (_, n) => one(n)).flat()
  return [
    ...make(random.whole(1, 7), (n) => [eventRecord({ source, id: `scan-${n}`, type: 'code.verified', unit: random.one(TOWNS), time: instant(), data: { checkpoint: random.one(['gate', 'hall']), channel: random.one(['app', 'gate']), count: random.whole(1, 30), minutes: random.whole(0, 90) } })]),
    ...make(random.whole(0, 4), (n) => [eventRecord({ source, id: `claim-${n}`, type: 'code.claimed', unit: random.one(TOWNS), time: instant(), data: { person: `p${random.whole(1, 3)}` } })]),
    ...make(random.whole(1, 3), (n) => lifeOf(random, { source, n, at: instant() })),
    ...make(random.whole(0, 1), (n) => [eventRecord({ source, id: `report-${n}`, type: 'report.filed', unit: random.one(TOWNS), time: instant(), data: { report: 'weekly', period: '2021-09' } })]),
  ]
}

/** A ticket of a few that both sources write to, so that workers meet on one case. */
function lifeOf(random: Random, { source, n, at }: { source: string; n: number; at: number }): EventRecord[] {
  const ticket = `T${random.whole(1, 3)}`
  const due = new Date(at + random.whole(10, 90) * HOUR).toISOString()
  const opening = eventRecord({ source, id: `${ticket}-${n}`, type: 'ticket.opened', unit: random.one(TOWNS), time: at, data: { ticket, channel: random.one(['app', 'desk']), caller: `c${random.whole(1, 2)}`, due } })
  return [opening, ...Array.from({ length: random.whole(0, 3) }, (_, i) => eventRecord({
    source, id: `${ticket}-${n}-${i}`, type: `ticket.${random.one(STEPS)}`, unit: random.one(TOWNS), time: at + random.whole(-5, 80) * HOUR,
    corrects: random.chance(0.15) ? `${ticket}-${n}` : null, data: { ticket, satisfied: random.chance(0.5) },
  }))]
}

/** Everything that must not be counted as it stands. */
function trouble(random: Random, source: string): LogRecord[] {
  const time = START + random.whole(0, HOURS) * HOUR
  const scan = (id: string, more: Partial<EventRecord> = {}): EventRecord => eventRecord({ source, id, type: 'code.verified', time, unit: 't1', data: { checkpoint: 'gate', count: 3 }, ...more })
  const kinds: (() => LogRecord[])[] = [
    () => [scan('poison-text', { data: { checkpoint: 'a\0b' } })],
    () => [scan('poison-subject', { subject: 'a\0b' })],
    () => [scan('poison-identity', { identity: 'no hex' })],
    () => [scan('nowhere', { unit: 'nowhere' })],
    () => [scan('late', { time: START - HORIZON_MS - 86_400_000 })],
    // Conflicting contents under the id of a scan that is there, too, or is not.
    () => [scan('scan-0', { data: { checkpoint: 'gate', count: 99 } })],
    () => [scan('scan-0', { data: { checkpoint: 'gate', count: 98 } }), scan('scan-0', { data: { checkpoint: 'gate', count: 98 } })],
    () => [refused(source, time)],
  ]
  return random.shuffled(kinds).slice(0, random.whole(0, 4)).flatMap((kind) => kind())
}

const refused = (source: string, time: number): RefusedRecord => ({
  kind: 'refused', code: 'unknown_type', detail: 'type: …', source, id: 'refused', type: 'no.such', subject: 't1', time, arrived: time, payload: { specversion: '1.0', id: 'refused' }, sealed: null, replayOf: null,
})

/** What a clerk sends after mending a quarantined row: a sound event under the same id. */
export function mended({ source, eventId, replayOf }: { source: string; eventId: string; replayOf: number }): EventRecord {
  return eventRecord({ source, id: eventId, type: 'code.verified', unit: 't2', time: START + HOUR, data: { checkpoint: 'hall', count: 7 }, replayOf })
}

/** Whether a record can be counted at all; whether it is depends on who came first under its id. */
export function isCountable(record: LogRecord): record is EventRecord {
  if (record.kind !== 'event') return false
  return record.replayOf !== null || (!record.id.startsWith('poison') && record.unit !== 'nowhere' && record.time >= END - HORIZON_MS)
}
