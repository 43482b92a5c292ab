import { scaledText } from '../../exact/round.ts'
import { levelsReached, slotsOf } from '../../rule/best-level.ts'
import { judgedMet } from '../../rule/items.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { decimalsOf } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import { waitingFor } from '../trace/state-trace.ts'
import { join, say } from '../words.ts'
import { nextStep } from './next-step.ts'
import { rankMissing } from './rank-step.ts'

/** What is missing to the leaf's next step, in words; null at full marks. */
export function missingWords(input: LeafCase): Bilingual | null {
  const { plan, leaf, score } = input
  if (score.state === 'not_applicable' || leaf.leaf.points === undefined) return null
  const { rule } = leaf.leaf
  if (score.points !== null && score.points >= score.max && !score.claimed) return null
  const waits = score.points === null || score.claimed ? waitingFor(input) : null
  if (rule.kind === 'checklist' || (rule.kind === 'missing_items' && rule.items)) return itemsMissing(input) ?? waits
  if (rule.kind === 'rank' && score.place !== null) return rankMissing(input, rule) ?? waits
  if (waits) return waits
  if (rule.kind === 'best_level') return levelMissing(input, rule)
  return nextStep(plan.compiled, leaf, score)?.text ?? lostForGood(input)
}

function itemsMissing({ leaf, view, score }: LeafCase): Bilingual | null {
  const { rule } = leaf.leaf
  if (rule.kind !== 'checklist' && rule.kind !== 'missing_items') return null
  if (rule.kind === 'checklist' && score.points !== null && !score.claimed && score.points >= leaf.max) return null
  const judgements = view.judgementsOf(leaf.leaf.id)
  const open = (rule.items ?? []).filter((item) => judgedMet(judgements, item.id)?.value !== 'true')
  if (open.length === 0) return null
  const listed = join(open.map((item) => item.title), '、', ', ')
  return say(`待认定或补齐：${listed.zh}`, `To be shown or made good: ${listed.en}`)
}

function levelMissing(input: LeafCase, rule: RuleOf<'best_level'>): Bilingual | null {
  const levels = levelsReached(rule, { view: input.view, slots: slotsOf(rule, { names: input.plan.compiled.names }) })
  const open = rule.levels.filter((level, at) => (levels[at]?.count ?? 0) < Number(level.at_least))
  if (open.length === 0) return null
  const parts = open.map((level) => {
    const lack = Number(level.at_least) - (levels.find((reached) => reached.id === level.id)?.count ?? 0)
    return say(`${level.title.zh}还差 ${lack}（+${level.points} 分）`, `${level.title.en}: ${lack} more (+${level.points})`)
  })
  return join(parts, '；', '; ')
}

function lostForGood(input: LeafCase): Bilingual | null {
  const lost = scaledText(input.score.max - (input.score.points ?? 0), decimalsOf(input))
  const { kind } = input.leaf.leaf.rule
  if (!input.leaf.leaf.penalty && kind !== 'per_occurrence' && kind !== 'zero_on_any') return null
  return say(`已发生，扣去的 ${lost} 分在本期内不可补回`, `It has happened: the ${lost} points cannot be made good in this period`)
}
