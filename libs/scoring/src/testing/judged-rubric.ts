import { scoreBoard } from '../evaluate/group/score-board.ts'
import { planBoard } from '../evaluate/plan/plan-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import type { BoardPlan, BoardRowCore, BoardScore, JudgementFact, PlanFrame, UnitFacts } from '../evaluate/types.ts'
import { readMeasures } from '../rubric/read-measures.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { RubricFile } from '../rubric/rubric.schema.ts'
import { rowOf } from '../shown/row-core.ts'
import { YEAR_END, year } from './small-rubric.ts'

type Data = Record<string, unknown>
export const TEXT = { zh: '指标', en: 'Indicator' }
export const CITE = { source: 'doc', clause: '1' }

/** A rubric of judged leaves, by the schema alone: what the linter would say of its sums is no matter here. */
export function judgedRubric(indicators: readonly Data[], further: Data = {}): Rubric {
  const measures = further['measures'] ?? {}
  const file = RubricFile.parse({
    id: 'judged', version: '1', title: TEXT, sources: [{ id: 'doc', document: TEXT }], zone: 'Asia/Shanghai', effective: { from: '2021-01-01' }, periods: { official: 'year' }, groups: ['all'],
    points: { total: '100', decimals: '2', mode: 'half_up' }, ranking: { by: 'score', title: TEXT }, tiers: 'undeclared', ...further, indicators,
  })
  return { ...file, hash: 'h', fileName: 'judged.yaml', duties: [], measures: readMeasures(measures).measures }
}

/** A judged leaf. */
export function leaf(id: string, points: string, further: Data = {}): Data {
  return { id, number: id, title: TEXT, definition: TEXT, cite: CITE, points, rule: { kind: 'judgement' }, ...further }
}

/** A branch. */
export function branch(id: string, points: string, children: readonly Data[], further: Data = {}): Data {
  return { id, number: id, title: TEXT, points, children, ...further }
}

/** What is judged of each unit: points by leaf, `n/a`, or `met` of a veto. */
export type Judged = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The board of judged units. */
export function judgedBoard(rubric: Rubric, judged: Judged, frame: PlanFrame = {}): { plan: BoardPlan; board: BoardScore; row: (unit: string) => BoardRowCore } {
  const plan = planBoard(rubric, year(), 'all', frame)
  const board = scoreBoard(plan, Object.entries(judged).map(([unit, values]) => scoreUnit(plan, factsOf(plan, unit, values), YEAR_END)), YEAR_END)
  return { plan, board, row: (unit) => rowOf(plan, board.byUnit.get(unit) ?? missing(unit)) }
}

/** A unit of which persons said all that is known; measures by their names. */
function factsOf(plan: BoardPlan, unit: string, values: Readonly<Record<string, string>>): UnitFacts {
  const measured = new Set(plan.readings.map(({ name }) => name))
  const judgements = Object.entries(values).filter(([name]) => !measured.has(name)).map(([indicator, value], at): JudgementFact => ({
    id: at + 1, indicator, kind: value === 'n/a' ? 'not_applicable' : value === 'met' ? 'met' : 'points', value: value === 'n/a' ? '' : value === 'met' ? 'true' : value,
    reason: 'r', evidence: 'e', by: 'b', effective: '2021-01-01',
  }))
  return { unit, events: 1, attributes: {}, judgements, readings: plan.readings.map(({ name }) => ({ value: BigInt(values[name] ?? '0'), provisional: values[name] === undefined })) }
}

function missing(unit: string): never {
  throw new RangeError(`${unit} is not on the board`)
}
