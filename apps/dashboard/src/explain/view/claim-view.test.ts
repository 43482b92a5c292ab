import { describe, expect, it } from '@jest/globals'
import { claimShown, openRange } from './claim-view.ts'
import { cellOf } from './zone-fixture.ts'

const claim = (points: string, difference: string | null) => ({ points, difference, by: '张三', effective: '2021-12-15', reason: '自查', evidence: '报告' })

describe('claimShown', () => {
  it.each([
    ['more than counted', claim('6.00', '4.00'), cellOf({ points: '2.00' }), { points: '6.00', difference: '+4.00' }],
    ['less than counted', claim('1.00', '-1.00'), cellOf({ points: '2.00' }), { points: '1.00', difference: '−1.00' }],
    ['as counted', claim('2.00', '0.00'), cellOf({ points: '2.00' }), { points: '2.00', difference: null }],
    ['where nothing counts', claim('2.00', null), cellOf({ state: 'not_started' }), { points: '2.00', difference: null }],
    ['that is itself what is shown', claim('2.00', null), cellOf({ points: '2.00', claimed: true }), null],
    ['that nobody made', null, cellOf({ points: '2.00' }), null],
  ])('a claim %s', (_, given, cell, shown) => {
    expect(claimShown({ claim: given, cell })).toEqual(shown)
  })
})

describe('openRange', () => {
  it('is there only while points are open', () => {
    expect(openRange({ cell: cellOf({ low: '1.00', high: '4.00' }) })).toEqual({ low: '1.00', high: '4.00' })
    expect(openRange({ cell: cellOf({ points: '2.00' }) })).toBeNull()
  })
})
