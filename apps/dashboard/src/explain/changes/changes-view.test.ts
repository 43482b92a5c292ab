import { describe, expect, it } from '@jest/globals'
import { UnitChanges } from '@tierline/contracts/explanation'
import { cellOf } from '../view/zone-fixture.ts'
import { changesPath, comparedWith } from './changes-question.ts'
import { moveLines, standingMoves } from './moves-view.ts'

const title = { zh: '群众满意度', en: 'Satisfaction' }
const CHANGES: UnitChanges = {
  key: { rubric: 'r', group: 'g', period: '2021' }, unit: 'u', name: '甲', nameEn: 'A',
  from: { asOf: '2021-12-01T00:00:00Z', seq: 1, score: '84.00', rank: 3, tier: null }, to: { asOf: '2021-12-02T00:00:00Z', seq: 4, score: '84.50', rank: 3, tier: null },
  leaves: [
    { indicator: 's', number: '14', title, before: cellOf({ points: '9.38' }), after: cellOf({ points: '9.88' }), change: '0.50', because: 'own_value', text: { zh: '14 群众满意度 9.38 → 9.88（+0.50）：本单位数值 89 % → 90 %', en: '14 Satisfaction 9.38 → 9.88 (+0.50): own value 89 % → 90 %' } },
    { indicator: 'v', number: '8.2', title, before: cellOf({ low: '1.00', high: '4.00' }), after: cellOf({ points: '2.00' }), change: null, because: 'others', text: { zh: '已定', en: 'settled' } },
  ],
  text: { zh: '一段', en: 'One paragraph' },
}

it('the fixture is what the contract says', () => {
  expect(UnitChanges.safeParse(CHANGES).success).toBe(true)
})

describe('moveLines', () => {
  it('shows points before and after, the signed change where it is known, and the reason without its head', () => {
    expect(moveLines(CHANGES).map(({ points, change, because, why }) => [points, change, because, why.zh, why.en])).toEqual([
      ['9.38 → 9.88', '+0.50', 'own_value', '本单位数值 89 % → 90 %', 'own value 89 % → 90 %'], ['1.00–4.00 → 2.00', null, 'others', '已定', 'settled'],
    ])
  })
})

describe('standingMoves', () => {
  it('names once what did not move', () => {
    expect(standingMoves(CHANGES)).toEqual({ score: '84.00 → 84.50', rank: '3' })
    expect(standingMoves({ ...CHANGES, from: { ...CHANGES.from, rank: null, score: null } })).toEqual({ score: '– → 84.50', rank: '– → 3' })
  })
})

describe('comparedWith', () => {
  it('is the named baseline, else the same hour of the day before', () => {
    const baseline = { kind: 'day_start' as const, at: '2021-12-01T16:00:00.000Z', title: { zh: '今日 00:00', en: 'today 00:00' } }
    expect(comparedWith({ baseline, asOf: '2021-12-02T04:00:00Z' })).toEqual({ at: baseline.at, title: baseline.title })
    expect(comparedWith({ baseline: null, asOf: '2021-12-02T12:00:00+08:00' })).toEqual({ at: '2021-12-01T04:00:00.000Z', title: null })
  })
})

describe('changesPath', () => {
  const address = { rubric: 'r', group: 'g', period: '2021', at: null, reading: 'known' as const }
  it('asks for the same view, from an instant on; not of a corrected past', () => {
    expect(changesPath(address, 'u/1', '2021-12-01T04:00:00.000Z')).toBe('/v1/boards/r/g/units/u%2F1/changes?period=2021&from=2021-12-01T04%3A00%3A00.000Z')
    expect(changesPath({ ...address, at: '2021-12-02T00:00:00Z' }, 'u', 'x')).toBe('/v1/boards/r/g/units/u/changes?period=2021&at=2021-12-02T00%3A00%3A00Z&reading=known&from=x')
    expect(changesPath({ ...address, at: '2021-12-02T00:00:00Z', reading: 'corrected' }, 'u', 'x')).toBeNull()
  })
})
