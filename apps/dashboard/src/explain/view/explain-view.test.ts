import { describe, expect, it } from '@jest/globals'
import { UnitExplanation } from '@tierline/contracts/explanation'
import { chainOf, heldUntil, measuresOf, repeatsFraction, stepLeaf } from './leaf-chain.ts'
import { isAdjusted, pointsText } from './leaf-points.ts'
import { lostInAll, sumParts } from './parts-sum.ts'
import { wholeParagraph } from './whole-paragraph.ts'
import { cellOf, leafOf, ZONE } from './zone-fixture.ts'

it('the fixture is what the contract says', () => {
  expect(UnitExplanation.safeParse(ZONE).success).toBe(true)
})

describe('sumParts', () => {
  it('adds the leaves to the total, both ends of the range, without a rest', () => {
    expect(sumParts(ZONE)).toMatchObject({ sumLow: '24.88', sumHigh: '27.88', adjustmentLow: null, adjustmentHigh: null, certain: false })
  })

  it('names what a cap took away, so that sum and adjustment make the total', () => {
    const leaves = [leafOf({ indicator: 'a', cell: cellOf({ points: '98.00' }) }), leafOf({ indicator: 'b', cell: cellOf({ points: '4.00' }) })]
    expect(sumParts({ leaves, low: '100.00', high: '100.00' })).toMatchObject({ sumLow: '102.00', adjustmentLow: '-2.00', adjustmentHigh: '-2.00', certain: true })
  })

  it('leaves out what does not apply and has no points', () => {
    const leaves = [leafOf({ indicator: 'a' }), leafOf({ indicator: 'b', cell: cellOf({ state: 'not_applicable' }) })]
    expect(sumParts({ leaves, low: '3.00', high: '3.00' }).parts.map(({ indicator }) => indicator)).toEqual(['a'])
  })

  it('adds the losses that are known', () => {
    expect(lostInAll(ZONE)).toBe('4.12')
  })
})

describe('pointsText', () => {
  it.each([
    [cellOf({ points: '2.00' }), '2.00'],
    [cellOf({ low: '1.00', high: '4.00' }), '1.00–4.00'],
    [cellOf({ low: '0.00', high: '0.00' }), '0.00'],
    [cellOf({ state: 'not_applicable' }), '—'],
    [cellOf({ state: 'not_applicable', points: '4.00' }), '4.00'],
    [cellOf({ points: '2.00', low: '1.00', high: '3.00', state: 'provisional' }), '1.00–3.00'],
  ])('case %#', (cell, text) => {
    expect(pointsText(cell)).toBe(text)
  })

  it('notices a moved full mark, not a longer writing of the same', () => {
    expect([isAdjusted({ max: '4', adjustedMax: '4.00' }), isAdjusted({ max: '4.00', adjustedMax: '5.00' }), isAdjusted({ max: null, adjustedMax: null })]).toEqual([false, true, false])
  })
})

describe('chainOf', () => {
  it('sorts the steps from points down to facts and loses none', () => {
    const leaf = ZONE.leaves[1]
    const chain = chainOf(leaf?.steps ?? [])
    expect([chain.points.length, chain.rule.length, chain.value.length, chain.facts.length]).toEqual([2, 1, 1, 2])
  })

  it('names each measure once', () => {
    const step = { kind: 'measure' as const, text: { zh: '', en: '' }, measure: 'm' }
    expect(measuresOf({ steps: [step, step, { ...step, measure: 'n' }] })).toEqual(['m', 'n'])
  })
})

describe('repeatsFraction', () => {
  const cell = { numerator: '1447', denominator: '500', value: '289.40 %' }
  it.each([['1,447 ÷ 500 = 289.40 %', true], ['1447÷500', true], ['(1447 + 3) ÷ 500 = 290.00 %', false], ['最高层级：市级', false]])('%s: %s', (text, repeats) => {
    expect(repeatsFraction(text, cell)).toBe(repeats)
  })

  it('is never so without a fraction', () => {
    expect(repeatsFraction('2', { ...cell, denominator: null })).toBe(false)
  })
})

describe('heldUntil', () => {
  it('draws the last points on, but never back in time', () => {
    expect(heldUntil([[10, 1], [20, 3]], 30)).toEqual([[10, 1], [20, 3], [30, 3]])
    expect(heldUntil([[10, 1]], 5)).toEqual([[10, 1]])
    expect(heldUntil([], 5)).toEqual([])
  })
})

describe('stepLeaf', () => {
  const leaves = [{ indicator: 'a' }, { indicator: 'b' }]
  it.each([['a', 1, 'b'], ['b', 1, 'a'], ['a', -1, 'b'], [null, 1, 'a'], [null, -1, 'b'], ['gone', 1, 'a']] as const)('from %s by %d comes %s', (from, by, to) => {
    expect(stepLeaf(leaves, from, by)).toBe(to)
  })

  it('is nowhere without leaves', () => {
    expect(stepLeaf([], 'a', 1)).toBeNull()
  })
})

describe('wholeParagraph', () => {
  const words = { lang: 'zh' as const, head: '六安经开区第 2 名', lostMost: '失分最多：', lostNothing: '没有失分', demo: '演示数据' }

  it('says total, arithmetic, the leaves that lost most, and the badge', () => {
    expect(wholeParagraph(ZONE, words)).toBe(
      '六安经开区第 2 名。过程 2.00 + 产出 10.00–13.00 + 效益 12.88 = 24.88–27.88。失分最多：5.3 信息采用 −4.00；14 群众满意度 −0.12。演示数据。',
    )
  })

  it('names the gates, caps and vetoes that decided the total', () => {
    const step = (kind: 'gate' | 'veto' | 'tier', zh: string) => ({ kind, text: { zh, en: zh } })
    const steps = [step('gate', '加分不计入'), step('veto', '否决：计 0 分'), step('tier', '总分 0.00 → “一般”')]
    expect(wholeParagraph({ ...ZONE, steps, leaves: [] }, words)).toContain('24.88–27.88。加分不计入。否决：计 0 分。没有失分。')
  })

  it('says so where nothing was lost', () => {
    expect(wholeParagraph({ ...ZONE, leaves: [], demo: false }, words)).toMatch(/没有失分。$/)
  })
})
