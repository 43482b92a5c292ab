import type { EventRecord } from '@tierline/contracts/log-record'
import fc from 'fast-check'
import { eventRecord, UNITS } from './rig.ts'

export const START = Date.parse('2021-09-20T00:00:00+08:00')
const HOUR = 3_600_000
/** Seven weeks, across two month ends. */
const HOURS = 7 * 7 * 24

const unit = fc.constantFrom(...UNITS)
const instant = fc.integer({ min: 0, max: HOURS * 60 }).map((minute) => START + minute * 60_000)
const channel = fc.constantFrom('app', 'desk', 'gate')

const scan = fc.record({ unit, time: instant, channel, checkpoint: fc.constantFrom('cp1', 'cp2', 'cp3'), minutes: fc.integer({ min: 0, max: 90 }), count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }) })
const claim = fc.record({ unit, time: instant, channel, person: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5') })

const ROLES = ['opened', 'assigned', 'accepted', 'extended', 'closed', 'called_back', 'reopened'] as const
const step = fc.record({ role: fc.constantFrom(...ROLES), unit, afterHours: fc.integer({ min: -30, max: 90 }), dueInHours: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }), satisfied: fc.boolean(), corrects: fc.boolean() })
/** Mostly a sound life, sometimes steps in any order: closed before opened, reopened unclosed, a step taken back by a correction. */
const ticket = fc.record({ time: instant, unit, channel, caller: fc.constantFrom('c1', 'c2', 'c3'), steps: fc.array(step, { maxLength: 9 }) })
const report = fc.record({ unit: fc.constantFrom('u1', 'u2'), time: instant, period: fc.constantFrom('2021-09', '2021-10') })

/** What happened, each fact once, with an identity of its own. */
export const history: fc.Arbitrary<EventRecord[]> = fc.record({
  scans: fc.array(scan, { maxLength: 60 }), claims: fc.array(claim, { maxLength: 30 }), tickets: fc.array(ticket, { maxLength: 14 }), reports: fc.array(report, { maxLength: 5 }),
}).map(({ scans, claims, tickets, reports }) => [
  ...scans.map(({ unit: code, time, ...data }, i) => eventRecord({ id: `scan-${i}`, type: 'code.verified', unit: code, time, data: present(data) })),
  ...claims.map(({ unit: code, time, ...data }, i) => eventRecord({ id: `claim-${i}`, type: 'code.claimed', unit: code, time, data })),
  ...reports.map(({ unit: code, time, period }, i) => eventRecord({ id: `report-${i}`, type: 'report.filed', unit: code, time, data: { report: 'weekly', period } })),
  ...tickets.flatMap(lifeOf),
])

function lifeOf({ time, unit: code, channel: by, caller, steps }: { time: number; unit: string; channel: string; caller: string; steps: readonly Step[] }, n: number): EventRecord[] {
  const name = { ticket: `T${n}` }
  const opening = eventRecord({ id: `T${n}-0`, type: 'ticket.opened', unit: code, time, data: { ...name, channel: by, caller, due: iso(time + 48 * HOUR) } })
  let at = time
  return [opening, ...steps.map((one, i) => {
    at += one.afterHours * HOUR
    const due = one.dueInHours === undefined ? {} : { due: iso(at + one.dueInHours * HOUR) }
    const told = one.role === 'called_back' ? { satisfied: one.satisfied } : {}
    return eventRecord({
      id: `T${n}-${i + 1}`, type: `ticket.${one.role}`, unit: one.unit, time: at, corrects: one.corrects && i % 4 === 3 ? `T${n}-${i}` : null,
      data: { ...name, ...told, ...due },
    })
  })]
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** How it is delivered: an order, batch sizes, 30 % duplicates, resent batches, and how far the clock moves in between. */
export interface Delivery {
  batches: EventRecord[][]
  tickHours: number[]
}

/** Any delivery of a history: shuffled, duplicated, delayed, resent, cut into batches, with ticks of the clock in between. */
export function deliveryOf(events: readonly EventRecord[]): fc.Arbitrary<Delivery> {
  const n = events.length
  const copies = fc.shuffledSubarray([...events], { minLength: Math.floor(n * 0.3), maxLength: Math.max(Math.floor(n * 0.3), 0) })
  return copies.chain((extra) => fc.record({
    order: fc.shuffledSubarray([...events, ...extra.map((event) => ({ ...event, arrived: event.arrived + HOUR }))], { minLength: n + extra.length }),
    sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
    resend: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    tickHours: fc.array(fc.integer({ min: 0, max: HOURS }), { minLength: 3, maxLength: 3 }),
  })).map(({ order, sizes, resend, tickHours }) => ({ batches: cut(order, sizes).flatMap((batch, i) => (resend[i % 4] ? [batch, batch] : [batch])), tickHours }))
}

function cut(order: readonly EventRecord[], sizes: readonly number[]): EventRecord[][] {
  const batches: EventRecord[][] = []
  for (let at = 0; at < order.length;) {
    const size = sizes[batches.length % sizes.length] ?? 1
    batches.push(order.slice(at, at + size))
    at += size
  }
  return batches
}

const iso = (ms: number): string => new Date(ms).toISOString()
const present = (data: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
