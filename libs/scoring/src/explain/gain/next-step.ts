import type { CompiledLeaf } from '../../evaluate/plan/compiled.ts'
import type { LeafScore } from '../../evaluate/types.ts'
import { figure } from '../../exact/decimal.ts'
import { ceil, minus, over, plus, times, whole } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueText } from '../../exact/show.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { decimal, scaledPoints } from '../../rule/rule.ts'
import type { RuleContext } from '../../rule/rule.ts'
import { stepsOf } from '../../rule/steps.ts'
import { keeps, keepsAll } from '../../value/condition.ts'
import type { Bound } from '../../value/condition.ts'
import { valueOf } from '../../value/value.ts'
import { boundsWords, pointsWords, say } from '../words.ts'
import { isUnder, successesTo } from './successes.ts'

type Rounding = Pick<RuleContext, 'decimals' | 'mode'>

/** The next better points that a leaf can reach from its value, in words, and what they gain (scaled). */
export interface NextStep {
  text: Bilingual
  gain: number
}

/** A better outcome of a rule: the bounds to keep and the points that it gives. */
interface Target {
  bounds: readonly Bound[]
  points: number
}

/** What is missing to the next step of a leaf that has its value; null at full marks, and where nothing can be made good. */
export function nextStep(rounding: Rounding, leaf: CompiledLeaf, score: LeafScore): NextStep | null {
  if (score.state !== 'scored' || score.points === null || score.points >= score.max) return null
  const target = targetOf(rounding, leaf, ruled(leaf, score))
  return target && towards(rounding, { leaf, score, target: counted(leaf, score, target) })
}

/** The leaf as its rule alone gave it: before adjustments, and before anything was shared out to it. */
function ruled(leaf: CompiledLeaf, score: LeafScore): LeafScore {
  if (score.points === null || (score.max === leaf.max && score.adjustment === 0)) return score
  const points = score.points - score.adjustment
  return { ...score, points: score.max === leaf.max ? points : Math.round((points * leaf.max) / score.max) }
}

/** What a rule's outcome comes to here: with what was shared out to the leaf and what was adjusted. */
function counted(leaf: CompiledLeaf, score: LeafScore, target: Target): Target {
  const shared = score.max === leaf.max || leaf.max === 0 ? target.points : Math.round((target.points * score.max) / leaf.max)
  return { ...target, points: Math.min(score.max, shared + score.adjustment) }
}

/** The step that gains at least so many points, where the rule is continuous; else the next one, where it is enough. */
export function stepGaining(rounding: Rounding, { leaf, score, points }: { leaf: CompiledLeaf; score: LeafScore; points: number }): NextStep | null {
  if (score.state !== 'scored' || score.points === null || score.points + points > score.max) return null
  const isPlain = score.max === leaf.max && score.adjustment === 0
  const reached = (isPlain ? continuousTarget(rounding, { leaf, wanted: score.points + points }) : null) ?? targetOf(rounding, leaf, ruled(leaf, score))
  const target = reached && counted(leaf, score, reached)
  return target && target.points >= score.points + points ? towards(rounding, { leaf, score, target }) : null
}

function targetOf(rounding: Rounding, leaf: CompiledLeaf, score: LeafScore): Target | null {
  const value = valueOf(leaf.value, score)
  const { rule } = leaf.leaf
  if (!value || score.points === null) return null
  switch (rule.kind) {
    case 'steps': return nextOfSteps(rounding, rule, score.points)
    case 'linear': return linearTarget(rounding, { leaf, rule, points: score.points })
    case 'imported': return importedTarget(rounding, { leaf, rule, points: score.points })
    case 'proportional': return { bounds: [{ key: 'at_least', figure: figure(rule.full), text: rule.full }], points: leaf.max }
    case 'award': return awardTarget(rounding, { leaf, each: rule.each, from: rule.from ?? '1', value, points: score.points })
    case 'missing_items': return rule.required === undefined ? null : oneMore(rounding, { leaf, each: rule.each, value, points: score.points })
    case 'zero_on_none': return { bounds: [{ key: 'at_least', figure: whole(1n), text: '1' }], points: leaf.max }
    default: return null
  }
}

function nextOfSteps(rounding: Rounding, rule: RuleOf<'steps'>, points: number): Target | null {
  const better = stepsOf(rule).map((step) => ({ bounds: step.bounds, points: scaledPoints(step.points, rounding) })).filter((step) => step.points > points)
  return better.sort((a, b) => a.points - b.points)[0] ?? null
}

/** The base, where it gives more than there is; beyond it, the value at which the gain reaches the leaf's points. */
function linearTarget(rounding: Rounding, { leaf, rule, points }: { leaf: CompiledLeaf; rule: RuleOf<'linear'>; points: number }): Target | null {
  const atBase = rule.at_base === undefined ? leaf.exactMax : decimal(rule.at_base)
  const worth = scaledPoints(atBase, rounding)
  if (points < worth) return { bounds: [baseOf(rule, figure(rule.base))], points: worth }
  const steps = rule.gain === undefined ? null : over(minus(leaf.exactMax, atBase), decimal(rule.gain))
  if (!steps) return null
  const beyond = times(rule.partial === 'whole' ? whole(ceil(steps)) : steps, figure(rule.per))
  return { bounds: [baseOf(rule, rule.better === 'higher' ? plus(figure(rule.base), beyond) : minus(figure(rule.base), beyond))], points: leaf.max }
}

