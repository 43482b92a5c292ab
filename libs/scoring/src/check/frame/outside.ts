import { compare, plus, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { plainText } from '../../exact/round.ts'
import { isBranch, isOutside } from '../../rubric/indicator.schema.ts'
import type { Indicator } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { leavesOf, placedIndicators } from '../../rubric/tree.ts'
import type { Placed } from '../../rubric/tree.ts'
import { decimal } from '../../rule/rule.ts'
import type { FaultList } from '../fault-list.ts'
import { checkBounds } from '../rule/bounds.ts'

/** What stands outside the base: bonus and penalty in their place, gates and caps that can bind, vetoes that can hold, the conversion. */
export function checkOutside(rubric: Rubric, faults: FaultList): void {
  for (const placed of placedIndicators(rubric.indicators)) {
    checkPlace(placed, faults)
    checkGate(rubric, placed, faults)
  }
  checkCap(rubric, faults)
  checkVetoes(rubric, faults)
  const weight = rubric.conversion?.weight
  if (weight !== undefined && weight !== 'undeclared' && compare(decimal(weight), ZERO) <= 0) faults.add('conversion.weight', weight, 'a weight above 0, or undeclared', 'correct it')
  if (rubric.conversion && !rubric.points) faults.add('conversion', 'a conversion', 'none: the rubric has no points', 'remove it, or declare `points`')
}

/** The most that a board can show: total and bonus, up to the cap. */
export function reachOf({ points, indicators }: Rubric): string | undefined {
  if (!points) return undefined
  const most = plus(decimal(points.total), bonusOf(indicators))
  return points.cap !== undefined && compare(decimal(points.cap), most) < 0 ? points.cap : plainText(most)
}

function bonusOf(indicators: readonly Indicator[]): Ratio {
  return indicators.filter(({ bonus }) => bonus === 'true').reduce<Ratio>((sum, indicator) => plus(sum, mostOf(indicator)), ZERO)
}

function mostOf(indicator: Indicator): Ratio {
  if (!isBranch(indicator)) return decimal(indicator.penalty === 'true' ? '0' : indicator.points ?? '0')
  const sum = indicator.children.reduce<Ratio>((total, child) => plus(total, mostOf(child)), ZERO)
  return indicator.cap !== undefined && compare(decimal(indicator.cap), sum) < 0 ? decimal(indicator.cap) : sum
}

/** Rules that take points; others have no meaning for a penalty. */
const CHARGING: ReadonlySet<string> = new Set(['per_occurrence', 'zero_on_any', 'missing_items', 'steps', 'linear', 'judgement'])

function checkPlace({ indicator, ancestors, path }: Placed, faults: FaultList): void {
  const within = ancestors.find((ancestor) => !isOutside(ancestor))
  if (isOutside(indicator) && within) faults.add(`${path}.${indicator.bonus === 'true' ? 'bonus' : 'penalty'}`, `outside the base, but within ${within.id}`, 'a place beside the base branches, or in a branch of bonus', 'move it to the top level')
  if (isBranch(indicator)) {
    if (isOutside(indicator) && leavesOf(indicator).some((leaf) => !isOutside(leaf))) faults.add(`${path}.children`, 'leaves of the base in a branch of bonus', 'bonus or penalty leaves only', 'add `bonus` or `penalty` to each, or move it')
    return
  }
  if (indicator.bonus === 'true' && indicator.penalty === 'true') faults.add(path, 'bonus and penalty', 'one of the two', 'remove one')
  if (indicator.penalty === 'true' && !CHARGING.has(indicator.rule.kind)) faults.add(`${path}.rule.kind`, indicator.rule.kind, `a rule that takes points: ${[...CHARGING].join(', ')}`, 'choose one of them')
}

function checkGate(rubric: Rubric, { indicator, path }: Placed, faults: FaultList): void {
  const { gate } = indicator
  if (!gate) return
  if (indicator.bonus !== 'true') faults.add(`${path}.gate`, 'a gate', 'a gate before a bonus only', 'remove it, or say `bonus: true`')
  const gated = gate.indicator === undefined ? undefined : placedIndicators(rubric.indicators).find((placed) => placed.indicator.id === gate.indicator)?.indicator
  if (gate.indicator !== undefined && (!gated || isOutside(gated))) {
    faults.add(`${path}.gate.indicator`, `"${gate.indicator}"`, 'the id of an indicator of the base', 'correct it')
    return
  }
  const most = gated ? gated.points : rubric.points?.total
  if (most !== undefined && compare(decimal(gate.at_least), decimal(most)) > 0) faults.add(`${path}.gate.at_least`, gate.at_least, `at most ${most}: this gate can never open`, 'correct it')
  if (compare(decimal(gate.at_least), ZERO) <= 0) faults.add(`${path}.gate.at_least`, gate.at_least, 'more than 0: this gate is always open', 'correct it, or remove the gate')
}

function checkCap({ points, indicators }: Rubric, faults: FaultList): void {
  if (points?.cap === undefined) return
  const most = plus(decimal(points.total), bonusOf(indicators))
  if (compare(decimal(points.cap), most) >= 0) faults.add('points.cap', points.cap, `less than ${plainText(most)}, which nothing exceeds: this cap can never bind`, 'remove it, or correct it')
  if (compare(decimal(points.cap), decimal(points.total)) < 0) faults.add('points.cap', points.cap, `at least ${points.total}, the total`, 'correct it')
}

function checkVetoes(rubric: Rubric, faults: FaultList): void {
  const tiers = rubric.tiers === 'undeclared' ? [] : rubric.tiers.lines.map(({ id }) => id)
  const reach = reachOf(rubric)
  for (const [at, { effect, when }] of (rubric.vetoes ?? []).entries()) {
    const path = `vetoes[${at}]`
    if (when) checkBounds(when, { path: `${path}.when`, faults, isNeeded: true })
    if (effect === 'zero') continue
    if ('tier' in effect && !tiers.includes(effect.tier)) faults.add(`${path}.effect.tier`, `"${effect.tier}"`, tiers.length > 0 ? `one of ${tiers.join(', ')}` : 'a tier, but the rubric declares none', 'name a tier by its id, or declare the tiers')
    if ('tier' in effect && tiers[0] === effect.tier) faults.add(`${path}.effect.tier`, `"${effect.tier}", the best tier`, 'a worse tier: a veto takes something away', 'correct it')
    if ('cap' in effect && reach !== undefined && compare(decimal(effect.cap), decimal(reach)) >= 0) faults.add(`${path}.effect.cap`, effect.cap, `less than ${reach}, which nothing exceeds: this cap can never bind`, 'correct it')
  }
}
