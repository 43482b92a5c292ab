import type { EventRecord } from '@tierline/contracts/log-record'
import { eventRecord, UNITS } from './rig.ts'

const START = Date.parse('2021-10-01T08:00:00+08:00')

/** Scans and whole lives of tickets, `count` different events. */
export function stream(count: number, name = 'e'): EventRecord[] {
  return Array.from({ length: count }, (_, n) => {
    const unit = UNITS[n % UNITS.length] ?? 'u1'
    const time = START + n * 37_000
    if (n % 5 > 1) return eventRecord({ id: `${name}-${n}`, type: 'code.verified', unit, time, data: { checkpoint: `cp-${n % 7}`, count: (n % 9) + 1, minutes: n % 5 } })
    const ticket = `${name}-T${Math.floor(n / 10)}`
    return eventRecord({ id: `${name}-${n}`, type: n % 10 < 5 ? 'ticket.opened' : 'ticket.closed', unit, time, data: { ticket } })
  })
}

/** Adds `share` of the events a second time, somewhere later; deterministic. */
export function withDuplicates(events: readonly EventRecord[], share: number): EventRecord[] {
  const every = Math.round(1 / share)
  const again = events.filter((_, n) => n % every === 0)
  const out: EventRecord[] = []
  for (const [n, event] of events.entries()) {
    out.push(event)
    const late = again[Math.floor(n / every) - 3]
    if (n % every === every - 1 && late) out.push(late)
  }
  return [...out, ...again.slice(-3)]
}

/** Cuts a list into appends. */
export const chunks = <T>(list: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
