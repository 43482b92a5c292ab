import type { SentEvent } from '../../support/client.ts'
import { Random } from '../../support/random.ts'

/** The towns of these tests with what is given about them. */
export const TOWNS = ['t1', 't2', 't3', 't4', 't5'].map((code, index) => ({ code, target: 20 + index * 4, population: 900 + index * 137 }))

/** What really happened to one ticket, whatever of it is told in which order. */
export interface TicketTruth {
  unit: string
  opened: number
  closed: number | null
  due: number
  isReopened: boolean
  isImplausible: boolean
}

/** What really happened: the facts as events, and the truth beside them. */
export interface History {
  events: SentEvent[]
  claims: { unit: string; person: string; time: number }[]
  scans: { unit: string; count: number; time: number }[]
  tickets: TicketTruth[]
}

const HOUR = 3_600_000
const SOURCE = 'any-order'

/** The last quarter of a year in four towns: claims (persons come twice), scans with and without a count, and tickets with every turn that a life can take. */
export function historyOf(seed: number, year: number): History {
  const random = new Random(seed)
  const from = Date.parse(`${year}-10-01T00:00:00+08:00`)
  const hours = 92 * 24 - 1
  const instant = (): number => from + random.whole(0, hours * 60) * 60_000
  const history: History = { events: [], claims: [], scans: [], tickets: [] }
  for (const { code: unit, target } of TOWNS) {
    for (let i = 0; i < target; i += 1) claim(history, { unit, person: `p${random.whole(1, target * 2)}`, time: instant() }, `${year}-${unit}-${i}`)
    for (let i = 0; i < random.whole(15, 30); i += 1) scan(history, { unit, count: random.whole(1, 40), time: instant() }, `${year}-${unit}-${i}`)
    for (let i = 0; i < random.whole(12, 25); i += 1) ticket(history, { random, unit, opened: from + random.whole(0, hours - 30 * 24) * HOUR }, `${year}-${unit}-${i}`)
  }
  return history
}

function claim(history: History, { unit, person, time }: History['claims'][number], name: string): void {
  history.claims.push({ unit, person, time })
  history.events.push(event(`claim-${name}`, 'code.claimed', { unit, time, data: { person } }))
}

function scan(history: History, { unit, count, time }: History['scans'][number], name: string): void {
  history.scans.push({ unit, count, time })
  history.events.push(event(`scan-${name}`, 'code.verified', { unit, time, data: count === 1 ? { checkpoint: 'c1' } : { checkpoint: 'c2', count } }))
}

/** Opened; perhaps given to another town; closed in time, late, before it was opened, or never; perhaps reopened and closed again; perhaps with a closing that a later fact corrects. */
function ticket(history: History, start: { random: Random; unit: string; opened: number }, name: string): void {
  const { random, opened } = start
  const key = { ticket: `T-${name}` }
  const tell = (step: string, unit: string, time: number, more: Record<string, unknown> = {}): void => {
    history.events.push(event(`${key.ticket}-${step}`, `ticket.${step.replace(/\d+$/, '')}`, { unit, time, data: { ...key, ...more } }))
  }
  const due = opened + random.whole(24, 120) * HOUR
  const truth: TicketTruth = { unit: start.unit, opened, closed: null, due, isReopened: false, isImplausible: false }
  history.tickets.push(truth)
  tell('opened', start.unit, opened, { due: iso(due) })
  if (random.chance(0.08)) {
    truth.closed = opened - random.whole(1, 30) * HOUR
    truth.isImplausible = true
    tell('closed', truth.unit, truth.closed)
    return
  }
  let at = opened + HOUR
  if (random.chance(0.25)) {
    truth.unit = random.one(TOWNS).code
    tell('assigned', truth.unit, at)
  }
  if (random.chance(0.1)) return
  at += random.whole(1, 130) * HOUR
  truth.closed = close(history, { random, unit: truth.unit, at, key: key.ticket })
  if (!random.chance(0.2)) return
  truth.isReopened = true
  at += 12 * HOUR
  truth.due = at + random.whole(10, 60) * HOUR
  tell('reopened', truth.unit, at, { due: iso(truth.due) })
  truth.closed = null
  if (random.chance(0.15)) return
  truth.closed = at + random.whole(1, 90) * HOUR
  tell('closed2', truth.unit, truth.closed)
}

/** A closing; one in five was first told wrongly and is then corrected. */
function close(history: History, { random, unit, at, key }: { random: Random; unit: string; at: number; key: string }): number {
  const id = `${key}-closed`
  if (!random.chance(0.2)) {
    history.events.push(event(id, 'ticket.closed', { unit, time: at, data: { ticket: key } }))
    return at
  }
  const wrong = at + random.whole(-1, 9) * HOUR
  history.events.push(event(id, 'ticket.closed', { unit, time: wrong, data: { ticket: key } }))
  history.events.push({ ...event(`${id}-mended`, 'ticket.closed', { unit, time: at, data: { ticket: key } }), corrects: id })
  return at
}

function event(id: string, type: string, { unit, time, data }: { unit: string; time: number; data: Record<string, unknown> }): SentEvent {
  return { specversion: '1.0', source: SOURCE, id, type, subject: unit, time: iso(time), data }
}

const iso = (ms: number): string => new Date(ms).toISOString()
