import { placedIndicators } from '../../rubric/tree.ts'
import type { Placed } from '../../rubric/tree.ts'
import { isBranch } from '../../rubric/indicator.schema.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import { parametersDay, withParameters } from '../../rubric/parameters.ts'
import type { Period } from '../../period/period.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { namesOf } from '../../value/names.ts'
import { compileSummaries, marksOf } from '../group/summaries.ts'
import { applicability, exactlyKept } from '../structure/applies.ts'
import type { CodeOf } from '../structure/applies.ts'
import { sharingsOf } from '../structure/sharing.ts'
import type { BoardPlan, PlanFrame, Reading } from '../types.ts'
import { compileLeaf, roundingOf } from './compile-leaf.ts'
import { peerStepsOf } from './compile-peers.ts'
import { rankingOf, standingOf } from './compile-standing.ts'
import { compileTree } from './compile-tree.ts'
import type { CompiledBoard } from './compiled.ts'
import { readingsOf } from './readings.ts'

/** Makes a rubric ready for one period and group: what to read for each unit, and every rule and value parsed once; `plan.rubric` has the parameters of the day filled in. */
export function planBoard(given: Rubric, period: Period, groupId: string, frame: PlanFrame = {}): BoardPlan {
  const rubric = withParameters(given, parametersDay(period, frame.instant))
  const readings = readingsOf(rubric, period)
  return {
    rubric, period, group: groupId, readings,
    window: { from: Math.min(period.from, ...readings.map((reading) => reading.from)), until: Math.max(period.until, ...readings.map((reading) => reading.until)) },
    attributeNames: Object.keys(rubric.attributes ?? {}),
    frame, compiled: compileBoard(rubric, readings, frame.codeOf ?? ((name) => name)),
  }
}

function compileBoard(rubric: Rubric, readings: readonly Reading[], codeOf: CodeOf): CompiledBoard {
  const placed = placedIndicators(rubric.indicators)
  const entries = placed.filter((entry): entry is Placed<Leaf> => !isBranch(entry.indicator))
  const { partOf, ...tree } = compileTree(rubric, placed)
  const shared = sharingsOf(entries)
  const isKept = exactlyKept(entries, shared)
  const leaves = entries.map((entry, at) => compileLeaf(rubric, entry, { at, readings, ...applicability(entry, codeOf), keepsExact: isKept(at) }))
  const marks = marksOf(rubric)
  return {
    ...roundingOf(rubric), names: namesOf(rubric), indicators: rubric.indicators, leaves, ...tree,
    shared, sharedMaxima: new Map(), peers: peerStepsOf(leaves, { ...tree, partOf }),
    ...rankingOf(rubric, partOf), ...standingOf(rubric),
    hasPoints: rubric.points !== undefined,
    marks, summaries: compileSummaries(rubric, { marks, leaves: entries.map((entry) => entry.indicator.id) }),
  }
}
