import { compare, plus, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { plainText } from '../exact/round.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Placed } from '../rubric/tree.ts'
import { decimal } from '../rule/rule.ts'
import { showOf } from '../value/value.ts'
import type { FaultList } from './fault-list.ts'

const WITHOUT_VALUE: ReadonlySet<string> = new Set(['checklist', 'best_level', 'judgement'])

/** A rule has what it needs: a value or none, items that add up to the points, bounds in the value's own terms. */
export function checkRule({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  const { rule } = leaf
  const isListed = rule.kind === 'missing_items' && rule.items !== undefined
  const wantsValue = !WITHOUT_VALUE.has(rule.kind) && !isListed
  if (wantsValue !== (leaf.value !== undefined)) faults.add(`${path}.value`, leaf.value ? 'a value' : 'nothing', wantsValue ? `a value for the rule ${rule.kind}` : `no value: the rule ${rule.kind} counts its own items`, wantsValue ? 'add it' : 'remove it')
  if (rule.kind === 'missing_items' && isListed === (rule.required !== undefined)) faults.add(`${path}.rule`, isListed ? '`items` and `required`' : 'neither `items` nor `required`', 'one of the two', 'name the items, or the number that is required')
  if (rule.kind === 'checklist') checkItems(leaf, rule.items.map((item) => item.points), { path, faults })
  if (rule.kind === 'missing_items' && rule.items) checkCharge(leaf, { each: rule.each, number: rule.items.length }, { path, faults })
  checkTerms(leaf, { path, faults })
}

interface Where {
  path: string
  faults: FaultList
}

function checkItems(leaf: Leaf, points: readonly string[], { path, faults }: Where): void {
  const sum = points.reduce<Ratio>((total, item) => plus(total, decimal(item)), ZERO)
  if (compare(sum, decimal(leaf.points ?? '0')) !== 0) faults.add(`${path}.rule.items`, `items of ${plainText(sum)} points`, `${leaf.points ?? '0'}, the points of the leaf`, 'correct an item or the leaf')
}

function checkCharge(leaf: Leaf, charge: { each: string; number: number }, { path, faults }: Where): void {
  const each = decimal(charge.each)
  const most: Ratio = { n: each.n * BigInt(charge.number), d: each.d }
  if (compare(most, decimal(leaf.points ?? '0')) < 0) faults.add(`${path}.rule.each`, `${charge.number} × ${charge.each} = ${plainText(most)}`, `at least ${leaf.points ?? '0'}: with nothing there nothing is given`, 'correct the charge or the items')
}

/** A percentage is bounded by percentages, anything else by plain numbers. */
function checkTerms(leaf: Leaf, { path, faults }: Where): void {
  if (!leaf.value) return
  const isPercent = showOf(leaf.value) === 'percent'
  for (const figure of figuresOf(leaf)) {
    if (/[%％]/.test(figure) !== isPercent) faults.add(`${path}.rule`, `the bound ${figure}`, isPercent ? 'a percentage such as 80%, as the value is one' : 'a plain number, as the value is no percentage', isPercent ? `write ${figure}%` : 'write it without the percent sign')
  }
}

function figuresOf({ rule }: Leaf): string[] {
  if (rule.kind === 'steps') return rule.steps.flatMap((step) => [step.at_least, step.above, step.at_most, step.below].filter((figure): figure is string => figure !== undefined))
  if (rule.kind === 'linear') return [rule.base, rule.per]
  return rule.kind === 'proportional' ? [rule.full] : []
}
