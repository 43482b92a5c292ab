import { compare, plus, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { plainText } from '../exact/round.ts'
import { isBranch } from '../rubric/indicator.schema.ts'
import type { Indicator } from '../rubric/indicator.schema.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { placedIndicators } from '../rubric/tree.ts'
import { decimal } from '../rule/rule.ts'
import type { FaultList } from './fault-list.ts'

/** Points add up at every branch and to the total; the bonus stands outside. */
export function checkPoints(rubric: Rubric, faults: FaultList): void {
  if (rubric.points) checkSum(rubric.indicators, { path: 'points.total', points: rubric.points.total }, faults)
  for (const { indicator, path } of placedIndicators(rubric.indicators)) {
    if (isBranch(indicator)) checkSum(indicator.children, { path: `${path}.points`, points: indicator.points }, faults)
    checkHasPoints(rubric, { indicator, path }, faults)
    checkDecimals(rubric, { indicator, path }, faults)
  }
}

function checkSum(parts: readonly Indicator[], whole: { path: string; points: string | undefined }, faults: FaultList): void {
  if (whole.points === undefined) return
  const sum = parts.filter((part) => isBranch(part) || part.bonus !== 'true').reduce<Ratio>((total, part) => plus(total, decimal(part.points ?? '0')), ZERO)
  if (compare(sum, decimal(whole.points)) !== 0) faults.add(whole.path, whole.points, `${plainText(sum)}, the sum of its parts`, 'correct the sum or one of the parts; a wrong printed sum belongs under `discrepancies`')
}

function checkHasPoints(rubric: Rubric, { indicator, path }: { indicator: Indicator; path: string }, faults: FaultList): void {
  const isPointless = !isBranch(indicator) && indicator.rule.kind === 'no_points'
  if (rubric.points && !isPointless && indicator.points === undefined) faults.add(`${path}.points`, 'nothing', 'points', 'add them, or use the rule no_points')
  if ((!rubric.points || isPointless) && indicator.points !== undefined) faults.add(`${path}.points`, indicator.points, 'no points here', rubric.points ? 'remove them, or choose another rule' : 'remove them, or declare `points` for the rubric')
}

function checkDecimals(rubric: Rubric, { indicator, path }: { indicator: Indicator; path: string }, faults: FaultList): void {
  const decimals = Number(rubric.points?.decimals ?? 2)
  const fraction = indicator.points?.split('.')[1] ?? ''
  if (fraction.length > decimals) faults.add(`${path}.points`, indicator.points ?? '', `at most ${decimals} decimals`, 'round the points, or raise `points.decimals`')
}
