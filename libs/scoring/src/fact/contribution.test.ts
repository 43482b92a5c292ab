import { describe, expect, it } from '@jest/globals'
import { NO_CALENDAR } from '../calendar/calendar.ts'
import { foldCase } from './case/case-fold.ts'
import { contributionsOfCase, contributionsOfEvent } from './contribution.ts'
import type { FactEvent, FactTypes } from './fact.ts'
import type { MeasureDeclaration } from './measure-declaration.ts'
import { compileMeasures } from './measure-set.ts'

const HOUR = 3_600_000
const T = Date.parse('2021-10-08T09:20:00+08:00')
const BUCKET = Date.parse('2021-10-08T09:00:00+08:00')
const TYPES: FactTypes = {
  scan: { count: 'count' },
  opened: { case: { kind: 'ticket', key: 'ticket', role: 'opens', due: 'due' } },
  closed: { case: { kind: 'ticket', key: 'ticket', role: 'closes' } },
  reopened: { case: { kind: 'ticket', key: 'ticket', role: 'reopens' } },
}
const event = (data: Record<string, unknown>, type = 'scan', hour = 0): FactEvent => ({ source: 's', id: `${type}${hour}`, type, unit: 'u1', time: T + hour * HOUR, corrects: null, data })
const scans = { of: { event: 'scan' } }
const tickets = { of: { case: 'ticket' } }

const deltasOfEvent = (declaration: MeasureDeclaration, data: Record<string, unknown>): (string | number)[][] =>
  contributionsOfEvent(event(data), compileMeasures([{ id: 7, declaration }]), TYPES['scan'])
    .map(({ measure, unit, key, bucket, delta, member = '' }) => [measure, unit, key, bucket, Number(delta), member])

describe('an event', () => {
  it.each<[string, MeasureDeclaration, Record<string, unknown>, [key: string, delta: number, member: string][]]>([
    ['counts once', { ...scans, aggregate: 'count' }, {}, [['', 1, '']]],
    ['counts as often as its count field says', { ...scans, aggregate: 'count' }, { count: 40 }, [['', 40, '']]],
    ['adds an integer field', { ...scans, aggregate: 'sum', field: 'minutes' }, { minutes: 12, count: 40 }, [['', 12, '']]],
    ['adds an integer written as text, exactly', { ...scans, aggregate: 'sum', field: 'minutes' }, { minutes: '12' }, [['', 12, '']]],
    ['adds nothing of what is no integer', { ...scans, aggregate: 'sum', field: 'minutes' }, { minutes: 1.5 }, []],
    ['adds nothing where the field is absent', { ...scans, aggregate: 'sum', field: 'minutes' }, {}, []],
    ['names a member', { ...scans, aggregate: 'distinct', field: 'person' }, { person: 'p1' }, [['', 1, 'p1']]],
    ['names no member where the field is absent', { ...scans, aggregate: 'distinct', field: 'person' }, {}, []],
    ['is parted by key', { ...scans, aggregate: 'count', by: 'cp' }, { cp: 'a' }, [['a', 1, '']]],
    ['is parted by each element of a list, once', { ...scans, aggregate: 'count', by: 'cp' }, { cp: ['a', 'b', 'a'] }, [['a', 1, ''], ['b', 1, '']]],
    ['has no key where the field is absent', { ...scans, aggregate: 'count', by: 'cp' }, {}, []],
    ['passes a filter in any spelling of a scalar', { ...scans, aggregate: 'count', where: { by_code: 'true', n: ['1', '3'] } }, { by_code: true, n: 3 }, [['', 1, '']]],
    ['is stopped by a filter', { ...scans, aggregate: 'count', where: { by_code: true } }, { by_code: false }, []],
    ['passes a list that contains it', { ...scans, aggregate: 'count', where: { uses: 'pay' } }, { uses: ['visit', 'pay'] }, [['', 1, '']]],
    ['passes inclusive bounds, exactly', { ...scans, aggregate: 'count', where: { rate: { at_least: '0.1', at_most: 0.3 } } }, { rate: '0.30' }, [['', 1, '']]],
    ['is stopped outside bounds', { ...scans, aggregate: 'count', where: { rate: { at_least: '0.1' } } }, { rate: '0.0999999999999999999' }, []],
    ['is stopped by bounds where there is no number', { ...scans, aggregate: 'count', where: { rate: { at_least: 0 } } }, { rate: 'much' }, []],
    ['is measured by the length of a list', { ...scans, aggregate: 'count', where: { uses: { at_least: 2 } } }, { uses: ['visit', 'pay'] }, [['', 1, '']]],
    ['is asked for a field', { ...scans, aggregate: 'count', where: { note: { present: 'true' } } }, { note: null }, []],
    ['is asked for the absence of a field', { ...scans, aggregate: 'count', where: { note: { present: false } } }, {}, [['', 1, '']]],
  ])('%s', (_, declaration, data, expected) => {
    expect(deltasOfEvent(declaration, data)).toEqual(expected.map(([key, delta, member]) => [7, 'u1', key, BUCKET, delta, member]))
  })

  it('adds nothing to measures of other types', () => {
    expect(deltasOfEvent({ of: { event: ['other', 'more'] }, aggregate: 'count' }, {})).toEqual([])
  })
})

