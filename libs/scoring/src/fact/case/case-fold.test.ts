import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { workCalendar } from '../../calendar/calendar.ts'
import type { CaseState, FactEvent, FactTypes } from '../fact.ts'
import { caseOf, CLOCK_SOURCE, DUTY_OPENED, withClockTypes } from './case-key.ts'
import { foldCase } from './case-fold.ts'

const ROLES = ['opens', 'assigns', 'accepts', 'extends', 'returns', 'closes', 'calls_back', 'reopens', 'faults'] as const
const TYPES: FactTypes = withClockTypes(Object.fromEntries(ROLES.map((role) => [role, { case: { kind: 'ticket', key: 'ticket', role, due: 'due', limit: 'limit' } }])))
const CALENDAR = workCalendar([{ year: 2021, state: 'published', notice: { title: 't', sources: [] }, off: [{ name: '国庆节', from: '2021-10-01', until: '2021-10-07' }], working: [] }])
const at = (text: string): number => Date.parse(`2021-${text}:00+08:00`)
const NAME = { kind: 'ticket', key: 'T1' }

let ids = 0
const fact = (type: string, time: string, more: Partial<FactEvent> = {}): FactEvent => ({ source: 's', id: `f${ids++}`, type, unit: 'u1', time: at(time), corrects: null, data: {}, ...more })
const fold = (facts: readonly FactEvent[], instant = '12-31T00:00'): CaseState => {
  const state = foldCase(NAME, facts, { types: TYPES, calendar: CALENDAR, instant: at(instant) })
  if (!state) throw new Error('no state')
  return state
}

describe('foldCase', () => {
  it('comes to the same state in whatever order the facts became known', () => {
    const anyFact = fc.record({ type: fc.constantFrom(...ROLES), hour: fc.integer({ min: 0, max: 9 }), unit: fc.constantFrom('u1', 'u2'), n: fc.integer({ min: 0, max: 5 }) })
    const facts = fc.array(anyFact, { minLength: 1, maxLength: 12 }).map((list) => list.map(({ type, hour, unit, n }, i) =>
      fact(type, `10-0${hour % 9 + 1}T0${hour}:00`, { id: `i${i}`, unit, corrects: n === 0 && i > 0 ? `i${i - 1}` : null, data: { n, due: `2021-10-1${n}` } })))
    fc.assert(fc.property(facts.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      const context = { types: TYPES, calendar: CALENDAR, instant: at('10-12T00:00') }
      expect(foldCase(NAME, shuffled, context)).toEqual(foldCase(NAME, list, context))
    }), { numRuns: 300 })
  })

  it('orders facts of one instant by their place in the life of a case', () => {
    const state = fold([fact('closes', '10-08T09:00'), fact('opens', '10-08T09:00')])
    expect(state).toMatchObject({ isClosed: true, isImplausible: false, instants: { opened: at('10-08T09:00'), closed: at('10-08T09:00') } })
  })

  it('closes, reopens and closes again: the last closing counts, the first is kept', () => {
    const life = [fact('opens', '10-08T09:00'), fact('closes', '10-09T09:00'), fact('reopens', '10-10T09:00'), fact('closes', '10-11T09:00')]
    expect(fold(life.slice(0, 3))).toMatchObject({ isClosed: false, isReopened: true, instants: { first_closed: at('10-09T09:00') } })
    expect(fold(life)).toMatchObject({ isClosed: true, instants: { closed: at('10-11T09:00'), first_closed: at('10-09T09:00') } })
  })

  it('moves to the unit that it was assigned to last, and measures acceptance from there', () => {
    const state = fold([fact('opens', '10-08T09:00'), fact('assigns', '10-08T10:00', { unit: 'u2' }), fact('accepts', '10-08T11:00', { unit: 'u2' }), fact('assigns', '10-09T10:00', { unit: 'u3' })])
    expect(state).toMatchObject({ unit: 'u3', instants: { assigned: at('10-09T10:00') } })
    expect(state.instants.accepted).toBeUndefined()
  })

  it('is implausible when it was closed before it was opened', () => {
    expect(fold([fact('opens', '10-08T09:00'), fact('closes', '10-08T08:59')])).toMatchObject({ isClosed: true, isImplausible: true })
  })

  it('takes a corrected fact out and puts the correction in its place, also a correction of a correction', () => {
    const life = [fact('opens', '10-08T09:00'), fact('closes', '10-09T09:00', { id: 'a' }), fact('closes', '10-12T09:00', { id: 'b', corrects: 'a' }), fact('closes', '10-10T09:00', { id: 'c', corrects: 'b' })]
    expect(fold(life.slice(0, 3)).instants.closed).toBe(at('10-12T09:00'))
    expect(fold(life).instants.closed).toBe(at('10-10T09:00'))
    expect(fold([...life.slice(0, 2), fact('closes', '10-10T09:00', { id: 'd', source: 'other', corrects: 'a' })]).instants.closed).toBe(at('10-09T09:00'))
  })

  it('lays the fields of later facts over those of earlier ones', () => {
    expect(fold([fact('closes', '10-09T09:00', { data: { result: 'done', channel: 'desk' } }), fact('opens', '10-08T09:00', { data: { channel: 'app', caller: 'x' } })]).fields)
      .toEqual({ channel: 'desk', caller: 'x', result: 'done' })
  })

  it('has no state without a fact that has a role', () => {
    expect(foldCase(NAME, [fact('unknown', '10-08T09:00')], { types: TYPES, calendar: CALENDAR, instant: 0 })).toBeNull()
  })
})

