import type { WatchBody, WatchCondition } from '@tierline/contracts/alert/watch'
import { indicatorHeads, parameterDays, parseDecimal, ratios, withParameters } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import type { Complain } from './complaint.ts'
import { unknown } from './complaint.ts'
import { leafOf } from './rubric-leaf.ts'

type Of<Kind extends WatchCondition['kind']> = Extract<WatchCondition, { kind: Kind }>

/** What a condition is held against; without a rubric only what stands in it alone. */
export interface ConditionContext {
  rubric: Rubric | null
  types: ReadonlySet<string>
}

/** Kinds of value that are a fraction of cases. */
const FRACTIONS = new Set(['ratio', 'share', 'mean', 'per_capita', 'completion', 'inspection'])

/** Everything that is wrong with what a watch looks for. */
export function conditionFaults(watch: Pick<WatchBody, 'condition' | 'units'>, context: ConditionContext, complain: Complain): void {
  const { condition } = watch
  switch (condition.kind) {
    case 'tier_drop': return totalFaults(condition, context.rubric, complain)
    case 'indicator': return indicatorFaults(condition, context.rubric, complain)
    case 'headroom': return headroomFaults(condition, context.rubric, complain)
    case 'rank_drop': return rankFaults(condition, context.rubric, complain)
    case 'missing_reporter': return silenceFaults(condition, { types: context.types, units: watch.units }, complain)
  }
}

function totalFaults({ line, recovery }: Of<'tier_drop'>, rubric: Rubric | null, complain: Complain): void {
  const score = 'declared' in line ? line.declared.score : rubric && tierLine(line.tier, rubric, complain)
  if (score !== null) recoveryFaults({ side: 'below', line: score, recovery }, complain)
}

/** The line of a tier, by the parameters of the last day; null where there is none, which is complained of. */
function tierLine(tier: string, rubric: Rubric, complain: Complain): string | null {
  const { tiers } = withParameters(rubric, parameterDays(rubric).at(-1) ?? '2000-01-01')
  const lines = tiers === 'undeclared' ? [] : tiers.lines
  const found = lines.find(({ id }) => id === tier)
  const mend = 'Watch a line of your own instead: line: { declared: { score, title, by, on, basis } }, which is shown as the bureau’s own.'
  if (lines.length === 0) complain('condition.line.tier', { found: `"${tier}"`, expected: `a tier; the document of ${rubric.id} declares none`, mend })
  else if (!found) complain('condition.line.tier', unknown(tier, lines.flatMap(({ id, line }) => (line === undefined ? [] : [id])), 'a tier with a line'))
  else if (found.line === undefined) complain('condition.line.tier', { found: `"${tier}", for which the document declares no line`, expected: `a tier with a line (${lines.flatMap(({ id, line }) => (line === undefined ? [] : [id])).join(', ') || 'there is none'})`, mend })
  return found?.line ?? null
}

function indicatorFaults(condition: Of<'indicator'>, rubric: Rubric | null, complain: Complain): void {
  recoveryFaults(condition, complain)
  if (!rubric || !isKnown(condition.indicator, rubric, complain)) return
  const head = indicatorHeads(rubric).find(({ id }) => id === condition.indicator)
  const leaf = leafOf(rubric, condition.indicator)
  if (condition.of === 'points') {
    if (head && head.max === null && !leaf) complain('condition.of', { found: 'points', expected: 'an indicator that gives points', mend: 'Watch one of its parts.' })
    if (leaf && leaf.points === undefined && leaf.weight === undefined) complain('condition.of', { found: 'points', expected: 'value, because this indicator gives no points', mend: 'Write of: value.' })
    return
  }
  if (!leaf?.value) complain('condition.of', { found: 'value', expected: 'points, because this indicator has no figure of its own', mend: 'Write of: points.' })
  else if (leaf.value.kind === 'condition' || leaf.value.show === 'yes_no') complain('condition.of', { found: 'value', expected: 'points, because its figure is only yes or no', mend: 'Write of: points.' })
}

function headroomFaults({ indicator, cases, recovery }: Of<'headroom'>, rubric: Rubric | null, complain: Complain): void {
  if (recovery !== undefined && recovery <= cases) complain('condition.recovery', { found: String(recovery), expected: `more than ${cases}, the cases of the condition`, mend: 'It is over once more further cases are left than it fires at.' })
  if (!rubric || !isKnown(indicator, rubric, complain)) return
  const value = leafOf(rubric, indicator)?.value
  if (!value || !FRACTIONS.has(value.kind)) complain('condition.indicator', { found: `"${indicator}", which is no fraction`, expected: 'an indicator with a numerator and a denominator', mend: 'Name a rate, a share or a mean.' })
}

function rankFaults({ places, recovery }: Of<'rank_drop'>, rubric: Rubric | null, complain: Complain): void {
  if (recovery !== undefined && recovery >= places) complain('condition.recovery', { found: String(recovery), expected: `fewer than ${places}, the places of the condition`, mend: 'It is over once fewer places are lost than it fires at.' })
  if (rubric?.ranking.by === 'none') complain('condition.kind', { found: 'rank_drop', expected: 'another kind, because this rubric ranks nobody', mend: 'Watch the total or an indicator.' })
}

function silenceFaults({ type, source, withinMinutes }: Of<'missing_reporter'>, { types, units }: { types: ReadonlySet<string>; units: readonly string[] | undefined }, complain: Complain): void {
  if (type !== undefined && !types.has(type)) complain('condition.type', unknown(type, [...types], 'an event type of the catalogue'))
  if (withinMinutes === 0) complain('condition.withinMinutes', { found: '0', expected: 'at least 1', mend: 'Say how long nothing may come.' })
  if (source !== undefined && units === undefined) complain('units', { found: 'nothing', expected: `who answers for the source ${source}`, mend: 'Name the unit whose alert it is; otherwise every unit of the group would have one.' })
}

function recoveryFaults({ side, line, recovery }: { side: 'below' | 'above'; line: string; recovery?: string | undefined }, complain: Complain): void {
  const [bound, heal] = [parseDecimal(line), parseDecimal(recovery ?? line)]
  if (!bound || !heal) return
  const order = ratios.compare(heal, bound)
  if (side === 'below' ? order >= 0 : order <= 0) return
  complain('condition.recovery', { found: String(recovery), expected: `${side === 'below' ? 'at least' : 'at most'} ${line}, the line`, mend: 'An alert recovers on the good side of its line.' })
}

function isKnown(indicator: string, rubric: Rubric, complain: Complain): boolean {
  const ids = indicatorHeads(rubric).map(({ id }) => id)
  if (ids.includes(indicator)) return true
  complain('condition.indicator', unknown(indicator, ids, `an indicator of ${rubric.id}`))
  return false
}
