import { figure } from '../exact/decimal.ts'
import { compare, over, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { decimal, within } from './rule.ts'
import type { ByValue, RuleContext } from './rule.ts'

/** `imported`: another scheme's score in proportion to its full marks, or the points of the band in which its rank lies. */
export function compileImported(rule: RuleOf<'imported'>, context: RuleContext): ByValue {
  const full = figure(rule.full ?? '100')
  const limits = { least: ZERO, most: context.max }
  const fromScore = (score: Ratio): Ratio => within(times(context.max, over(score, full) ?? ZERO), limits)
  return { takes: 'value', least: ZERO, exact: rule.of === 'rank' ? (rank) => bandPoints(rule, rank) : fromScore }
}

/** The points of the band in which a rank lies; nothing where no band holds it. */
export function bandPoints(rule: Pick<RuleOf<'imported'>, 'bands'>, rank: Ratio): Ratio {
  const band = rule.bands?.find(({ from, to }) => compare(rank, whole(BigInt(from))) >= 0 && (to === undefined || compare(rank, whole(BigInt(to))) <= 0))
  return band ? decimal(band.points) : ZERO
}
