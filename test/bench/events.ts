import type { SentEvent } from '../support/client.ts'

/** Units of the shipped rules that the load falls on. */
export const UNITS = ['341502', '341503', '341504', '341522', '341523', '341524', '341525', '341500-jkq']

const START = Date.parse('2021-03-01T00:00:00+08:00')

/** A mixed load as a bureau sends it: of ten events six are scans with a count, two are claims by persons, two open and close a ticket. */
export function mixedEvent(n: number): SentEvent {
  const shared = { specversion: '1.0', source: `gate-${n % 5}`, id: `m-${n}`, subject: UNITS[n % UNITS.length] ?? '', time: new Date(START + n * 400).toISOString() } as const
  const turn = n % 10
  if (turn < 6) return { ...shared, type: 'code.verified', data: { checkpoint: `cp-${n % 74}`, count: (n % 50) + 1 } }
  if (turn < 8) return { ...shared, type: 'code.claimed', data: { person: `person-${n % 40_000}`, channel: 'app' } }
  // The two steps of a ticket follow each other, and belong to one unit.
  const ticket = `T-${Math.floor(n / 10)}`
  const subject = UNITS[Math.floor(n / 10) % UNITS.length] ?? ''
  return turn === 8
    ? { ...shared, subject, type: 'ticket.opened', data: { ticket, category: '道路', due: new Date(START + n * 400 + 86_400_000).toISOString() } }
    : { ...shared, subject, type: 'ticket.closed', time: new Date(START + n * 400 + 3_600_000).toISOString(), data: { ticket, result: 'done' } }
}

/** One scan at an instant. */
export const scanAt = (unit: string, id: string, time: number): SentEvent =>
  ({ specversion: '1.0', source: 'bench', id, type: 'code.verified', subject: unit, time: new Date(time).toISOString(), data: { checkpoint: 'cp', count: 1 } })
