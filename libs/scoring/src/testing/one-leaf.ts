import { planBoard } from '../evaluate/plan/plan-board.ts'
import type { AttributeFact, BoardPlan, JudgementFact, LeafScore, ReadingValue, UnitFacts } from '../evaluate/types.ts'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import { parsePeriod } from '../period/period.ts'
import { readMeasures } from '../rubric/read-measures.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { RubricFile } from '../rubric/rubric.schema.ts'
import type { Rule } from '../rubric/rule.schema.ts'
import type { ValueRule } from '../rubric/value.schema.ts'
import { withHidden } from '../value/hidden-measures.ts'

const TEXT = { zh: '文', en: 'text' }
/** The end of 2021 in Shanghai. */
export const YEAR_END = Date.parse('2021-12-31T23:59:59+08:00')

/** What a test says of its leaf; everything else of the rubric is as plain as can be. */
export interface LeafTold {
  points?: string
  value?: ValueRule | undefined
  rule: Rule
  /** Fields of the leaf beside value and rule. */
  leaf?: Record<string, unknown>
  /** Further leaves, whole. */
  others?: Record<string, unknown>[]
  /** Fields of the measures beside what every one has: an event of its own name, counted. */
  measures?: Record<string, Record<string, unknown>>
  rubric?: Record<string, unknown>
}

/** A leaf as the file would write it. */
export function leafData(id: string, fields: Record<string, unknown>): Record<string, unknown> {
  return { id, number: id, title: TEXT, definition: TEXT, cite: { source: 'doc', clause: '1' }, ...fields }
}

/** A rubric of one leaf `leaf`, not linted, with attributes `people` and `target`. */
export function rubricOfLeaf({ points = '10', value, rule, leaf, others = [], measures = {}, rubric = {} }: LeafTold): Rubric {
  const declared = Object.fromEntries(Object.entries(measures).map(([name, fields]) => [name, { title: TEXT, counted_in: TEXT, of: { event: name }, aggregate: 'count', ...fields }]))
  const file = RubricFile.parse({
    id: 'one', version: '1', title: TEXT, sources: [{ id: 'doc', document: TEXT }], zone: 'Asia/Shanghai', effective: { from: '2000-01-01' }, periods: { official: 'year', also: ['quarter', 'month', 'to_date'] },
    groups: ['all'], points: { total: '100', decimals: '2', mode: 'half_up' }, ranking: { by: 'score', title: TEXT }, tiers: 'undeclared',
    attributes: { people: { title: TEXT, counted_in: TEXT }, target: { title: TEXT, counted_in: TEXT } }, measures: declared,
    indicators: [leafData('leaf', { points, ...(value ? { value } : {}), rule, ...leaf }), ...others], ...rubric,
  })
  const read = readMeasures(declared)
  if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults, null, 1))
  return { ...file, fileName: 'one.yaml', hash: 'one', measures: withHidden(read.measures, file), duties: [] }
}

/** A plan of that rubric for a period, `2021` unless said. */
export function planOfLeaf(told: LeafTold, period = '2021'): BoardPlan {
  const parsed = parsePeriod(period, YEAR_END)
  if (!parsed) throw new Error(`${period} is no period`)
  return planBoard(rubricOfLeaf(told), parsed, 'all')
}

/** What a test knows about a unit: figures by measure (`name` of the board's span, `name!back_1`, `name!year_before` and `name!due_unknown` of the hidden ones), attributes, judgements. */
export interface Known {
  unit?: string
  measures?: Record<string, number | Record<string, number>>
  attributes?: Record<string, string>
  judgements?: (Pick<JudgementFact, 'kind' | 'value'> & Partial<JudgementFact>)[]
  events?: number
  provisional?: readonly string[]
}

export function factsOf(plan: BoardPlan, { unit = 'u', measures = {}, attributes = {}, judgements = [], events, provisional = [] }: Known): UnitFacts {
  const names = Object.keys(plan.rubric.measures)
  return {
    unit, events: events ?? (Object.keys(measures).length > 0 ? 1 : 0),
    readings: names.map((name): ReadingValue => {
      const given = measures[name] ?? 0
      const isProvisional = provisional.includes(name)
      if (typeof given === 'object') return { byKey: Object.fromEntries(Object.entries(given).map(([key, value]) => [key, BigInt(value)])), provisional: isProvisional }
      return { value: BigInt(given), provisional: isProvisional }
    }),
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]): [string, AttributeFact] => [name, { value, effective: '2021-01-01', citation: 'c', by: 'b' }])),
    judgements: judgements.map((judgement, at): JudgementFact => ({ id: at + 1, indicator: 'leaf', reason: 'r', evidence: 'e', by: 'b', effective: '2021-01-01', ...judgement })),
  }
}

/** The leaf of one unit from its own facts. */
export function scored(plan: BoardPlan, known: Known, instant = YEAR_END): LeafScore {
  const score = scoreUnit(plan, factsOf(plan, known), instant).leaves[0]
  if (!score) throw new Error('the rubric has a leaf')
  return score
}

/** The leaf of every unit of a group, decided among the peers, in the order given. */
export function scoredAmong(plan: BoardPlan, group: readonly Known[]): LeafScore[] {
  const board = scoreBoard(plan, group.map((known, at) => scoreUnit(plan, factsOf(plan, { unit: `u${at}`, ...known }), YEAR_END)), YEAR_END)
  return group.flatMap(({ unit }, at) => board.byUnit.get(unit ?? `u${at}`)?.leaves[0] ?? [])
}