const due = { due: new Date(T + 5 * HOUR).toISOString() }
const LIVES: Record<string, FactEvent[]> = {
  'on time at the last instant': [event(due, 'opened'), event({}, 'closed', 5)],
  'late by an hour': [event(due, 'opened'), event({}, 'closed', 6)],
  'open and past due': [event(due, 'opened')],
  'open without due time': [event({}, 'opened')],
  'closed before opened': [event(due, 'opened'), event({}, 'closed', -1)],
  'reopened and past due': [event(due, 'opened'), event({}, 'closed', 2), event({}, 'reopened', 3)],
  'closed, never opened': [event({}, 'closed', 2)],
}

function countsOf(life: readonly FactEvent[], more: Partial<MeasureDeclaration>): number {
  const state = foldCase({ kind: 'ticket', key: 'T' }, life, { types: TYPES, calendar: NO_CALENDAR, instant: T + 100 * HOUR })
  const measures = compileMeasures([{ id: 1, declaration: { ...tickets, aggregate: 'count', ...more } }])
  return state ? contributionsOfCase(state, measures).reduce((sum, { delta }) => sum + Number(delta), 0) : Number.NaN
}

describe('a case', () => {
  it.each([
    ['on time at the last instant', { closed: 1, on_time: 1, late: 0, overdue: 0, open: 0, plausible: 1 }, 5 * HOUR],
    ['late by an hour', { closed: 1, on_time: 0, late: 1, overdue: 0, open: 0, plausible: 1 }, 6 * HOUR],
    ['open and past due', { closed: 0, on_time: 0, late: 1, overdue: 1, open: 1, plausible: 1 }, 0],
    ['open without due time', { closed: 0, on_time: 0, late: 0, overdue: 0, open: 1, plausible: 1 }, 0],
    ['closed before opened', { closed: 1, on_time: 0, late: 0, overdue: 0, open: 0, plausible: 0, implausible: 1 }, 0],
    ['reopened and past due', { closed: 0, on_time: 0, late: 1, overdue: 1, open: 1, reopened: 1 }, 0],
  ] as const)('%s', (name, states, handledMs) => {
    const life = LIVES[name] ?? []
    for (const [state, n] of Object.entries(states)) expect([state, countsOf(life, { state: state as 'open' })]).toEqual([state, n])
    expect(countsOf(life, {})).toBe(1)
    expect(countsOf(life, { aggregate: 'hours', between: ['opened', 'closed'] })).toBe(handledMs)
  })

  it('asks for several states at once', () => {
    expect(countsOf(LIVES['reopened and past due'] ?? [], { state: ['reopened', 'overdue'] })).toBe(1)
    expect(countsOf(LIVES['reopened and past due'] ?? [], { state: ['reopened', 'closed'] })).toBe(0)
  })

  it('is bucketed by the instant that the measure names, and nowhere while that has not happened', () => {
    const state = foldCase({ kind: 'ticket', key: 'T' }, LIVES['late by an hour'] ?? [], { types: TYPES, calendar: NO_CALENDAR, instant: T })
    const measures = compileMeasures((['opened', 'closed', 'due', 'accepted'] as const).map((at, id) => ({ id, declaration: { ...tickets, aggregate: 'count' as const, at } })))
    expect(state && contributionsOfCase(state, measures).map(({ measure, bucket }) => [measure, (bucket - BUCKET) / HOUR])).toEqual([[0, 0], [1, 6], [2, 5]])
  })

  it('is within a span that includes its limit, and not while the second instant is unknown', () => {
    const within = (hours: string): number => countsOf(LIVES['on time at the last instant'] ?? [], { within: { between: ['opened', 'closed'], hours } })
    expect([within('5'), within('4.9999'), countsOf(LIVES['open and past due'] ?? [], { within: { between: ['opened', 'closed'], hours: '500' } })]).toEqual([1, 0, 0])
    expect(countsOf(LIVES['closed before opened'] ?? [], { within: { between: ['opened', 'closed'], hours: '500' } })).toBe(0)
  })

  it('counts its closing even where its opening was never seen', () => {
    expect(countsOf(LIVES['closed, never opened'] ?? [], { state: 'closed', at: 'closed' })).toBe(1)
    expect(countsOf(LIVES['closed, never opened'] ?? [], {})).toBe(0)
  })
})
