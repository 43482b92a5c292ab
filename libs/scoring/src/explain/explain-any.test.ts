import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import { anySeed, boardOfSeed } from '../testing/random-rubric.ts'
import { YEAR_END } from '../testing/small-rubric.ts'
import { changesOf } from './diff/changes-of.ts'
import { explainUnit } from './explain-unit.ts'
import type { LeafExplanationCore, UnitExplanationCore } from './types.ts'

/** Every unit of a random board of any structures, explained. */
function explained(seed: number): UnitExplanationCore[] {
  const { plan, group } = boardOfSeed(seed)
  const board = scoreBoard(plan, group.map((facts) => scoreUnit(plan, facts, YEAR_END)), YEAR_END)
  return group.map((facts) => explainUnit(plan, facts, board, YEAR_END))
}

const hundredths = (text: string): number => Math.round(Number(text.replace('−', '-')) * 100)
const figures = (text: string): string[] => text.match(/[−-]?\d+(?:\.\d+)?/g) ?? []
const last = (text: string): number => hundredths(figures(text).at(-1) ?? 'NaN')

/** What a sum such as `5.00 + 3.00 − 1.00` comes to. */
function summed(text: string): number {
  return text.split(/ (?=[+−] )/).reduce((total, part) => total + hundredths(part.replace(/^\+ /, '').replace(/^− /, '-')), 0)
}

const IS_SUM = /^[−\d.]+(?: [+−] [\d.]+)* = /

/** Whether what stands before the equals sign comes to what stands after it. */
function addsUp(text: string): boolean {
  const [sum, rest] = text.split(' = ')
  return rest === undefined || summed(sum ?? '') === hundredths(figures(rest)[0] ?? '')
}

describe('any explanation', () => {
  it('writes a total that adds up to the score shown, to the cent', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const units = explained(seed)
      expect(units.filter(({ arithmetic: { zh } }) => !addsUp(zh)).map(({ arithmetic }) => arithmetic.zh)).toEqual([])
      expect(units.filter(({ arithmetic: { zh, en }, score }) => score !== null && (last(zh) !== hundredths(score) || last(en) !== hundredths(score)))).toEqual([])
    }), { numRuns: 40 })
  })

  it('writes branches that come to the points of their cells, sums among them part by part', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const known = explained(seed).flatMap(({ branches }) => branches).filter(({ cell }) => cell.points !== null)
      expect(known.filter(({ arithmetic: { zh }, cell }) => last(zh) !== hundredths(cell.points ?? '') || (IS_SUM.test(zh) && !addsUp(zh)))).toEqual([])
    }), { numRuns: 40 })
  })

  it('ends the arithmetic of a leaf in the points of its cell, less what was adjusted, before what was shared out', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      for (const leaf of explained(seed).flatMap(({ leaves }) => leaves)) expect([leaf.indicator, endOf(leaf)]).toEqual([leaf.indicator, leaf.cell.points === null ? null : hundredths(leaf.cell.points)])
    }), { numRuns: 40 })
  })

  it('goes from the base to the tier without a gap', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      for (const { steps, score, converted, tier } of explained(seed)) {
        const parts = steps.filter(({ kind }) => kind === 'arithmetic' || kind === 'gate').map(({ figure }) => hundredths(figure ?? ''))
        const whole = parts.pop()
        expect(whole ?? 0).toBe(parts.reduce((sum, part) => sum + part, 0))
        const cap = steps.find(({ kind }) => kind === 'cap')
        const end = cap ? hundredths(cap.figure ?? '') : whole
        const isOpen = end === undefined || score === null || steps.some(({ kind }) => kind === 'veto')
        expect(isOpen ? null : end).toBe(isOpen ? null : hundredths(score))
        expect(steps.find(({ kind }) => kind === 'conversion')?.figure ?? null).toBe(converted)
        expect(steps.filter(({ kind }) => kind === 'tier')).toHaveLength(1)
        expect(steps.at(-1)?.text.zh).toContain(tier === null ? '未' : '“')
      }
    }), { numRuns: 40 })
  })

  it('says something in both languages, and never what is not there', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const text = JSON.stringify(explained(seed))
      expect(text).not.toMatch(/undefined|NaN|\[object|"(?:zh|en)":""/)
    }), { numRuns: 40 })
  })

  it('names as moved exactly the leaves that show something else', () => {
    fc.assert(fc.property(anySeed(), anySeed(), (seed, other) => {
      const { plan, group, again } = boardOfSeed(seed)
      const at = other % group.length
      const boardOf = (units: typeof group) => scoreBoard(plan, units.map((facts) => scoreUnit(plan, facts, YEAR_END)), YEAR_END)
      const [before, after] = [group, group.map((facts, place) => (place === at ? again(at) : facts))].map((units) => {
        const facts = units[at]
        if (!facts) throw new Error('a unit of the group')
        return explainUnit(plan, facts, boardOf(units), YEAR_END)
      })
      if (!before || !after) throw new Error('two explanations')
      const { leaves } = changesOf(before, after)
      const moved = new Set(leaves.map(({ indicator }) => indicator))
      const differ = after.leaves.filter((leaf) => shownOf(leaf) !== shownOf(before.leaves.find(({ indicator }) => indicator === leaf.indicator)))
      expect(new Set(differ.map(({ indicator }) => indicator))).toEqual(moved)
      expect(leaves.every(({ because }) => because !== 'rule')).toBe(true)
    }), { numRuns: 40 })
  })
})

/** What a leaf shows of its points. */
function shownOf(leaf: LeafExplanationCore | undefined): string {
  return JSON.stringify(leaf && [leaf.cell.points, leaf.cell.low, leaf.cell.high, leaf.state, leaf.cell.claimed, leaf.cell.adjustedMax])
}

/** The points that the steps of a leaf end in; those of its cell where no step reckons them. */
function endOf({ steps, cell }: LeafExplanationCore): number | null {
  if (cell.points === null) return null
  const reckoned = steps.filter(({ kind, figure }) => (kind === 'arithmetic' || kind === 'rounding') && figure !== undefined).at(-1)
  const shared = steps.find(({ kind }) => kind === 'redistribution')
  if (shared) return last(shared.text.zh)
  return reckoned ? hundredths(reckoned.figure ?? '') + hundredths(cell.adjustment ?? '0') : hundredths(cell.points)
}
