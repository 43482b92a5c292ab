import { parametersDay, parameterDays, withParameters } from '../../rubric/parameters.ts'
import type { Fault, Rubric } from '../../rubric/rubric.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import { placedLeaves } from '../../rubric/tree.ts'
import { valueOf } from '../../value/value.ts'
import { viewOf } from '../../evaluate/unit/score-unit.ts'
import type { ScoredRow } from '../../evaluate/types.ts'
import { runTests } from '../run-tests.ts'
import type { TestOutcome, TestRun } from '../run-tests.ts'
import type { RubricTestFile } from '../test-file.schema.ts'
import { frameProbes, unasked } from './frame-probes.ts'
import type { SeenLeaf, Probe } from './probe.ts'
import { ruleProbes } from './rule-probes.ts'
import { stateProbes } from './state-probes.ts'

/** Something that no test reaches: which indicator (null for the frame), and what of it. */
export interface Unreached {
  indicator: string | null
  number: string | null
  id: string
  text: Bilingual
}

/** How much of a rubric its tests reach. */
export interface Coverage {
  reached: number
  all: number
  missing: Unreached[]
}

type Watched = Parameters<NonNullable<TestRun['watch']>>

/**
 * Runs tests and tells what of the rubric they do not reach: leaves, states, rows, both sides of every bound, items, streams, levels, tiers, vetoes, gates, readings.
 * Reached is only what a test speaks of: a leaf by itself, a branch above it or the total.
 */
export function coverageOf(rubric: Rubric, file: RubricTestFile, run: TestRun = {}): { outcomes: TestOutcome[]; coverage: Coverage } | { faults: Fault[] } {
  const collector = new Collector()
  const tested = runTests(rubric, file, { ...run, watch: (board, expected) => collector.watch(board, expected) })
  return 'faults' in tested ? tested : { outcomes: tested.outcomes, coverage: collector.coverage(rubric, file) }
}

/** Notes what was reached, by indicator and id of the probe. */
class Collector {
  private readonly reached = new Set<string>()
  private readonly probes = new WeakMap<Leaf, readonly Probe[]>()

  watch(board: Watched[0], expected: Watched[1]): void {
    const { plan, board: scored, facts, instant, reading } = board
    const day = parametersDay(plan.period, instant)
    for (const [unit, cells] of Object.entries(expected)) {
      const [row, own] = [scored.byUnit.get(unit), facts.find((entry) => entry.unit === unit)]
      if (!row || !own) continue
      for (const probe of frameProbes(plan.rubric)) if ((cells['total'] || probe.id.startsWith('ambig') || probe.id.startsWith('param')) && probe.isReached({ plan, board: scored, row, reading, day })) this.reached.add(nameOf(null, probe.id))
      if (Object.keys(reading).length > 0) continue
      const view = viewOf(plan, own, instant)
      for (const placed of placedLeaves(plan.rubric.indicators)) {
        const speaksOf = ['total', placed.indicator.id, ...placed.ancestors.map(({ id }) => id)].some((id) => cells[id] !== undefined)
        if (speaksOf) this.watchLeaf(board, { placed, row, view })
      }
    }
  }

  coverage(rubric: Rubric, file: RubricTestFile): Coverage {
    const whole = withParameters(rubric, parameterDays(rubric)[0] ?? '')
    const leaves = placedLeaves(whole.indicators).flatMap((placed) => {
      const { id, number, title } = placed.indicator
      const text = (probe: Probe): Bilingual => ({ zh: `${title.zh}：${probe.text.zh}`, en: `${title.en}: ${probe.text.en}` })
      return this.probesOf(placed, whole).map((probe) => ({ indicator: id, number, id: probe.id, text: text(probe), isReached: this.reached.has(nameOf(id, probe.id)) }))
    })
    const frame = frameProbes(whole).map(({ id, text }) => ({ indicator: null, number: null, id, text, isReached: this.reached.has(nameOf(null, id)) }))
    const asked = unasked(whole, file).map((entry) => ({ indicator: null, number: null, ...entry }))
    const all = [...leaves, ...frame, ...asked]
    const missing = all.filter(({ isReached }) => !isReached).map(({ isReached: _isReached, ...rest }) => rest)
    return { reached: all.length - missing.length, all: all.length, missing }
  }

  private watchLeaf({ plan, board }: Watched[0], { placed, row, view }: { placed: Placed<Leaf>; row: ScoredRow; view: SeenLeaf['view'] }): void {
    const leaf = plan.compiled.leaves.find(({ leaf: { id } }) => id === placed.indicator.id)
    const score = leaf && row.leaves[leaf.at]
    if (!leaf || !score) return
    const value = score.state === 'scored' || score.points !== null ? valueOf(leaf.value, score) : null
    const isTied = score.place !== null && board.rows.some((other) => other !== row && other.leaves[leaf.at]?.place === score.place)
    const seen: SeenLeaf = { leaf, score, value, view, names: plan.compiled.names, isTied }
    for (const probe of this.probesOf(placed, plan.rubric)) if (probe.isReached(seen)) this.reached.add(nameOf(placed.indicator.id, probe.id))
  }

  private probesOf(placed: Placed<Leaf>, rubric: Rubric): readonly Probe[] {
    const known = this.probes.get(placed.indicator) ?? [...stateProbes(placed, rubric), ...ruleProbes(placed.indicator)]
    this.probes.set(placed.indicator, known)
    return known
  }
}

function nameOf(indicator: string | null, probe: string): string {
  return JSON.stringify([indicator, probe])
}
