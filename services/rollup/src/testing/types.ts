import type { FactTypes, MeasureDeclaration } from '@tierline/scoring'

/** A small catalogue: scans with a count, and tickets with their whole life. */
export const TYPES: FactTypes = {
  'code.verified': { count: 'count' },
  'code.claimed': {},
  'ticket.opened': { case: { kind: 'ticket', key: 'ticket', role: 'opens', due: 'due', limit: 'limit' } },
  'ticket.assigned': { case: { kind: 'ticket', key: 'ticket', role: 'assigns', due: 'due' } },
  'ticket.accepted': { case: { kind: 'ticket', key: 'ticket', role: 'accepts' } },
  'ticket.extended': { case: { kind: 'ticket', key: 'ticket', role: 'extends', due: 'due' } },
  'ticket.closed': { case: { kind: 'ticket', key: 'ticket', role: 'closes' } },
  'ticket.called_back': { case: { kind: 'ticket', key: 'ticket', role: 'calls_back' } },
  'ticket.reopened': { case: { kind: 'ticket', key: 'ticket', role: 'reopens', due: 'due' } },
  'report.filed': { case: { kind: 'duty', key: ['report', '$unit', 'period'], role: 'closes' } },
}

const tickets = { of: { case: 'ticket' } }

/** One measure of every aggregation, over events and cases. */
export const MEASURES: readonly MeasureDeclaration[] = [
  { of: { event: 'code.verified' }, aggregate: 'count' },
  { of: { event: 'code.verified' }, aggregate: 'count', by: 'checkpoint' },
  { of: { event: 'code.verified' }, aggregate: 'sum', field: 'minutes' },
  { of: { event: 'code.claimed' }, aggregate: 'distinct', field: 'person' },
  { of: { event: ['code.claimed', 'code.verified'] }, aggregate: 'count', where: { channel: ['app', 'desk'] } },
  { ...tickets, aggregate: 'count' },
  { ...tickets, aggregate: 'count', state: 'closed', at: 'closed' },
  { ...tickets, aggregate: 'count', state: 'on_time', at: 'due' },
  { ...tickets, aggregate: 'count', state: 'late' },
  { ...tickets, aggregate: 'count', state: 'overdue', at: 'due' },
  { ...tickets, aggregate: 'count', state: ['closed', 'reopened'] },
  { ...tickets, aggregate: 'hours', between: ['opened', 'closed'] },
  { ...tickets, aggregate: 'hours', between: ['assigned', 'accepted'], at: 'assigned' },
  { ...tickets, aggregate: 'count', where: { satisfied: 'true' }, state: 'called_back', at: 'called_back' },
  { ...tickets, aggregate: 'distinct', field: 'caller', by: 'channel' },
  { ...tickets, aggregate: 'count', state: 'implausible' },
]
