import { parseFigure } from '../../exact/decimal.ts'
import { compare, ONE, plus, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { plainText } from '../../exact/round.ts'
import { isBranch, isOutside } from '../../rubric/indicator.schema.ts'
import type { Branch, Indicator } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { placedIndicators } from '../../rubric/tree.ts'
import type { Placed } from '../../rubric/tree.ts'
import { decimal } from '../../rule/rule.ts'
import type { FaultList } from '../fault-list.ts'

/** Points add up to the total and at every branch, by the way in which it combines its children; bonus and penalty stand outside. */
export function checkPoints(rubric: Rubric, faults: FaultList): void {
  if (rubric.points) checkSum(rubric.indicators, { path: 'points.total', points: rubric.points.total }, faults)
  for (const placed of placedIndicators(rubric.indicators)) {
    if (isBranch(placed.indicator)) checkBranch(placed.indicator, placed.path, faults)
    checkHasPoints(rubric, placed, faults)
    checkWeightPlace(placed, faults)
    checkDecimals(rubric, placed, faults)
  }
}

function checkBranch(branch: Branch, path: string, faults: FaultList): void {
  const { combine = 'add', children, points, cap } = branch
  const sum = sumOf(children.filter((child) => isOutside(branch) || !isOutside(child)))
  if (combine === 'weigh') checkWeights(children, path, faults)
  if (combine === 'pool' && points !== undefined && compare(sum, decimal(points)) < 0) faults.add(`${path}.points`, `${points}, of which the children can take ${plainText(sum)}`, 'children that can take all of it', 'correct the points of the pool or of its children')
  if (isOutside(branch)) {
    if (points !== undefined && cap === undefined && compare(sum, decimal(points)) !== 0) faults.add(`${path}.points`, points, `${plainText(sum)}, the sum of its parts, or a \`cap\``, 'correct the points, or cap the branch')
  } else if (combine === 'add' && cap === undefined) checkSum(children, { path: `${path}.points`, points }, faults)
  if (cap !== undefined) checkCap({ branch, path, sum }, faults)
}

function checkCap({ branch: { cap = '0', points, combine = 'add' }, path, sum }: { branch: Branch; path: string; sum: Ratio }, faults: FaultList): void {
  const reach = combine === 'add' ? sum : decimal(points ?? '0')
  if (compare(decimal(cap), reach) >= 0) faults.add(`${path}.cap`, cap, `less than ${plainText(reach)}, which the branch cannot exceed: this cap can never bind`, 'remove it, or correct the cap or the points')
  if (points !== undefined && compare(decimal(points), decimal(cap)) !== 0) faults.add(`${path}.points`, points, `${cap}, the most that the capped branch gives`, 'write the cap as its points')
}

function checkWeights(children: readonly Indicator[], path: string, faults: FaultList): void {
  const weights = children.map(({ weight }) => (weight === undefined ? null : parseFigure(weight)))
  for (const [at, weight] of weights.entries()) {
    if (!weight) faults.add(`${path}.children[${at}].weight`, 'nothing', 'a weight such as 30%: the branch weighs its children', 'add it')
    else if (compare(weight, ZERO) <= 0) faults.add(`${path}.children[${at}].weight`, children[at]?.weight ?? '', 'a weight above 0', 'correct it, or remove the child')
  }
  const sum = weights.reduce<Ratio>((total, weight) => plus(total, weight ?? ZERO), ZERO)
  if (!weights.includes(null) && compare(sum, ONE) !== 0) faults.add(`${path}.children`, `weights of ${plainText({ n: sum.n * 100n, d: sum.d })}%`, '100% together', 'correct the weights')
}

function checkWeightPlace({ indicator, parent, path }: Placed, faults: FaultList): void {
  if (indicator.weight !== undefined && parent?.combine !== 'weigh') faults.add(`${path}.weight`, indicator.weight, 'no weight: nothing weighs it', 'remove it, or write `combine: weigh` at its branch')
}

function checkSum(parts: readonly Indicator[], whole: { path: string; points: string | undefined }, faults: FaultList): void {
  if (whole.points === undefined) return
  const sum = sumOf(parts.filter((part) => !isOutside(part)))
  if (compare(sum, decimal(whole.points)) !== 0) faults.add(whole.path, whole.points, `${plainText(sum)}, the sum of its parts`, 'correct the sum or one of the parts; a wrong printed sum belongs under `discrepancies`')
}

function sumOf(parts: readonly Indicator[]): Ratio {
  return parts.reduce<Ratio>((total, part) => plus(total, decimal(part.points ?? '0')), ZERO)
}

function checkHasPoints(rubric: Rubric, { indicator, path }: Placed, faults: FaultList): void {
  const isPointless = !isBranch(indicator) && indicator.rule.kind === 'no_points'
  const mayBeOpen = isBranch(indicator) && isOutside(indicator)
  if (rubric.points && !isPointless && !mayBeOpen && indicator.points === undefined) faults.add(`${path}.points`, 'nothing', 'points', 'add them, or use the rule no_points')
  if ((!rubric.points || isPointless) && indicator.points !== undefined) faults.add(`${path}.points`, indicator.points, 'no points here', rubric.points ? 'remove them, or choose another rule' : 'remove them, or declare `points` for the rubric')
  if (indicator.points !== undefined && compare(decimal(indicator.points), ZERO) < 0) faults.add(`${path}.points`, indicator.points, 'no negative points: a penalty says `penalty: true` and what it takes at most', 'write the figure without its sign')
}

function checkDecimals(rubric: Rubric, { indicator, path }: Placed, faults: FaultList): void {
  const decimals = Number(rubric.points?.decimals ?? 2)
  for (const [key, text] of [['points', indicator.points], ['cap', isBranch(indicator) ? indicator.cap : undefined], ...rulePoints(indicator)] as const) {
    const fraction = text?.split('.')[1] ?? ''
    if (fraction.length > decimals) faults.add(`${path}.${key}`, text ?? '', `at most ${decimals} decimals`, 'round the points, or raise `points.decimals`')
  }
}

/** The points that a rule gives as they are printed. */
function rulePoints(indicator: Indicator): [string, string | undefined][] {
  if (isBranch(indicator)) return []
  const { rule } = indicator
  const listed = (key: string, entries: readonly { points: string }[] | undefined): [string, string][] => (entries ?? []).map(({ points }, at) => [`rule.${key}[${at}].points`, points])
  switch (rule.kind) {
    case 'steps': return listed('steps', rule.steps)
    case 'rank': return [...listed('bands', rule.bands), ...(rule.list ?? []).map((points, at): [string, string] => [`rule.list[${at}]`, points]), ['rule.rest', rule.rest]]
    case 'checklist': return listed('items', rule.items)
    case 'best_level': return listed('levels', rule.levels)
    case 'imported': return listed('bands', rule.bands)
    case 'per_occurrence': return [['rule.escalation.points', rule.escalation?.points]]
    default: return []
  }
}
