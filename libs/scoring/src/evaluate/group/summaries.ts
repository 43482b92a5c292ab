import type { Ratio } from '../../exact/ratio.ts'
import { plainText, ratioText } from '../../exact/round.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { RowCondition } from '../../rubric/rubric.schema.ts'
import { boundsOf, keepsAll } from '../../value/condition.ts'
import { valueOf } from '../../value/value.ts'
import type { CompiledBoard, CompiledRowCondition, CompiledSummary } from '../plan/compiled.ts'
import type { BoardPlan, SummaryFigure, UnitScore } from '../types.ts'

/** The attributes that summaries ask for; a unit's score carries their figures. */
export function marksOf(rubric: Rubric): string[] {
  const conditions = (rubric.summaries ?? []).flatMap((summary) => [...(summary.among ?? []), ...summary.counted])
  const once = (rubric.summaries ?? []).flatMap((summary) => summary.once_per ?? [])
  return [...new Set([...conditions.flatMap((condition) => condition.attribute ?? []), ...once])]
}

export function compileSummaries(rubric: Rubric, names: { marks: readonly string[]; leaves: readonly string[] }): CompiledSummary[] {
  const compiled = (condition: RowCondition): CompiledRowCondition => ({
    condition, bounds: boundsOf(condition),
    source: condition.attribute === undefined ? { leaf: names.leaves.indexOf(condition.indicator ?? '') } : { mark: names.marks.indexOf(condition.attribute) },
  })
  return (rubric.summaries ?? []).map((summary) => ({
    summary, among: (summary.among ?? []).map(compiled), counted: summary.counted.map(compiled),
    once: summary.once_per === undefined ? null : names.marks.indexOf(summary.once_per),
  }))
}

/** The figures of the whole group: how many rows (or numbers) hold, of how many. */
export function summariesOf(plan: BoardPlan, units: readonly UnitScore[]): SummaryFigure[] {
  return plan.compiled.summaries.map((summary) => summarised(summary, units.filter((unit) => holds(plan.compiled, unit, summary.among)), plan.compiled))
}

function summarised({ summary, counted, once }: CompiledSummary, units: readonly UnitScore[], compiled: CompiledBoard): SummaryFigure {
  const wholes = new Map<string, boolean>()
  for (const unit of units) {
    const mark = once === null ? null : unit.marks[once]
    const name = mark ? plainText(mark) : unit.unit
    wholes.set(name, (wholes.get(name) ?? true) && holds(compiled, unit, counted))
  }
  const numerator = [...wholes.values()].filter(Boolean).length
  const share: Ratio = { n: BigInt(numerator) * 100n, d: BigInt(Math.max(1, wholes.size)) }
  const value = wholes.size === 0 ? '–' : `${ratioText(share, 2)} %`
  return { id: summary.id, title: summary.title, value, numerator: String(numerator), denominator: String(wholes.size) }
}

function holds(compiled: CompiledBoard, unit: UnitScore, conditions: readonly CompiledRowCondition[]): boolean {
  return conditions.every(({ source, bounds }) => {
    const value = 'leaf' in source ? leafValue(compiled, unit, source.leaf) : unit.marks[source.mark]
    return value ? keepsAll(value, bounds) : false
  })
}

function leafValue(compiled: CompiledBoard, unit: UnitScore, at: number): Ratio | null {
  const score = unit.leaves[at]
  return score ? valueOf(compiled.leaves[at]?.value ?? null, score) : null
}
