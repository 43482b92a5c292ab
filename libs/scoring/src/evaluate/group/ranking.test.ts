import { describe, expect, it } from '@jest/globals'
import { judgedBoard, judgedRubric, leaf, TEXT } from '../../testing/judged-rubric.ts'
import { planBoard } from '../plan/plan-board.ts'
import { year } from '../../testing/small-rubric.ts'

const count = (event: string): Record<string, unknown> => ({ title: TEXT, counted_in: TEXT, of: { event }, aggregate: 'count' })
const RANK = { kind: 'rank', direction: 'desc', bands: [{ from: '1', to: '1', points: '10' }, { from: '2', to: '2', points: '6' }, { from: '3', points: '2' }] }

describe('level rows', () => {
  it('are told apart by further figures in their order, those without one last, and share a rank where all are equal', () => {
    const rubric = judgedRubric([leaf('a', '50'), leaf('b', '50')], { ranking: { by: 'score', title: TEXT, ties: { then_by: [{ indicator: 'b', by: 'points' }, { indicator: 'a', by: 'points', direction: 'asc' }] } } })
    const { row } = judgedBoard(rubric, { p: { a: '10', b: '20' }, q: { a: '20', b: '10' }, r: { a: '10', b: '20' }, s: { a: '30' }, t: { a: '50', b: '50' } })
    expect(['t', 'p', 'r', 'q', 's'].map((unit) => row(unit).rank)).toEqual([1, 2, 2, 4, 5])
  })
})

describe('rows of a small sample', () => {
  it('are listed apart where the rubric says so', () => {
    const share = leaf('a', '100', { value: { kind: 'share', part: 'good', whole: 'all', zero_denominator: 'unknown' }, rule: { kind: 'proportional', full: '100%' } })
    const rubric = judgedRubric([share], { measures: { good: count('good'), all: count('all') }, small_sample: '30', ranking: { by: 'score', title: TEXT, small_samples: 'apart' } })
    const { row } = judgedBoard(rubric, { p: { good: '20', all: '29' }, q: { good: '10', all: '30' } })
    expect([row('p').rank, row('p').unrankedBecause?.zh, row('p').score, row('q').rank]).toEqual([null, '样本少于 30，单列', '68.97', 1])
  })
})

describe('a leaf that reads points', () => {
  it('ranks what another indicator came to, after that was decided among the peers itself', () => {
    const ranked = leaf('first', '10', { value: { kind: 'count', of: 'n' }, rule: RANK })
    const reading = leaf('then', '10', { value: { kind: 'points_of', indicator: 'first' }, rule: RANK })
    const { row } = judgedBoard(judgedRubric([reading, ranked], { measures: { n: count('n') } }), { p: { n: '5' }, q: { n: '9' }, r: { n: '1' } })
    expect(['p', 'q', 'r'].map((unit) => row(unit).cells['then']?.points)).toEqual(['6.00', '10.00', '2.00'])
  })

  it('is open while what it reads is', () => {
    const reading = leaf('then', '10', { value: { kind: 'points_of', indicator: 'a' }, rule: { kind: 'proportional', full: '10' } })
    const { cells } = judgedBoard(judgedRubric([leaf('a', '10'), reading]), { p: { a: '5' }, q: {} }).row('q')
    expect([cells['then']?.state, cells['then']?.points, cells['then']?.high]).toEqual(['provisional', null, '10.00'])
  })

  it('is refused where two wait for each other', () => {
    const reading = (id: string, indicator: string): Record<string, unknown> => leaf(id, '10', { value: { kind: 'points_of', indicator }, rule: RANK })
    expect(() => planBoard(judgedRubric([reading('a', 'b'), reading('b', 'a')]), year(), 'all')).toThrow(new RangeError('indicators a, b: each reads points that wait for its own, expected an order in which they can be decided; let one of them read something else'))
    expect(() => planBoard(judgedRubric([reading('a', 'nowhere')]), year(), 'all')).toThrow(RangeError)
  })
})
