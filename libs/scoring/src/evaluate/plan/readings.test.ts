import { describe, expect, it } from '@jest/globals'
import { parsePeriod } from '../../period/period.ts'
import { monthsBefore } from '../../period/shanghai.ts'
import { planOfLeaf, rubricOfLeaf, scored } from '../../testing/one-leaf.ts'
import type { LeafTold } from '../../testing/one-leaf.ts'
import { readingsOf } from './readings.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const NOW = at('2021-10-15T10:30:00')

function spans(told: Omit<LeafTold, 'rule'>, periodId: string): Record<string, [number, number]> {
  const period = parsePeriod(periodId, NOW)
  if (!period) throw new Error(`${periodId} is no period`)
  const readings = readingsOf(rubricOfLeaf({ rule: { kind: 'no_points' }, ...told }), period)
  return Object.fromEntries(readings.map(({ name, back, from, until }) => [back === null ? name : `${name} ${back}`, [from, until]]))
}

const change = (against: object | string): LeafTold['value'] => ({ kind: 'change', of: 'done', against: against as 'previous_year', as: 'percent', zero_denominator: 'unknown' })

describe('windows', () => {
  it.each<[string, Record<string, unknown>, string, string, string]>([
    ['the period', {}, '2021-10', '2021-10-01T00:00:00', '2021-11-01T00:00:00'],
    ['narrowed from a day', { from: '2021-10-04' }, '2021-10', '2021-10-04T00:00:00', '2021-11-01T00:00:00'],
    ['narrowed until a day, that day included', { until: '2021-10-04' }, '2021-10', '2021-10-01T00:00:00', '2021-10-05T00:00:00'],
    ['all before', { window: 'before' }, '2021-10', '2000-01-01T00:00:00', '2021-10-01T00:00:00'],
    ['all before, from a day', { window: 'before', from: '2021-02-01' }, '2021-10', '2021-02-01T00:00:00', '2021-10-01T00:00:00'],
    ['all up to the end', { window: 'until_end' }, '2021-Q4', '2000-01-01T00:00:00', '2022-01-01T00:00:00'],
    ['a window that lies after the period is empty', { from: '2022-02-01' }, '2021-10', '2022-02-01T00:00:00', '2022-02-01T00:00:00'],
  ])('%s', (_name, fields, period, from, until) => {
    expect(spans({ measures: { done: fields } }, period)['done']).toEqual([at(from), at(until)])
  })

  it.each<[string, object | string, Record<string, unknown>, string, Record<string, [string, string]>]>([
    ['a year before a month', 'previous_year', {}, '2021-10', { 'done year': ['2020-10-01T00:00:00', '2020-11-01T00:00:00'] }],
    ['the month before', 'previous_period', {}, '2021-01', { 'done 1': ['2020-12-01T00:00:00', '2021-01-01T00:00:00'] }],
    ['the quarter before', 'previous_period', {}, '2021-Q1', { 'done 1': ['2020-10-01T00:00:00', '2021-01-01T00:00:00'] }],
    ['the year before', 'previous_period', {}, '2021', { 'done 1': ['2020-01-01T00:00:00', '2021-01-01T00:00:00'] }],
    ['a year to date: the same span of the year before', 'previous_period', {}, 'ytd', { 'done 1': ['2020-01-01T00:00:00', '2020-10-15T10:30:00.001'] }],
    ['three months', { mean_of_previous: '3' }, {}, '2021-02', { 'done 1': ['2021-01-01T00:00:00', '2021-02-01T00:00:00'], 'done 2': ['2020-12-01T00:00:00', '2021-01-01T00:00:00'], 'done 3': ['2020-11-01T00:00:00', '2020-12-01T00:00:00'] }],
    ['a window of its own goes with it', 'previous_year', { from: '2021-02-01', until: '2021-03-31' }, '2021', { 'done year': ['2020-02-01T00:00:00', '2020-04-01T00:00:00'] }],
    ['a carry-over of the month before', 'previous_period', { window: 'before' }, '2021-10', { 'done 1': ['2000-01-01T00:00:00', '2021-09-01T00:00:00'] }],
  ])('%s', (_name, against, fields, period, expected) => {
    const { done: _done, ...earlier } = spans({ measures: { done: fields }, value: change(against) }, period)
    expect(earlier).toEqual(Object.fromEntries(Object.entries(expected).map(([name, [from, until]]) => [name, [at(from), at(until)]])))
  })

  it('keep the slots of the file for the board and put the earlier spans after them, each once', () => {
    const { readings } = planOfLeaf({
      measures: { all: {}, done: {}, late: { of: { case: 'ticket' }, state: ['late'] } }, value: change('previous_year'), rule: { kind: 'no_points' },
      leaf: { references: [{ id: 'more', title: { zh: '参考', en: 'Reference' }, value: { ...change({ mean_of_previous: '2' }), of: { plus: ['done', 'late'] } } }, { id: 'same', title: { zh: '参考', en: 'Reference' }, value: change('previous_year') }] },
    })
    expect(readings.map(({ slot, name, back }) => [slot, name, back])).toEqual([
      [0, 'all', null], [1, 'done', null], [2, 'late', null], [3, 'late!due_unknown', null],
      [4, 'done', 'year'], [5, 'done', 1], [6, 'late', 1], [7, 'late!due_unknown', 1], [8, 'done', 2], [9, 'late', 2], [10, 'late!due_unknown', 2],
    ])
  })

  it('read what another reading of an ambiguity compares, at the same slots', () => {
    const told: LeafTold = { measures: { done: {} }, value: change('previous_year'), rule: { kind: 'no_points' } }
    const option = (id: string, fields: object): object => ({ id, title: { zh: '读法', en: 'Reading' }, ...fields })
    const question = { id: 'a', leaf: 'leaf', question: { zh: '问', en: 'Question' }, options: [option('x', {}), option('y', { value: { against: 'previous_period' } })], chosen: 'x', why: { zh: '因', en: 'Because' } }
    const rubric = rubricOfLeaf({ ...told, rubric: { ambiguities: [question] } })
    expect(Object.keys(rubric.measures)).toEqual(['done', 'done!year_before', 'done!back_1'])
  })

  it('begin a leaf with the board, whatever it carries over or compares with', () => {
    const value: LeafTold['value'] = { kind: 'count', of: 'done', when_none: 'zero' }
    const before = planOfLeaf({ measures: { done: { window: 'before' } }, value, rule: { kind: 'no_points' } })
    expect([before.compiled.leaves[0]?.from, before.window.from]).toEqual([at('2021-01-01T00:00:00'), at('2000-01-01T00:00:00')])
    const compared = planOfLeaf({ measures: { done: { from: '2021-10-01' } }, value: change('previous_year'), rule: { kind: 'no_points' } })
    expect(scored(compared, { measures: { done: 1 } }, at('2021-09-30T23:59:59')).state).toBe('not_started')
    expect(compared.window.from).toBe(at('2020-10-01T00:00:00'))
  })
})

describe('months before', () => {
  it.each([
    ['2021-03-31T08:15:00', 1, '2021-02-28T08:15:00'], ['2024-02-29T12:00:00', 12, '2023-02-28T12:00:00'], ['2021-01-01T00:00:00', 1, '2020-12-01T00:00:00'], ['2021-03-01T00:00:00', 12, '2020-03-01T00:00:00'],
  ])('%s, %d months', (text, months, expected) => {
    expect(monthsBefore(at(text), months)).toBe(at(expected))
  })
})
