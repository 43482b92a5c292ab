import { describe, expect, it } from '@jest/globals'
import type { WhatIfRow } from '@tierline/contracts/rubric/what-if'
import { moversIn, scoreOf } from './movers.ts'
import { isTried, parseTrial, readingsOf, trialQuery, whatIfPath } from './what-if-url.ts'

const NOTHING = { period: null, readings: {}, version: null, isWhole: false }
const standing = (rank: number | null, low: string, high = low, tier: string | null = null) => ({ rank, score: low === high ? low : null, low, high, tier })
const row = (before: WhatIfRow['before'], after: WhatIfRow['after'], leaves: WhatIfRow['leaves'] = []): WhatIfRow => ({ unit: 'u', name: 'u', nameEn: 'u', before, after, leaves })

describe('the address of a trial', () => {
  it.each([[{}], [{ period: '2021' }], [{ reading: ['a:x', 'b:y'] }], [{ version: 'ab12', all: '1' }], [{ reading: ['a:x'], period: '2021-11', theme: 'dark' }]])('survives there and back: %j', (query) => {
    expect(trialQuery(parseTrial(query), query)).toEqual(query)
  })
  it('takes one reading for each question, and drops what it cannot read', () => {
    expect(parseTrial({ reading: ['a:x', 'a:y', 'nonsense', ''] }).readings).toEqual({ a: 'y' })
    expect(parseTrial({ reading: 'a:x' }).readings).toEqual({ a: 'x' })
  })
  it('asks the server the same', () => {
    expect(whatIfPath({ rubric: 'r', group: '组' }, { period: '2021', readings: { a: 'x', b: 'y' }, version: null })).toBe('/v1/boards/r/%E7%BB%84/what-if?period=2021&reading=a%3Ax&reading=b%3Ay')
    expect(whatIfPath({ rubric: 'r', group: 'g' }, NOTHING)).toBe('/v1/boards/r/g/what-if')
    expect(readingsOf({ a: 'x' })).toEqual(['a:x'])
  })
  it('tries something, or nothing', () => {
    expect([isTried(NOTHING), isTried({ ...NOTHING, version: 'ab' }), isTried({ ...NOTHING, readings: { a: 'x' } })]).toEqual([false, true, true])
  })
})

describe('who moves', () => {
  it.each([
    [row(standing(2, '90.00'), standing(1, '91.50')), true, 1, '1.50'],
    [row(standing(1, '90.00'), standing(1, '90.00')), false, 0, '0.00'],
    [row(standing(1, '90.00', '90.00', 'good'), standing(1, '90.00', '90.00', 'fair')), true, 0, '0.00'],
    [row(standing(3, '80.00', '90.00'), standing(3, '85.00', '90.00')), true, 0, null],
    [row(standing(null, '0.00'), standing(4, '70.00')), true, null, '70.00'],
  ])('%#', (given, isMoved, places, change) => {
    expect(moversIn([given])[0]).toMatchObject({ isMoved, places, change })
  })
  it('says by how much each leaf moves, where both are known', () => {
    const leaf = { indicator: 'i', number: '1', title: { zh: '', en: '' } }
    const known = (points: string | null) => ({ points, state: points === null ? 'no_data' as const : 'scored' as const })
    const leaves = [{ ...leaf, before: known('3.00'), after: known('1.00') }, { ...leaf, before: known(null), after: known('1.00') }, { ...leaf, before: null, after: known('1.00') }]
    expect(moversIn([row(standing(1, '9'), standing(1, '9'), leaves)])[0]?.leaves.map(({ change }) => change)).toEqual(['-2.00', null, null])
  })
  it('writes a score as far as it is known', () => {
    expect([scoreOf(standing(1, '90.00')), scoreOf(standing(1, '80.00', '90.00')), scoreOf({ rank: null, score: null, low: '0', high: '0', tier: null })]).toEqual(['90.00', '80.00–90.00', '—'])
  })
})
