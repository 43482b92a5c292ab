import { describe, expect, it } from '@jest/globals'
import { boardHead } from '../../shown/board-head.ts'
import { branch, CITE, judgedBoard, judgedRubric, leaf, TEXT } from '../../testing/judged-rubric.ts'

const TIERS = { declared_by: 't', lines: [{ id: 'good', title: { zh: '优秀', en: 'Good' }, line: '90' }, { id: 'fair', title: { zh: '良好', en: 'Fair' }, line: '60' }, { id: 'poor', title: { zh: '一般', en: 'Poor' } }] }
const MEASURES = { leaks: { title: TEXT, counted_in: TEXT, of: { event: 'leak' }, aggregate: 'count' } }
const veto = (effect: unknown, further = {}): Record<string, unknown> => ({ vetoes: [{ id: 'v', title: TEXT, cite: CITE, effect, ...further }] })

describe('bonus and penalty', () => {
  const indicators = [leaf('base', '100'), leaf('more', '5', { bonus: 'true' }), leaf('less', '4', { penalty: 'true', rule: { kind: 'judgement', least: '-4' } })]

  it.each([
    [{ base: '90', more: '5', less: '-4' }, ['91.00', '91.00', '91.00']],
    [{ base: '100', more: '5', less: '0' }, ['100.00', '100.00', '100.00']],
    [{ base: '1', more: '0', less: '-4' }, ['0.00', '0.00', '0.00']],
    // Nobody has judged the penalty: nothing is taken yet, and all of it may be.
    [{ base: '90', more: '5' }, ['95.00', '91.00', '95.00']],
  ])('of %j come to %j', (judged, total) => {
    const { score, low, high } = judgedBoard(judgedRubric(indicators, { points: { total: '100', cap: '100', decimals: '2', mode: 'half_up' } }), { u: judged }).row('u')
    expect([score, low, high]).toEqual(total)
  })

  it('of a branch share its cap', () => {
    const rubric = judgedRubric([leaf('base', '100'), branch('b', '4', [leaf('m', '3', { bonus: 'true' }), leaf('n', '3', { bonus: 'true' })], { bonus: 'true', cap: '4' })])
    const { score, cells } = judgedBoard(rubric, { u: { base: '50', m: '3', n: '3' } }).row('u')
    expect([score, cells['b']?.points]).toEqual(['54.00', '4.00'])
  })
})

describe('a gate', () => {
  const gated = (judged: Record<string, string>, gate: Record<string, string>): unknown[] => {
    const { score, low, high, gated: kept } = judgedBoard(judgedRubric([leaf('a', '60'), leaf('b', '40'), leaf('more', '5', { bonus: 'true', gate })]), { u: judged }).row('u')
    return [score, low, high, kept]
  }

  it.each([
    ['at its line', { a: '60', b: '20', more: '5' }, { at_least: '80' }, ['85.00', '85.00', '85.00', []]],
    ['under its line', { a: '59.99', b: '20', more: '5' }, { at_least: '80' }, ['79.99', '79.99', '79.99', ['more']]],
    ['of which the base is open', { a: '60', more: '5' }, { at_least: '80' }, ['60.00', '60.00', '105.00', ['more']]],
    ['of another indicator', { a: '10', b: '20', more: '5' }, { indicator: 'b', at_least: '20' }, ['35.00', '35.00', '35.00', []]],
  ])('%s lets a bonus count or keeps it', (_name, judged, gate, standing) => {
    expect(gated(judged, gate)).toEqual(standing)
  })
})

describe('a veto', () => {
  it.each([
    ['zero', { a: '95', v: 'met' }, ['0.00', '0.00', '0.00', 'poor', '0.00', ['v']]],
    [{ cap: '59' }, { a: '95', v: 'met' }, ['59.00', '59.00', '59.00', 'poor', '29.50', ['v']]],
    [{ tier: 'poor' }, { a: '95', v: 'met' }, ['95.00', '95.00', '95.00', 'poor', '47.50', ['v']]],
    [{ tier: 'poor' }, { a: '95' }, ['95.00', '95.00', '95.00', 'good', '47.50', []]],
    ['zero', { v: 'met' }, ['0.00', '0.00', '0.00', 'poor', '0.00', ['v']]],
  ])('with the effect %j on %j leaves %j', (effect, judged, standing) => {
    const row = judgedBoard(judgedRubric([leaf('a', '100')], { tiers: TIERS, conversion: { title: TEXT, weight: '50', cite: CITE }, ...veto(effect) }), { u: judged }).row('u')
    expect([row.score, row.low, row.high, row.tier, row.converted, row.vetoes]).toEqual(standing)
    expect(row.vetoes.length === 0 || typeof effect !== 'object' || 'cap' in effect || row.nextTier === null).toBe(true)
  })

  it.each([
    ['zero', { a: '95', leaks: '0' }, ['95.00', '95.00', 'good', []]],
    ['zero', { a: '95', leaks: '1' }, ['0.00', '0.00', 'poor', ['v']]],
    // The count is still being back-filled: anything from the veto's effect to none.
    ['zero', { a: '95' }, ['95.00', '0.00', null, []]],
    [{ tier: 'poor' }, { a: '95' }, ['95.00', '95.00', null, []]],
    [{ tier: 'poor' }, { a: '5' }, ['5.00', '5.00', 'poor', []]],
  ])('by facts with the effect %j on %j leaves %j', (effect, judged, standing) => {
    const rubric = judgedRubric([leaf('a', '100')], { tiers: TIERS, measures: MEASURES, ...veto(effect, { when: { of: 'leaks', at_least: '1' } }) })
    const row = judgedBoard(rubric, { u: judged }).row('u')
    expect([row.score, row.low, row.tier, row.vetoes]).toEqual(standing)
  })

  it('says in the head what it does', () => {
    const words = (effect: unknown): string | undefined => boardHead(judgedRubric([leaf('a', '100')], { tiers: TIERS, ...veto(effect) })).vetoes[0]?.effect.zh
    expect(['zero', { cap: '59' }, { tier: 'poor' }].map(words)).toEqual(['得分计 0', '得分不超过 59.00', '等次定为“一般”，得分不变'])
  })
})

describe('a conversion', () => {
  it('is rounded once, may be what the tiers read, and is nothing while its weight is undeclared', () => {
    const board = (weight: string): ReturnType<typeof judgedBoard> => judgedBoard(judgedRubric([leaf('a', '30')], {
      points: { total: '30', decimals: '2', mode: 'half_up' }, tiers: { ...TIERS, reads: 'converted' }, conversion: { title: TEXT, weight, cite: CITE },
    }), { u: { a: '20' } })
    const row = board('100').row('u')
    expect([row.score, row.converted, row.tier, row.nextTier]).toEqual(['20.00', '66.67', 'fair', { id: 'good', gap: '23.33' }])
    expect([board('undeclared').row('u').converted, board('undeclared').row('u').tier]).toEqual([null, null])
  })

  it('keeps tiers without lines empty', () => {
    const lines = TIERS.lines.map(({ id, title }) => ({ id, title }))
    expect(judgedBoard(judgedRubric([leaf('a', '100')], { tiers: { declared_by: 't', lines } }), { u: { a: '95' } }).row('u').tier).toBeNull()
  })
})
