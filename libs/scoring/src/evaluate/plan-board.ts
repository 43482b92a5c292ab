import { placedIndicators } from '../rubric/tree.ts'
import type { Placed } from '../rubric/tree.ts'
import { isBranch } from '../rubric/indicator.schema.ts'
import type { Branch, Indicator, Leaf } from '../rubric/indicator.schema.ts'
import type { Period } from '../period/period.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { compileRule } from '../rule/compile-rule.ts'
import { decimal, scaledPoints } from '../rule/rule.ts'
import type { RuleContext } from '../rule/rule.ts'
import { namesOf } from '../value/names.ts'
import { compileValue } from '../value/value.ts'
import type { CompiledBoard, CompiledBranch, CompiledLeaf, Part } from './compiled.ts'
import { compileSummaries, marksOf } from './summaries.ts'
import type { BoardPlan, Reading } from './types.ts'

/** Makes a rubric ready for one period and group: what to read for each unit, and every rule and value parsed once. */
export function planBoard(rubric: Rubric, period: Period, groupId: string): BoardPlan {
  const readings = Object.entries(rubric.measures).map(([name, measure], slot): Reading => {
    const from = Math.max(period.from, measure.from)
    const until = Math.max(from, Math.min(period.until, measure.until))
    return { slot, name, declaration: measure.declaration, hash: measure.hash, from, until, keyed: measure.declaration.by !== undefined }
  })
  return {
    rubric, period, group: groupId, readings,
    window: { from: Math.min(period.from, ...readings.map((reading) => reading.from)), until: Math.max(period.until, ...readings.map((reading) => reading.until)) },
    attributeNames: Object.keys(rubric.attributes ?? {}),
    compiled: compileBoard(rubric, readings),
  }
}

/** The rounding of a rubric; two decimals, half up, where it has no points. */
export function roundingOf(rubric: Rubric): Pick<RuleContext, 'decimals' | 'mode'> {
  return { decimals: Number(rubric.points?.decimals ?? 2), mode: rubric.points?.mode ?? 'half_up' }
}

/** One leaf compiled for a board; `at` is its place among the leaves. */
export function compileLeaf(rubric: Rubric, placed: Placed<Leaf>, { at, readings }: { at: number; readings: readonly Reading[] }): CompiledLeaf {
  const { indicator: leaf } = placed
  const names = namesOf(rubric)
  const context: RuleContext = { max: decimal(leaf.points ?? '0'), ...roundingOf(rubric), names }
  const rule = compileRule(leaf.rule, context)
  const value = leaf.value ? compileValue(leaf.value, names, rubric.rates ?? 'exact') : null
  const slots = [...(value?.slots ?? []), ...(rule.takes === 'items' ? rule.slots : [])]
  return {
    leaf, at, ancestors: placed.ancestors, value, rule, exactMax: context.max,
    max: scaledPoints(context.max, context), least: scaledPoints(rule.least, context), open: new Map(),
    from: slots.reduce((from, slot) => Math.min(from, readings[slot]?.from ?? Infinity), slots.length > 0 ? Infinity : -Infinity),
  }
}

function compileBoard(rubric: Rubric, readings: readonly Reading[]): CompiledBoard {
  const placed = placedIndicators(rubric.indicators)
  const leaves = placed.filter((entry): entry is Placed<Leaf> => !isBranch(entry.indicator))
  const branches = placed.filter((entry): entry is Placed<Branch> => isBranch(entry.indicator))
  const partOf = (indicator: Indicator): Part => isBranch(indicator)
    ? { branch: branches.findIndex((entry) => entry.indicator === indicator) } : { leaf: leaves.findIndex((entry) => entry.indicator === indicator) }
  const rounding = roundingOf(rubric)
  const marks = marksOf(rubric)
  return {
    ...rounding, names: namesOf(rubric), indicators: rubric.indicators,
    leaves: leaves.map((entry, at) => compileLeaf(rubric, entry, { at, readings })),
    branches: branches.map((entry) => compileBranch(entry, { partOf, rounding })),
    roots: rubric.indicators.map(partOf),
    cap: rubric.points?.cap === undefined ? Infinity : scaledPoints(decimal(rubric.points.cap), rounding),
    ranking: rankingOf(rubric, leaves), ties: rubric.ranking.ties ?? 'competition',
    tiers: rubric.tiers === 'undeclared' ? [] : rubric.tiers.lines.map(({ id, title, line }) => ({ id, title, line: line === undefined ? null : scaledPoints(decimal(line), rounding) })),
    hasPoints: rubric.points !== undefined,
    marks, summaries: compileSummaries(rubric, { marks, leaves: leaves.map((entry) => entry.indicator.id) }),
  }
}

function compileBranch(placed: Placed<Branch>, how: { partOf: (indicator: Indicator) => Part; rounding: Pick<RuleContext, 'decimals' | 'mode'> }): CompiledBranch {
  const { indicator: branch, parent } = placed
  return {
    branch, parent: parent?.id ?? null, parts: branch.children.map(how.partOf),
    max: scaledPoints(decimal(branch.points ?? '0'), how.rounding),
    cap: branch.cap === undefined ? Infinity : scaledPoints(decimal(branch.cap), how.rounding),
  }
}

function rankingOf(rubric: Rubric, leaves: readonly Placed<Leaf>[]): CompiledBoard['ranking'] {
  const { by, indicator, direction } = rubric.ranking
  if (by !== 'value') return { by }
  return { by, leaf: leaves.findIndex((entry) => entry.indicator.id === indicator), direction: direction ?? 'desc' }
}
