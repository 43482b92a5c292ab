import { figure } from '../../exact/decimal.ts'
import { compare, floor, minus, over, plus, times, whole, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { plainText } from '../../exact/round.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rule, RuleKind, RuleOf } from '../../rubric/rule.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import { decimal } from '../../rule/rule.ts'
import type { FaultList } from '../fault-list.ts'
import { checkBounds } from './bounds.ts'

interface At {
  leaf: Leaf
  points: Ratio
  path: string
  faults: FaultList
}

/** What a rule gives and takes fits the leaf's points: full marks can be reached, floors and caps can bind, charges are above 0. */
export function checkAmounts({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  const at: At = { leaf, points: decimal(leaf.points ?? '0'), path: `${path}.rule`, faults }
  const check = BY_KIND[leaf.rule.kind] as ((rule: Rule, at: At) => void) | undefined
  check?.(leaf.rule, at)
}

type Checks = { [Kind in RuleKind]?: (rule: RuleOf<Kind>, at: At) => void }

const BY_KIND: Checks = {
  linear: checkLinear,
  proportional: (rule, at) => {
    positive('full', rule.full, at)
    if (rule.from !== undefined && compare(figure(rule.from), figure(rule.full)) >= 0) at.faults.add(`${at.path}.from`, rule.from, `less than ${rule.full}, where full marks begin`, 'correct one of them')
  },
  per_occurrence: checkOccurrences,
  missing_items: (rule, at) => {
    positive('each', rule.each, at)
    if (rule.items) checkCharge(rule.each, rule.items.length, at)
  },
  checklist: (rule, at) => {
    const sum = sumOf(rule.items.map((item) => item.points))
    if (compare(sum, at.points) !== 0) at.faults.add(`${at.path}.items`, `items of ${plainText(sum)} points`, `${at.leaf.points ?? '0'}, the points of the leaf`, 'correct an item or the leaf')
    for (const [index, item] of rule.items.entries()) if (item.met_when) checkBounds(item.met_when, { path: `${at.path}.items[${index}].met_when`, faults: at.faults, isNeeded: true })
  },
  award: (rule, at) => {
    positive('each', rule.each, at)
    if (compare(decimal(rule.each), at.points) > 0) at.faults.add(`${at.path}.each`, rule.each, `at most ${at.leaf.points ?? '0'}, the points of the leaf`, 'correct it, or the leaf')
    if (rule.from === '0') at.faults.add(`${at.path}.from`, '0', '1 or more: the first that earns', 'remove it')
  },
  best_level: checkLevels,
  judgement: checkJudgement,
  imported: (rule, at) => {
    if (rule.full !== undefined) positive('full', rule.full, at)
  },
}

function checkLinear(rule: RuleOf<'linear'>, at: At): void {
  for (const key of ['per', 'change', 'gain'] as const) if (rule[key] !== undefined) positive(key, rule[key], at)
  const most = at.leaf.penalty === 'true' ? ZERO : at.points
  const start = rule.at_base === undefined ? most : decimal(rule.at_base)
  if (compare(start, most) > 0) at.faults.add(`${at.path}.at_base`, rule.at_base ?? '', `at most ${plainText(most)}, the best that the leaf can come to`, 'correct it')
  if (compare(start, most) < 0 && rule.gain === undefined) at.faults.add(`${at.path}.gain`, 'nothing', `what is gained above the base: ${plainText(start)} there is less than ${plainText(most)}`, 'add it, or give the full points at the base')
  if (compare(start, most) === 0 && rule.gain !== undefined) at.faults.add(`${at.path}.gain`, rule.gain, 'no gain: the base gives full marks already', 'remove it, or give less `at_base`')
  if (rule.floor !== undefined && compare(decimal(rule.floor), start) >= 0) at.faults.add(`${at.path}.floor`, rule.floor, `less than ${plainText(start)}, what the base gives`, 'correct it')
}

function checkOccurrences(rule: RuleOf<'per_occurrence'>, at: At): void {
  if (rule.each !== undefined) positive('each', rule.each, at)
  for (const [index, stream] of (rule.streams ?? []).entries()) {
    positive(`streams[${index}].each`, stream.each, at)
    if (stream.at_most === undefined) continue
    if (compare(decimal(stream.at_most), decimal(stream.each)) < 0) at.faults.add(`${at.path}.streams[${index}].at_most`, stream.at_most, `at least ${stream.each}, what one of them takes`, 'correct one of them')
    if (compare(decimal(stream.at_most), at.points) >= 0 && rule.streams?.length === 1) at.faults.add(`${at.path}.streams[${index}].at_most`, stream.at_most, `less than ${at.leaf.points ?? '0'}, the points of the leaf: this cap can never bind`, 'remove it')
  }
  const [most, least] = at.leaf.penalty === 'true' ? [ZERO, minus(ZERO, at.points)] : [at.points, ZERO]
  if (rule.floor !== undefined && (compare(decimal(rule.floor), most) >= 0 || compare(decimal(rule.floor), least) < 0)) at.faults.add(`${at.path}.floor`, rule.floor, `from ${plainText(least)} to less than ${plainText(most)}`, 'correct it')
  if (rule.escalation && (compare(decimal(rule.escalation.points), most) >= 0 || compare(decimal(rule.escalation.points), least) < 0)) at.faults.add(`${at.path}.escalation.points`, rule.escalation.points, `from ${plainText(least)} to less than ${plainText(most)}`, 'correct it')
}

function checkLevels(rule: RuleOf<'best_level'>, at: At): void {
  const flat = sumOf(rule.levels.filter(({ pays }) => pays === 'flat').map(({ points }) => points))
  const isOpen = rule.levels.some(({ pays }) => pays === 'each')
  if (!isOpen && compare(flat, at.points) < 0) at.faults.add(`${at.path}.levels`, `levels of ${plainText(flat)} points together`, `at least ${at.leaf.points ?? '0'}, the points of the leaf`, 'correct a level or the leaf')
  for (const [index, level] of rule.levels.entries()) {
    positive(`levels[${index}].points`, level.points, at)
    if (compare(decimal(level.points), at.points) > 0) at.faults.add(`${at.path}.levels[${index}].points`, level.points, `at most ${at.leaf.points ?? '0'}, the points of the leaf`, 'correct it')
    if (level.at_least === '0') at.faults.add(`${at.path}.levels[${index}].at_least`, '0', '1 or more: nothing reaches no level', 'correct it')
  }
}

function checkJudgement(rule: RuleOf<'judgement'>, at: At): void {
  const [most, lowest] = at.leaf.penalty === 'true' ? [ZERO, minus(ZERO, at.points)] : [at.points, ZERO]
  const least = rule.least === undefined ? lowest : decimal(rule.least)
  if (compare(least, most) >= 0 || compare(least, lowest) < 0) at.faults.add(`${at.path}.least`, rule.least ?? '0', `from ${plainText(lowest)} to less than ${plainText(most)}`, 'correct it')
  if (rule.step === undefined) return
  positive('step', rule.step, at)
  const steps = over(minus(most, least), decimal(rule.step))
  if (steps && compare(steps, whole(floor(steps))) !== 0) at.faults.add(`${at.path}.step`, rule.step, `a step that leads from ${plainText(least)} to ${plainText(most)} without a rest`, 'correct it')
}

function checkCharge(each: string, number: number, { leaf, points, path, faults }: At): void {
  const most = times(decimal(each), whole(BigInt(number)))
  if (compare(most, points) < 0) faults.add(`${path}.each`, `${number} × ${each} = ${plainText(most)}`, `at least ${leaf.points ?? '0'}: with nothing there nothing is given`, 'correct the charge or the items')
}

function positive(key: string, text: string, { path, faults }: At): void {
  if (compare(figure(text), ZERO) <= 0) faults.add(`${path}.${key}`, text, 'more than 0', 'correct it; a charge is written without its sign')
}

function sumOf(points: readonly string[]): Ratio {
  return points.reduce<Ratio>((sum, text) => plus(sum, decimal(text)), ZERO)
}