describe('the due time', () => {
  it('is overdue one millisecond after it, and says when the clock changes the case', () => {
    const life = [fact('opens', '10-08T09:00', { data: { due: '2021-10-12T09:00:00+08:00' } })]
    expect(fold(life, '10-12T09:00')).toMatchObject({ isOverdue: false, due: at('10-12T09:00'), nextTick: at('10-12T09:00') + 1 })
    const after = foldCase(NAME, life, { types: TYPES, calendar: CALENDAR, instant: at('10-12T09:00') + 1 })
    expect(after).toMatchObject({ isOverdue: true, nextTick: undefined })
    expect(fold([...life, fact('closes', '10-30T09:00')])).toMatchObject({ isOverdue: false, nextTick: undefined })
  })

  it.each([
    ['a day means its end', [fact('opens', '10-08T09:00', { data: { due: '2021-10-12' } })], at('10-13T00:00') - 1],
    ['a limit counts working days after the opening, over a holiday', [fact('opens', '09-30T09:00', { data: { limit: 3 } })], at('10-13T00:00') - 1],
    ['a stated time goes before a limit', [fact('opens', '09-30T09:00', { data: { limit: 3, due: '2021-10-05' } })], at('10-06T00:00') - 1],
    ['an assignment starts the count anew', [fact('opens', '09-30T09:00', { data: { limit: 1 } }), fact('assigns', '10-11T09:00', { data: { limit: 1 } })], at('10-13T00:00') - 1],
    ['an extension states a new limit over the same start', [fact('opens', '10-11T09:00', { data: { limit: 1 } }), fact('extends', '10-12T09:00', { data: { limit: 4 } })], at('10-16T00:00') - 1],
    ['an extension moves a stated time', [fact('opens', '10-11T09:00', { data: { due: '2021-10-12' } }), fact('extends', '10-12T09:00', { data: { due: '2021-10-20' } })], at('10-21T00:00') - 1],
    ['a fact without one leaves it', [fact('opens', '10-11T09:00', { data: { due: '2021-10-12' } }), fact('accepts', '10-12T09:00')], at('10-13T00:00') - 1],
  ])('%s', (_, facts, due) => {
    expect(fold(facts)).toMatchObject({ due, isDueUnknown: false })
  })

  it('is unknown, not guessed, where the calendar is unpublished', () => {
    const state = fold([fact('opens', '12-30T09:00', { data: { limit: 3 } })])
    expect(state).toMatchObject({ due: undefined, isDueUnknown: true, isOverdue: false, nextTick: undefined })
  })
})

describe('caseOf', () => {
  const types: FactTypes = withClockTypes({ filed: { case: { kind: 'duty', key: ['report', '$unit', 'period'], role: 'closes' } }, scan: {} })

  it('joins the fields of the key; a missing one names no case', () => {
    expect(caseOf({ type: 'filed', unit: 'u1', data: { report: 'r', period: '2021-10' } }, types)).toEqual({ kind: 'duty', key: 'r/u1/2021-10' })
    expect(caseOf({ type: 'filed', unit: 'u1', data: { report: 'r' } }, types)).toBeNull()
    expect(caseOf({ type: 'scan', unit: 'u1', data: {} }, types)).toBeNull()
  })

  it('lets a report be filed before the clock opens its duty', () => {
    const opening = fact(DUTY_OPENED, '10-29T00:00', { source: CLOCK_SOURCE, data: { due: '2021-11-05' } })
    expect(fold([opening, fact('closes', '10-20T00:00')])).toMatchObject({ isClosed: true, isImplausible: false, due: at('11-06T00:00') - 1 })
  })
})
