import { describe, expect, it } from '@jest/globals'
import { NO_CALENDAR } from '../calendar/calendar.ts'
import type { FactEvent, FactTypes } from './fact.ts'
import type { MeasureDeclaration } from './measure-declaration.ts'
import { measureHash } from './measure-hash.ts'
import { foldEvents, readValue, readValueByKey } from './read-facts.ts'

const HOUR = 3_600_000
const TYPES: FactTypes = { claim: {}, opened: { case: { kind: 'ticket', key: 'ticket', role: 'opens' } }, closed: { case: { kind: 'ticket', key: 'ticket', role: 'closes' } } }
const PERSONS: MeasureDeclaration = { of: { event: 'claim' }, aggregate: 'distinct', field: 'person', by: 'channel' }
const HANDLED: MeasureDeclaration = { of: { case: 'ticket' }, aggregate: 'hours', between: ['opened', 'closed'] }
const event = (id: string, type: string, hour: number, data: Record<string, unknown>): FactEvent => ({ source: 's', id, type, unit: 'u1', time: hour * HOUR + 5, corrects: null, data })

const EVENTS = [
  event('1', 'claim', 1, { person: 'a', channel: 'app' }), event('2', 'claim', 1, { person: 'a', channel: 'app' }), event('3', 'claim', 2, { person: 'a', channel: 'desk' }),
  event('4', 'claim', 3, { person: 'b', channel: 'desk' }), event('5', 'closed', 30, { ticket: 'T' }), event('6', 'opened', 2, { ticket: 'T' }),
]

describe('foldEvents and readValue', () => {
  const rollUps = foldEvents({ types: TYPES, calendar: NO_CALENDAR, instant: 99 * HOUR, declarations: [PERSONS, HANDLED], events: EVENTS })
  const window = (declaration: MeasureDeclaration, from: number, until: number) => ({ hash: measureHash(declaration), unit: 'u1', from: from * HOUR, until: until * HOUR })

  it('count a person once in a window, whatever the hours and keys', () => {
    expect(readValue(rollUps, window(PERSONS, 0, 10))).toBe(2n)
    expect(readValue(rollUps, window(PERSONS, 1, 3))).toBe(1n)
    expect(readValueByKey(rollUps, window(PERSONS, 0, 10))).toEqual({ app: 1n, desk: 2n })
  })

  it('bucket a duration by the opening', () => {
    expect(readValue(rollUps, window(HANDLED, 2, 3))).toBe(28n * 3_600_000n)
    expect(readValue(rollUps, window(HANDLED, 3, 40))).toBe(0n)
  })

  it('count once what two measures declare alike', () => {
    const twice = foldEvents({ types: TYPES, calendar: NO_CALENDAR, instant: 99 * HOUR, declarations: [HANDLED, PERSONS, { ...HANDLED }], events: EVENTS })
    expect(readValue(twice, window(HANDLED, 2, 3))).toBe(28n * 3_600_000n)
    expect(readValue(twice, window(PERSONS, 0, 10))).toBe(2n)
  })

  it('know nothing of other units', () => {
    expect(readValue(rollUps, { ...window(PERSONS, 0, 10), unit: 'u2' })).toBe(0n)
  })
})
