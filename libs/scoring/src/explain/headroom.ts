import type { CompiledBoard, CompiledLeaf } from '../evaluate/plan/compiled.ts'
import type { BoardPlan, LeafScore, ScoredRow, UnitScore } from '../evaluate/types.ts'
import { ceil } from '../exact/ratio.ts'
import { scaledText } from '../exact/round.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { nextStep, stepGaining } from './gain/next-step.ts'
import type { NextStep } from './gain/next-step.ts'
import { join, say } from './words.ts'

/** The one thing that would gain most, in words: what lifts the unit into the next tier, else the leaf's step that brings most points. */
export function headroomOf({ compiled }: BoardPlan, row: ScoredRow): Bilingual | null {
  const known = told.get(row.leaves)
  if (known?.compiled === compiled && known.own === row.own) return known.words
  const words = wordsFor(compiled, row)
  told.set(row.leaves, { compiled, own: row.own, words })
  return words
}

/** A row that only changed its place has the leaves that it had, and with them the same words. */
const told = new WeakMap<readonly LeafScore[], { compiled: CompiledBoard; own: UnitScore; words: Bilingual | null }>()

function wordsFor(compiled: CompiledBoard, row: ScoredRow): Bilingual | null {
  if (!compiled.hasPoints || row.score === null) return null
  const forced = forcedWords(compiled, row)
  const step = tierStep(compiled, row) ?? bestStep(compiled, row)
  return forced && step ? join([forced, step], '；', '; ') : forced ?? step
}

/** A veto that forces the tier or takes the score: no step changes that. */
function forcedWords(compiled: CompiledBoard, row: ScoredRow): Bilingual | null {
  const forcing = compiled.vetoes.filter(({ effect }, at) => row.own.vetoes[at] === true && ('tier' in effect || effect.cap <= (row.score ?? 0)))
  const [first] = forcing
  if (!first) return null
  const { effect, veto: { title } } = first
  if ('cap' in effect) return say(`总分受否决项“${title.zh}”限制`, `the score is limited by “${title.en}”`)
  const tier = compiled.tiers[effect.tier]?.title ?? say('', '')
  return say(`等次已由否决项“${title.zh}”定为“${tier.zh}”`, `the tier is “${tier.en}” by “${title.en}”`)
}

function tierStep(compiled: CompiledBoard, row: ScoredRow): Bilingual | null {
  const next = row.nextTier
  const tier = next && compiled.tiers.find((entry) => entry.id === next.id)
  if (!next || !tier) return null
  const points = scoreGap(compiled, next.gap)
  const steps = countedLeaves(compiled, row).flatMap((leaf) => {
    const score = row.leaves[leaf.at]
    return (score && stepGaining(compiled, { leaf, score, points })) ?? []
  })
  const easiest = most(steps, (step) => -step.gain)
  return easiest && say(`${easiest.text.zh}，升至${tier.title.zh}`, `${easiest.text.en}, up to ${tier.title.en}`)
}

function bestStep(compiled: CompiledBoard, row: ScoredRow): Bilingual | null {
  const limits = compiled.vetoes.flatMap(({ effect }, at) => (row.own.vetoes[at] === true && 'cap' in effect ? [effect.cap] : []))
  const room = Math.min(compiled.cap, ...limits) - (row.score ?? 0)
  const steps = countedLeaves(compiled, row).flatMap((leaf) => {
    const score = row.leaves[leaf.at]
    return (score && nextStep(compiled, leaf, score)) ?? []
  })
  const best = most(steps, (step) => step.gain)
  const gain = best && Math.min(best.gain, room)
  return best && gain && gain > 0 ? say(`${best.text.zh}（+${scaledText(gain, compiled.decimals)}）`, `${best.text.en} (+${scaledText(gain, compiled.decimals)})`) : null
}

/** Leaves of which a point gained is a point of the total: below branches that only add, uncapped, and behind no shut gate. */
function countedLeaves({ leaves }: CompiledBoard, { gated }: ScoredRow): CompiledLeaf[] {
  return leaves.filter(({ leaf, ancestors }) => ancestors.every(({ combine, cap }) => (combine ?? 'add') === 'add' && cap === undefined)
    && (gated.length === 0 || ![leaf, ...ancestors].some(({ id }) => gated.includes(id))))
}

/** Points of the score that a gap between tiers asks for, where these read the converted one. */
function scoreGap({ tiersRead, conversion }: CompiledBoard, gap: number): number {
  if (tiersRead !== 'converted' || !conversion?.factor) return gap
  return Number(ceil({ n: BigInt(gap) * conversion.factor.d, d: conversion.factor.n }))
}

function most(steps: readonly NextStep[], weight: (step: NextStep) => number): NextStep | null {
  return steps.reduce<NextStep | null>((best, step) => (!best || weight(step) > weight(best) ? step : best), null)
}
