import type { CompiledBoard } from '../evaluate/plan/compiled.ts'
import type { BoardPlan, ScoredRow } from '../evaluate/types.ts'
import { scaledText } from '../exact/round.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { nextStep, stepGaining } from './gain/next-step.ts'
import type { NextStep } from './gain/next-step.ts'
import { say } from './words.ts'

/** The one thing that would gain most, in words: what lifts the unit into the next tier, else the leaf's step that brings most points. */
export function headroomOf(plan: BoardPlan, row: ScoredRow): Bilingual | null {
  const { compiled } = plan
  if (!compiled.hasPoints || row.score === null) return null
  return tierStep(compiled, row) ?? bestStep(compiled, row)
}

function tierStep(compiled: CompiledBoard, row: ScoredRow): Bilingual | null {
  const next = row.nextTier
  const tier = next && compiled.tiers.find((entry) => entry.id === next.id)
  if (!next || !tier) return null
  const steps = compiled.leaves.flatMap((leaf) => {
    const score = row.leaves[leaf.at]
    return (score && stepGaining(compiled, { leaf, score, points: next.gap })) ?? []
  })
  const easiest = most(steps, (step) => -step.gain)
  return easiest && say(`${easiest.text.zh}，升至${tier.title.zh}`, `${easiest.text.en}, up to ${tier.title.en}`)
}

function bestStep(compiled: CompiledBoard, row: ScoredRow): Bilingual | null {
  const room = compiled.cap - (row.score ?? 0)
  const steps = compiled.leaves.flatMap((leaf) => {
    const score = row.leaves[leaf.at]
    return (score && nextStep(compiled, leaf, score)) ?? []
  })
  const best = most(steps, (step) => step.gain)
  const gain = best && Math.min(best.gain, room)
  return best && gain && gain > 0 ? say(`${best.text.zh}（+${scaledText(gain, compiled.decimals)}）`, `${best.text.en} (+${scaledText(gain, compiled.decimals)})`) : null
}

function most(steps: readonly NextStep[], weight: (step: NextStep) => number): NextStep | null {
  return steps.reduce<NextStep | null>((best, step) => (!best || weight(step) > weight(best) ? step : best), null)
}
