import { describe, expect, it } from '@jest/globals'
import { branch, judgedBoard, judgedRubric, leaf } from '../../testing/judged-rubric.ts'
import { parted } from './parted.ts'

const shared = (redistribute: string, scope?: string): Record<string, unknown> => ({ not_applicable: { redistribute, ...(scope === undefined ? {} : { scope }) } })

describe('points of what does not apply', () => {
  it.each([
    ['proportional', undefined, { y: '14.00', z: '6.00', w: null }, '20.00'],
    ['equal', undefined, { y: '12.00', z: '8.00', w: null }, '20.00'],
  ])('are shared out %s among the leaves of the scope', (how, _scope, maxima, total) => {
    const rubric = judgedRubric([branch('a', '20', [leaf('x', '10', shared(how, 'a')), leaf('y', '7'), leaf('z', '3')]), leaf('w', '80')])
    const { row } = judgedBoard(rubric, { u: { x: 'n/a', y: '7', z: '3', w: '40' } })
    const { cells, score } = row('u')
    expect(Object.fromEntries(['y', 'z', 'w'].map((id) => [id, cells[id]?.adjustedMax]))).toEqual(maxima)
    expect([cells['a']?.points, score]).toEqual([total, '60.00'])
  })

  it('go to the whole base without a scope, never to a bonus', () => {
    const rubric = judgedRubric([leaf('x', '20', shared('proportional')), leaf('y', '60'), leaf('z', '20'), leaf('more', '5', { bonus: 'true' })])
    const { cells } = judgedBoard(rubric, { u: { x: 'n/a', y: '30', z: '20', more: '5' } }).row('u')
    expect([cells['y']?.adjustedMax, cells['y']?.points, cells['z']?.adjustedMax, cells['more']?.adjustedMax]).toEqual(['75.00', '37.50', '25.00', null])
  })

  it('add up to the last decimal: the largest remainder gets what is left', () => {
    const rubric = judgedRubric([leaf('x', '10', shared('equal')), leaf('a', '30'), leaf('b', '30'), leaf('c', '30')])
    const { cells, score } = judgedBoard(rubric, { u: { x: 'n/a', a: '30', b: '30', c: '30' } }).row('u')
    expect([cells['a']?.adjustedMax, cells['b']?.adjustedMax, cells['c']?.adjustedMax, score]).toEqual(['33.34', '33.33', '33.33', '100.00'])
  })

  it('leave the total where nothing is left in the scope', () => {
    const rubric = judgedRubric([branch('a', '20', [leaf('x', '10', shared('equal', 'a')), leaf('y', '10', shared('equal', 'a'))]), leaf('w', '80')])
    const { cells, score } = judgedBoard(rubric, { u: { x: 'n/a', y: 'n/a', w: '40' } }).row('u')
    expect([cells['a']?.adjustedMax, cells['w']?.adjustedMax, score]).toEqual(['0.00', null, '40.00'])
  })

  it('give the siblings the weight, below a branch that weighs', () => {
    const weighed = (how: string): string | null => {
      const rubric = judgedRubric([branch('a', '100', [leaf('x', '10', { weight: '40%', ...shared(how) }), leaf('y', '10', { weight: '40%' }), leaf('z', '10', { weight: '20%' })], { combine: 'weigh' })])
      return judgedBoard(rubric, { u: { x: 'n/a', y: '10', z: '0' } }).row('u').score
    }
    expect([weighed('proportional'), weighed('equal')]).toEqual(['66.67', '60.00'])
  })

  it('are rounded once, from the exact points', () => {
    const rubric = judgedRubric([leaf('x', '50', shared('proportional')), leaf('y', '50', { value: { kind: 'share', part: 'part', whole: 'all', zero_denominator: 'unknown' }, rule: { kind: 'proportional', full: '100%' } })],
      { measures: { part: { title: { zh: '一', en: 'a' }, counted_in: { zh: '件', en: 'pieces' }, of: { event: 'a' }, aggregate: 'count' }, all: { title: { zh: '全', en: 'b' }, counted_in: { zh: '件', en: 'pieces' }, of: { event: 'b' }, aggregate: 'count' } } })
    // 1/6 × 50 is 8.33, twice that 16.66; the exact double is 16.67.
    expect(judgedBoard(rubric, { u: { x: 'n/a', part: '1', all: '6' } }).row('u').score).toBe('16.67')
  })
})

describe('what is not for a unit', () => {
  it('leaves its total, by code or alias, for a whole branch too', () => {
    const rubric = judgedRubric([branch('a', '40', [leaf('x', '10'), leaf('y', '30')], { applies_to: { only: ['东镇'] } }), leaf('w', '60', { applies_to: { except: ['u2'] }, not_applicable: 'full_marks' })])
    const { row } = judgedBoard(rubric, { u1: { x: '5', y: '30', w: '10' }, u2: { x: '5', y: '30', w: '10' } }, { codeOf: (name) => (name === '东镇' ? 'u1' : undefined) })
    expect([row('u1').score, row('u2').score]).toEqual(['45.00', '60.00'])
    expect([row('u2').cells['x']?.state, row('u2').cells['a']?.adjustedMax]).toEqual(['not_applicable', '0.00'])
  })

  it('gives the mean of those that have it, rounded once, and is open while one of them is', () => {
    const rubric = judgedRubric([leaf('x', '10', { not_applicable: 'peers_mean' })])
    const known = judgedBoard(rubric, { a: { x: '10' }, b: { x: '9' }, c: { x: '9' }, d: { x: 'n/a' } })
    expect([known.row('d').score, known.row('d').cells['x']?.state]).toEqual(['9.33', 'not_applicable'])
    const open = judgedBoard(rubric, { a: { x: '10' }, b: {}, d: { x: 'n/a' } }).row('d')
    expect([open.score, open.low, open.high, open.cells['x']?.state]).toEqual([null, '0.00', '10.00', 'provisional'])
    expect(judgedBoard(rubric, { d: { x: 'n/a' } }).row('d').cells['x']?.adjustedMax).toBe('0.00')
  })
})

describe('parted', () => {
  it.each([[10, [1, 1, 1], [4, 3, 3]], [100, [7, 3], [70, 30]], [1, [5, 6], [0, 1]], [5, [0, 0], [0, 0]]])('parts %d by %j into %j', (whole, weights, parts) => {
    expect(parted(whole, weights)).toEqual(parts)
  })
})
