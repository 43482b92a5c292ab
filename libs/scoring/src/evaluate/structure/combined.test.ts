import { describe, expect, it } from '@jest/globals'
import { branch, judgedBoard, judgedRubric, leaf } from '../../testing/judged-rubric.ts'

/** A branch of 20 points over a leaf of 10 and one of 4. */
function scored(combine: string, judged: Record<string, string>, further: Record<string, unknown> = {}): (string | null)[] {
  const rubric = judgedRubric([branch('b', '20', [leaf('x', '10', { weight: '30%', not_applicable: 'exclude' }), leaf('y', '4', { weight: '70%', not_applicable: 'exclude' })], { combine, ...further })])
  const { cells } = judgedBoard(rubric, { u: judged }).row('u')
  return [cells['b']?.points ?? null, cells['b']?.low ?? null, cells['b']?.high ?? null]
}

describe('a branch', () => {
  it.each([
    ['weigh', { x: '5', y: '3' }, '13.50'],
    ['lowest', { x: '5', y: '3' }, '10.00'],
    ['average', { x: '5', y: '3' }, '12.50'],
    ['pool', { x: '5', y: '3' }, '14.00'],
    ['pool', { x: '0', y: '0' }, '6.00'],
    ['average', { x: '3.33', y: '4' }, '13.33'],
  ])('that is made by %s of %j has %s', (combine, judged, points) => {
    expect(scored(combine, judged)).toEqual([points, points, points])
  })

  it.each([
    ['weigh', { x: '5' }, ['3.00', '3.00', '17.00']],
    ['lowest', { x: '5' }, ['0.00', '0.00', '10.00']],
    ['average', { x: '5' }, ['5.00', '5.00', '15.00']],
    ['pool', { x: '5' }, ['11.00', '11.00', '15.00']],
    ['weigh', {}, [null, '0.00', '20.00']],
  ])('that is made by %s of %j ranges over what is open', (combine, judged, range) => {
    expect(scored(combine, judged)).toEqual(range)
  })

  it.each([['weigh', '10.50'], ['lowest', '15.00'], ['average', '15.00'], ['pool', '19.00']])('that is made by %s does without what left the total', (combine, points) => {
    expect(scored(combine, { x: 'n/a', y: '3' })[0]).toBe(points)
  })

  it('gives no more than its cap', () => {
    expect(scored('pool', { x: '10', y: '4' }, { cap: '18' })).toEqual(['18.00', '18.00', '18.00'])
  })

  it('counts below another as its rounded points', () => {
    const inner = branch('i', '10', [leaf('x', '3'), leaf('y', '3')], { combine: 'average' })
    const rubric = judgedRubric([branch('b', '10', [inner, leaf('z', '1')], { combine: 'lowest' })])
    // The inner mean is 5/6 of 10: 8.33, and 8.33 of 10 is the smaller share.
    expect(judgedBoard(rubric, { u: { x: '2', y: '3', z: '1' } }).row('u').score).toBe('8.33')
  })
})
