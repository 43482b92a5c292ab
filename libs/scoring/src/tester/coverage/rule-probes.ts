import { figure } from '../../exact/decimal.ts'
import { compare, ONE, times, whole, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { RuleKind, RuleOf } from '../../rubric/rule.schema.ts'
import { judgedMet } from '../../rule/items.ts'
import { levelsReached, slotsOf } from '../../rule/best-level.ts'
import { decimal } from '../../rule/rule.ts'
import { stepsOf } from '../../rule/steps.ts'
import { compileCondition, keepsAll } from '../../value/condition.ts'
import { compileOperand } from '../../value/operand.ts'
import type { Operand } from '../../rubric/value.schema.ts'
import { probe } from './probe.ts'
import type { Probe, SeenLeaf } from './probe.ts'

/** What of a leaf's rule a test should reach: every row, both sides of every bound, every item, stream and level, floors and caps. */
export function ruleProbes(leaf: Leaf): Probe[] {
  const probes = BY_KIND[leaf.rule.kind] as ((rule: Leaf['rule']) => Probe[]) | undefined
  return probes?.(leaf.rule) ?? []
}

type Probes = { [Kind in RuleKind]?: (rule: RuleOf<Kind>) => Probe[] }

const BY_KIND: Probes = {
  steps: (rule) => [...rule.steps.map((_step, at) => probe(`steps[${at}]`, `第 ${at + 1} 档`, `step ${at + 1}`, (seen) => stepAt(rule, seen.value) === at)), ...stepBounds(rule)],
  linear: linearProbes,
  proportional: (rule) => [
    probe('full', '达到满分值', 'full marks', valueKeeps((value) => compare(value, figure(rule.full)) >= 0)), probe('below', '低于满分值', 'less than full marks', valueKeeps((value) => compare(value, figure(rule.full)) < 0)),
    ...(rule.from === undefined ? [] : [probe('under', '低于起算值', 'under where points begin', valueKeeps((value) => compare(value, figure(rule.from ?? '0')) < 0)), probe('from', '恰为起算值', 'where points begin', valueIs(figure(rule.from)))]),
  ],
  rank: (rule) => [
    ...bandProbes(rule.bands ?? [], (seen) => seen.score.place), probe('ties', '并列', 'a tie', ({ isTied }) => isTied),
    ...(rule.list ?? []).map((_points, at) => probe(`list[${at}]`, `第 ${at + 1} 名`, `rank ${at + 1}`, ({ score }) => score.place === at + 1)),
    ...(rule.rest === undefined ? [] : [probe('rest', '名单之后', 'after the list', ({ score }) => (score.place ?? 0) > (rule.list?.length ?? 0))]),
    ...(rule.to_best === undefined ? [] : [probe('best', '最好者', 'the best', ({ score }) => score.points === score.max), probe('to_best', '其他单位', 'another', ({ score }) => score.points !== null && score.points < score.max)]),
    ...(rule.to_best?.floor === undefined ? [] : [probe('floor', '到最低分', 'the floor', isLeast)]),
  ],
  per_occurrence: occurrenceProbes,
  zero_on_any: (rule) => (rule.triggers
    ? [probe('none', '一项未发生', 'nothing happened', isWhole), ...rule.triggers.map(({ id, title, of }) => probe(`triggers.${id}`, `触发：${title.zh}`, `trigger: ${title.en}`, happened(of)))]
    : [probe('none', '未发生', 'nothing happened', valueIs(ZERO)), probe('one', '发生一次', 'one occurrence', valueIs(ONE))]),
  zero_on_none: () => [probe('none', '一次也没有', 'none', valueIs(ZERO)), probe('one', '恰有一次', 'one', valueIs(ONE))],
  missing_items: (rule) => (rule.items
    ? rule.items.flatMap(({ id, title }) => judgedProbes(id, title.zh, title.en))
    : [probe('enough', '数量足够', 'enough', ({ score }) => score.points !== null && score.points === score.max), probe('missing', '数量不足', 'too few', ({ score }) => score.points !== null && score.points < score.max)]),
  checklist: (rule) => rule.items.flatMap(({ id, title, met_when: when }) => [
    ...judgedProbes(id, title.zh, title.en), ...(when ? [probe(`items.${id}.facts`, `${title.zh}：由事实证明`, `${title.en}: met by the facts`, ({ view, names }) => compileCondition(when, names)(view) === true)] : []),
  ]),
  award: (rule) => [
    probe('none', '不加分', 'nothing earned', ({ score }) => score.points === 0), probe('first', '起加的第一个', 'the first that earns', valueIs(whole(BigInt(rule.from ?? '1')))),
    probe('cap', '到最高分', 'the cap', ({ score }) => score.points !== null && score.points === score.max),
  ],
  best_level: levelProbes,
  judgement: (rule) => (rule.unpublished === 'true' ? [] : [probe('judged', '评议打分', 'judged points', ({ view, leaf }) => view.judgementsOf(leaf.leaf.id).some(({ kind }) => kind === 'points'))]),
  imported: (rule) => (rule.bands ? bandProbes(rule.bands, ({ value }) => (value && value.n % value.d === 0n ? Number(value.n / value.d) : null)) : [
    probe('full', '满分', 'full marks', ({ score }) => score.points === score.max), probe('below', '不到满分', 'less than full marks', ({ score }) => score.points !== null && score.points < score.max),
  ]),
}

const valueKeeps = (holds: (value: Ratio) => boolean): Probe['isReached'] => ({ value }) => value !== null && holds(value)
const valueIs = (wanted: Ratio): Probe['isReached'] => valueKeeps((value) => compare(value, wanted) === 0)
const isLeast: Probe['isReached'] = ({ score, leaf }) => score.points !== null && score.points === leaf.least
const isWhole: Probe['isReached'] = ({ score, leaf }) => score.points !== null && score.points === leaf.max

function happened(of: Operand): Probe['isReached'] {
  return ({ view, names }) => compare(compileOperand(of, names)(view) ?? ZERO, ZERO) > 0
}

function stepAt(rule: RuleOf<'steps'>, value: Ratio | null): number {
  return value ? stepsOf(rule).findIndex(({ bounds }) => keepsAll(value, bounds)) : -1
}

/** Where steps meet, a value exactly there and one on the other side, in the neighbouring step. */
function stepBounds(rule: RuleOf<'steps'>): Probe[] {
  const steps = stepsOf(rule)
  const figures = new Map<string, { ratio: Ratio; at: Set<number>; place: string }>()
  for (const [at, step] of steps.entries()) {
    for (const [index, bound] of step.bounds.entries()) {
      const key = `${bound.figure.n * 1_000_000n / bound.figure.d}`
      const found = figures.get(key) ?? { ratio: bound.figure, at: new Set<number>(), place: `steps[${at}].bounds[${index}]` }
      found.at.add(at)
      figures.set(key, found)
    }
  }
  return [...figures.values()].flatMap(({ ratio, at, place }) => {
    const inside = stepAt(rule, ratio)
    const beyond = [...at].filter((step) => step !== inside)
    const text = steps[[...at][0] ?? 0]?.bounds.find((bound) => compare(bound.figure, ratio) === 0)?.text ?? ''
    return [
      probe(`${place}.at`, `恰为 ${text}`, `exactly ${text}`, valueIs(ratio)),
      ...(beyond.length > 0 ? [probe(`${place}.beyond`, `${text} 的另一侧`, `the other side of ${text}`, (seen) => beyond.includes(stepAt(rule, seen.value)))] : []),
    ]
  })
}

function linearProbes(rule: RuleOf<'linear'>): Probe[] {
  const base = figure(rule.base)
  const isBetter = (value: Ratio): boolean => compare(value, base) * (rule.better === 'higher' ? 1 : -1) > 0
  return [
    probe('base', '恰在基准值', 'exactly the base', valueIs(base)),
    probe('worse', '差于基准值', 'worse than the base', valueKeeps((value) => compare(value, base) !== 0 && !isBetter(value))),
    probe('better', '好于基准值', 'better than the base', valueKeeps(isBetter)),
    probe('floor', '到最低分', 'the floor', isLeast),
  ]
}

function bandProbes(bands: readonly { from: string; to?: string | undefined }[], placeOf: (seen: SeenLeaf) => number | null): Probe[] {
  return bands.flatMap(({ from, to }, at) => {
    const within = (place: number | null): boolean => place !== null && place >= Number(from) && place <= Number(to ?? Infinity)
    const edge = to !== undefined && to !== from ? [probe(`bands[${at}].to`, `第 ${to} 名`, `rank ${to}`, (seen) => placeOf(seen) === Number(to))] : []
    return [probe(`bands[${at}]`, to === undefined ? `第 ${from} 名及以后` : `第 ${from}–${to} 名`, to === undefined ? `rank ${from} and after` : `ranks ${from}–${to}`, (seen) => within(placeOf(seen))), ...edge]
  })
}

function occurrenceProbes(rule: RuleOf<'per_occurrence'>): Probe[] {
  const escalation = rule.escalation === undefined ? [] : [probe('escalated', '超过次数', 'more than the escalation allows', ({ score, leaf }) => score.points !== null && score.points <= leaf.least)]
  const floor = [probe('none', '一次未发生', 'no occurrence', isWhole), probe('floor', '扣完', 'all is taken', isLeast), ...escalation]
  if (!rule.streams) return [...floor, probe('one', '一次', 'one occurrence', valueIs(ONE)), probe('several', '几次', 'several occurrences', valueKeeps((value) => compare(value, ONE) > 0))]
  return [...floor, ...rule.streams.flatMap(({ id, title, of, each, at_most: most }) => [
    probe(`streams.${id}`, `发生：${title.zh}`, `some of: ${title.en}`, happened(of)),
    ...(most === undefined ? [] : [probe(`streams.${id}.at_most`, `${title.zh}：扣到上限`, `${title.en}: its cap`, ({ view, names }) => compare(times(compileOperand(of, names)(view) ?? ZERO, decimal(each)), decimal(most)) > 0)]),
  ])]
}

function judgedProbes(id: string, zh: string, en: string): Probe[] {
  const judged = (value: string): Probe['isReached'] => ({ view, leaf }) => judgedMet(view.judgementsOf(leaf.leaf.id), id)?.value === value
  return [probe(`items.${id}.met`, `${zh}：做到`, `${en}: met`, judged('true')), probe(`items.${id}.missing`, `${zh}：未做到`, `${en}: missing`, judged('false'))]
}

function levelProbes(rule: RuleOf<'best_level'>): Probe[] {
  return [...rule.levels.flatMap(({ title, at_least: least }, at) => {
    const countAt = ({ view, names }: SeenLeaf): number => levelsReached(rule, { view, slots: slotsOf(rule, { names }) })[at]?.count ?? 0
    return [
      probe(`levels[${at}]`, `${title.zh}：恰好达到`, `${title.en}: just reached`, (seen) => countAt(seen) === Number(least)),
      ...(least === '1' ? [] : [probe(`levels[${at}].below`, `${title.zh}：差一项`, `${title.en}: one too few`, (seen) => countAt(seen) === Number(least) - 1)]),
    ]
  }), probe('cap', '到最高分', 'the most that it gives', isWhole)]
}

