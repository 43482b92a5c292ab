import { compare } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledText } from '../../exact/round.ts'
import { valueText } from '../../exact/show.ts'
import { levelsReached, slotsOf } from '../../rule/best-level.ts'
import { judgedMet } from '../../rule/items.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { valueOf } from '../../value/value.ts'
import { decimalsOf, showIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import { waitingFor } from '../trace/state-trace.ts'
import { join, say } from '../words.ts'
import { moreWords, nextStep } from './next-step.ts'
import { successesTo } from './successes.ts'

/** What is missing to the leaf's next step, in words; null at full marks. */
export function missingWords(input: LeafCase): Bilingual | null {
  const { plan, leaf, score } = input
  if (score.state === 'not_applicable' || leaf.leaf.points === undefined) return null
  const { rule } = leaf.leaf
  if (score.points !== null && score.points >= leaf.max && !score.claimed) return null
  const waits = score.points === null || score.claimed ? waitingFor(input) : null
  if (rule.kind === 'checklist' || (rule.kind === 'missing_items' && rule.items)) return itemsMissing(input) ?? waits
  if (waits && !(rule.kind === 'rank' && score.place !== null)) return waits
  if (rule.kind === 'rank') return rankMissing(input, rule) ?? waits
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

/** The value of the last unit in the better band is what must be reached: equal values share its place. */
function rankMissing(input: LeafCase, rule: RuleOf<'rank'>): Bilingual | null {
  const { leaf, score, board, plan } = input
  const [own, place] = [valueIn(input), score.place]
  if (!own || place === null) return null
  const band = [...(rule.bands ?? [])].reverse().find((entry) => Number(entry.to ?? place) < place)
  const goal = band && Number(band.to)
  if (!band || goal === undefined) return null
  const others = board.rows.flatMap((row): Ratio[] => {
    const peer = row.leaves[leaf.at]
    const value = peer && peer.place !== null && row.unit !== input.facts.unit ? valueOf(leaf.value, peer) : null
    return value ? [value] : []
  }).sort((a, b) => (rule.direction === 'desc' ? compare(b, a) : compare(a, b)))
  const target = others[goal - 1]
  if (!target) return null
  const reward = say(`进入前 ${band.to} 名，得 ${band.points} 分`, `among the first ${band.to}: ${band.points} points`)
  const successes = rule.direction === 'desc' ? successesTo(leaf, score, { key: 'at_least', figure: target }) : null
  if (successes) return join([moreWords(leaf, successes.n), reward], ' → ', ' → ')
  const aim = valueText(showIn({ leaf: plan.compiled.leaves[leaf.at] ?? leaf }), target)
  return say(`须达到 ${aim} → ${reward.zh}`, `must reach ${aim} → ${reward.en}`)
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
  const lost = scaledText(input.leaf.max - (input.score.points ?? 0), decimalsOf(input))
  const { kind } = input.leaf.leaf.rule
  if (kind !== 'per_occurrence' && kind !== 'zero_on_any') return null
  return say(`已发生，扣去的 ${lost} 分在本期内不可补回`, `It has happened: the ${lost} points cannot be made good in this period`)
}
