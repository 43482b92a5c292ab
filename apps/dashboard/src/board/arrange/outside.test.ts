import { describe, expect, it } from '@jest/globals'
import type { BoardRow, Cell, IndicatorHead, ScoreState } from '@tierline/contracts/board'
import { hasOutside, outsideOf } from './outside.ts'
import { unknownStates } from './unknown-states.ts'

const head = (id: string, patch: Partial<IndicatorHead> = {}): IndicatorHead => ({ id, parent: null, number: id, title: { zh: id, en: id }, max: '5', leaf: true, bonus: false, penalty: false, definition: { zh: '', en: '' }, clause: '', ...patch })
const cell = (low: string, high = low, state: ScoreState = 'scored') => ({ points: low === high ? low : null, low, high, state }) as Cell
const row = (cells: Record<string, Cell>, gated: string[] = []): Pick<BoardRow, 'cells' | 'gated'> => ({ cells, gated })

const HEADS = [head('base'), head('more', { bonus: true, leaf: false }), head('prize', { bonus: true, parent: 'more' }), head('blame', { penalty: true }), head('leak', { penalty: true })]

describe('outside the base', () => {
  it('a branch of bonus leaves counts once, penalties are added up', () => {
    expect(outsideOf(HEADS, row({ base: cell('80.00'), more: cell('2.50'), prize: cell('2.50'), blame: cell('-1.00'), leak: cell('-0.50') }))).toEqual({ bonus: '2.50', penalty: '-1.50' })
  })
  it('a bonus behind its gate adds nothing', () => {
    expect(outsideOf(HEADS, row({ more: cell('2.50'), blame: cell('0.00'), leak: cell('0.00') }, ['more']))).toEqual({ bonus: '0.00', penalty: '0.00' })
  })
  it('there may be none', () => {
    expect([hasOutside(HEADS), hasOutside([head('base')])]).toEqual([true, false])
    expect(outsideOf([head('base')], row({}))).toEqual({ bonus: null, penalty: null })
  })
})

describe('why parts are unknown', () => {
  it('counts the leaves of each state, the most frequent first; what is settled or certain is left out', () => {
    const heads = ['a', 'b', 'c', 'd', 'e'].map((id) => head(id))
    const cells = { a: cell('0', '5', 'calendar_unpublished'), b: cell('0', '5', 'awaiting_judgement'), c: cell('0', '5', 'awaiting_judgement'), d: cell('5'), e: cell('0', '0', 'no_data') }
    expect(unknownStates([...heads, head('branch', { leaf: false })], { cells: { ...cells, branch: cell('5', '20', 'provisional') } })).toEqual([{ state: 'awaiting_judgement', leaves: 2 }, { state: 'calendar_unpublished', leaves: 1 }])
  })
})