/** The other scheme's full marks, or the next better band of its ranks. */
function importedTarget(rounding: Rounding, { leaf, rule, points }: { leaf: CompiledLeaf; rule: RuleOf<'imported'>; points: number }): Target | null {
  if (rule.of === 'score') return { bounds: [{ key: 'at_least', figure: figure(rule.full ?? '100'), text: rule.full ?? '100' }], points: leaf.max }
  const better = (rule.bands ?? []).map((band) => ({ band, points: scaledPoints(decimal(band.points), rounding) })).filter((entry) => entry.points > points).sort((a, b) => a.points - b.points)[0]
  const to = better?.band.to
  return better && to !== undefined ? { bounds: [{ key: 'at_most', figure: figure(to), text: to }], points: better.points } : null
}

function baseOf(rule: RuleOf<'linear'>, at: Ratio): Bound {
  return { key: rule.better === 'higher' ? 'at_least' : 'at_most', figure: at, text: rule.base }
}

/** The value at which a pro-rata or proportional rule gives the wanted points. */
function continuousTarget(rounding: Rounding, { leaf, wanted }: { leaf: CompiledLeaf; wanted: number }): Target | null {
  const { rule } = leaf.leaf
  const points: Ratio = { n: BigInt(wanted), d: 10n ** BigInt(rounding.decimals) }
  if (rule.kind === 'linear' && (rule.partial ?? 'pro_rata') === 'pro_rata' && rule.at_base === undefined) {
    const steps = over(minus(leaf.exactMax, points), decimal(rule.change))
    const away = steps && times(steps, figure(rule.per))
    return away && { bounds: [baseOf(rule, rule.better === 'higher' ? minus(figure(rule.base), away) : { n: figure(rule.base).n * away.d + away.n * figure(rule.base).d, d: figure(rule.base).d * away.d })], points: wanted }
  }
  if (rule.kind !== 'proportional') return null
  const share = over(points, leaf.exactMax)
  return share && { bounds: [{ key: 'at_least', figure: times(share, figure(rule.full)), text: '' }], points: wanted }
}

interface CountTarget {
  leaf: CompiledLeaf
  each: string
  value: Ratio
  points: number
}

function awardTarget(rounding: Rounding, target: CountTarget & { from: string }): Target {
  const first = BigInt(target.from)
  const at = target.value.n < first ? first : target.value.n + 1n
  return { bounds: [{ key: 'at_least', figure: whole(at), text: String(at) }], points: Math.min(target.leaf.max, target.points + scaledPoints(decimal(target.each), rounding)) }
}

function oneMore(rounding: Rounding, target: CountTarget): Target {
  const at = target.value.n + 1n
  return { bounds: [{ key: 'at_least', figure: whole(at), text: String(at) }], points: Math.min(target.leaf.max, target.points + scaledPoints(decimal(target.each), rounding)) }
}

function towards(rounding: Rounding, { leaf, score, target }: { leaf: CompiledLeaf; score: LeafScore; target: Target }): NextStep | null {
  const value = valueOf(leaf.value, score)
  if (!value || keepsAll(value, target.bounds)) return null
  const gain = target.points - (score.points ?? 0)
  const reward = rewardOf(rounding, { leaf, score, points: target.points })
  const broken = target.bounds.find((bound) => !keeps(value, bound))
  // Another scheme's score is nothing that this unit counts up.
  const isCounted = leaf.leaf.rule.kind !== 'imported' || leaf.value?.rule.more !== undefined
  const successes = isCounted && broken && isUnder(value, broken) ? successesTo(leaf, score, broken) : null
  const show = leaf.value?.show ?? 'number'
  if (successes) {
    const more = moreWords(leaf, successes.n)
    const then = leaf.value?.rule.kind === 'count' ? '' : `${valueText(show, successes.value)}，`
    return { gain, text: say(`${more.zh} → ${then}${reward.zh}`, `${more.en} → ${then.replace('，', ', ')}${reward.en}`) }
  }
  const wanted = boundsWords(show, broken ? [broken] : target.bounds)
  const now = valueText(show, value)
  return { gain, text: say(`${leaf.leaf.title.zh}须 ${wanted.zh}（现为 ${now}）→ ${reward.zh}`, `${leaf.leaf.title.en} must be ${wanted.en} (now ${now}) → ${reward.en}`) }
}

function rewardOf({ decimals }: Rounding, { leaf, score, points }: { leaf: CompiledLeaf; score: LeafScore; points: number }): Bilingual {
  if (points !== score.max) return pointsWords(points, decimals)
  return leaf.leaf.penalty === 'true' ? say('不扣分', 'nothing is taken') : say('满分', 'full marks')
}

/** So many more successes, as the rubric calls them. */
export function moreWords(leaf: CompiledLeaf, n: bigint): Bilingual {
  const more = leaf.value?.rule.more ?? say('再增加 {n}', '{n} more')
  const text = String(n).replace(/\B(?=(\d{3})+$)/g, ',')
  return say(more.zh.replace('{n}', text), more.en.replace('{n}', text))
}

