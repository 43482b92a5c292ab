import { placedIndicators } from '../../rubric/tree.ts'
import type { Placed } from '../../rubric/tree.ts'
import { isBranch } from '../../rubric/indicator.schema.ts'
import type { Branch, Indicator, Leaf } from '../../rubric/indicator.schema.ts'
import type { Period } from '../../period/period.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { decimal, scaledPoints } from '../../rule/rule.ts'
import type { RuleContext } from '../../rule/rule.ts'
import { namesOf } from '../../value/names.ts'
import { compileLeaf, roundingOf } from './compile-leaf.ts'
import type { CompiledBoard, CompiledBranch, Part } from './compiled.ts'
import { readingsOf } from './readings.ts'
import { compileSummaries, marksOf } from '../group/summaries.ts'
import type { BoardPlan, Reading } from '../types.ts'

/** Makes a rubric ready for one period and group: what to read for each unit, and every rule and value parsed once. */
export function planBoard(rubric: Rubric, period: Period, groupId: string): BoardPlan {
  const readings = readingsOf(rubric, period)
  return {
    rubric, period, group: groupId, readings,
    window: { from: Math.min(period.from, ...readings.map((reading) => reading.from)), until: Math.max(period.until, ...readings.map((reading) => reading.until)) },
    attributeNames: Object.keys(rubric.attributes ?? {}),
    compiled: compileBoard(rubric, readings),
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
    ranking: rankingOf(rubric, leaves), ties: rubric.ranking.ties === 'dense' ? 'dense' : 'competition',
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
