import * as fc from 'fast-check'
import { planBoard } from '../evaluate/plan/plan-board.ts'
import type { BoardPlan, JudgementFact, UnitFacts } from '../evaluate/types.ts'
import { readMeasures } from '../rubric/read-measures.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { RubricFile } from '../rubric/rubric.schema.ts'
import { YEAR_END, year } from './small-rubric.ts'

/** Takes a whole number under `sides`. */
export type Roll = (sides: number) => number

/** A random board: a small rubric of any structures, and facts of any group for it. */
export interface RandomBoard {
  plan: BoardPlan
  group: UnitFacts[]
  /** Other facts of one of its units. */
  again: (at: number) => UnitFacts
}

/** Seeds of random boards: a failure names one, and nothing is shrunk. */
export const anySeed = (): fc.Arbitrary<number> => fc.noShrink(fc.integer({ min: 1, max: 2 ** 31 - 1 }))

/** The board of a seed; every structure of the format occurs. */
export function boardOfSeed(seed: number): RandomBoard {
  const roll = rolls(seed)
  const plan = planBoard(randomRubric(roll), year(), 'all', { instant: YEAR_END })
  const group = Array.from({ length: 1 + roll(6) }, (_, at) => randomFacts(plan, `u${at}`, roll))
  return { plan, group, again: (at) => randomFacts(plan, `u${at}`, roll) }
}

/** Marsaglia's xorshift. */
function rolls(seed: number): Roll {
  let state = seed
  return (sides) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % sides
  }
}

type Data = Record<string, unknown>
const TEXT = { zh: '指标', en: 'Indicator' }
const CITE = { source: 'doc', clause: '1' }

interface Making {
  roll: Roll
  leaves: string[]
  branches: string[]
}

/** A rubric of up to four roots, each a leaf or a branch of branches and leaves. */
function randomRubric(roll: Roll): Rubric {
  const making: Making = { roll, leaves: [], branches: [] }
  const roots = Array.from({ length: 1 + roll(3) }, () => node(making, []))
  const base = [...making.leaves, ...making.branches]
  if (roll(2) === 0) roots.push(readingLeaf(making, base))
  const outside = Array.from({ length: roll(3) }, () => (roll(3) === 0 ? bonusBranch(making, base) : outsideLeaf(making, base)))
  const measures = Object.fromEntries(making.leaves.map((id) => [`m_${id}`, { title: TEXT, counted_in: TEXT, of: { event: id }, aggregate: 'count' }]))
  const data: Data = {
    id: 'random', version: '1', title: TEXT, sources: [{ id: 'doc', document: TEXT }], zone: 'Asia/Shanghai', effective: { from: '2021-01-01' }, periods: { official: 'year' }, groups: ['all'],
    points: { total: '100', ...(roll(2) === 0 ? { cap: String(10 + roll(40)) } : {}), decimals: String(roll(3)), mode: ['half_up', 'half_even', 'truncate'][roll(3)] },
    ranking: { by: 'score', title: TEXT, ties: [undefined, 'dense', { then_by: [{ indicator: base[roll(base.length)], by: 'points', direction: ['desc', 'asc'][roll(2)] }] }][roll(3)] },
    tiers: { declared_by: 't', reads: ['score', 'converted'][roll(2)], lines: [{ id: 'high', title: TEXT, line: String(12 + roll(20)) }, { id: 'middle', title: TEXT, line: String(3 + roll(9)) }, { id: 'low', title: TEXT }] },
    conversion: { title: TEXT, weight: roll(3) === 0 ? 'undeclared' : String(30 + roll(90)), cite: CITE },
    vetoes: [
      { id: 'judged', title: TEXT, cite: CITE, effect: (['zero', { cap: '7' }, { tier: 'low' }] as const)[roll(3)] },
      { id: 'measured', title: TEXT, cite: CITE, when: { of: { by: [`m_${making.leaves[0] ?? ''}`, 'people'] }, above: '3' }, effect: (['zero', { cap: '5' }, { tier: 'middle' }] as const)[roll(3)] },
    ].slice(roll(3)),
    attributes: { people: { title: TEXT, counted_in: TEXT } },
    measures, indicators: [...roots, ...outside],
  }
  if ((data['vetoes'] as unknown[]).length === 0) delete data['vetoes']
  const file = RubricFile.parse(JSON.parse(JSON.stringify(data)))
  return { ...file, hash: 'h', fileName: 'random.yaml', duties: [], measures: readMeasures(JSON.parse(JSON.stringify(measures))).measures }
}

function node(making: Making, ancestors: readonly string[]): Data {
  const { roll } = making
  if (ancestors.length === 2 || roll(3) === 0) return leaf(making, ancestors)
  const id = `b${making.branches.length}`
  making.branches.push(id)
  const combine = [undefined, 'add', 'weigh', 'lowest', 'average', 'pool'][roll(6)]
  const children = Array.from({ length: 1 + roll(3) }, () => ({ ...node(making, [...ancestors, id]), weight: ['30%', '1', '0.25'][roll(3)] }))
  const whose = roll(8) === 0 ? { applies_to: { except: ['u0'] } } : {}
  return { id, number: id, title: TEXT, points: String(1 + roll(20)), combine, ...(roll(4) === 0 ? { cap: String(1 + roll(12)) } : {}), ...whose, children }
}

function leaf(making: Making, ancestors: readonly string[]): Data {
  const { roll } = making
  const id = newLeaf(making)
  const points = ['1', '5', '7', '10', '3'][roll(5)] ?? '1'
  const scope = ancestors[roll(ancestors.length + 1)]
  const treatment = [undefined, 'full_marks', 'exclude', 'peers_mean', ...['proportional', 'equal', 'proportional', 'equal'].map((redistribute) => ({ redistribute, scope }))][roll(8)]
  const whose = roll(6) === 0 ? { applies_to: { only: ['u1', 'u2'] } } : {}
  return { id, number: id, title: TEXT, definition: TEXT, cite: CITE, points, ...whose, not_applicable: treatment, ...byFigure(id, roll) }
}

/** By an exact share, by rank, against the peers' mean, or by a person. */
function byFigure(id: string, roll: Roll): Data {
  const count = { kind: 'count', of: `m_${id}` }
  if (roll(4) === 0) return { rule: { kind: 'judgement' } }
  if (roll(4) === 0) return { value: count, rule: RANK }
  if (roll(5) === 0) return { value: { kind: 'to_peers_mean', of: `m_${id}`, as: 'ratio', zero_denominator: 'unknown' }, rule: { kind: 'proportional', full: '2' } }
  return { value: count, rule: { kind: 'proportional', full: '9' } }
}

const RANK = { kind: 'rank', direction: 'desc', bands: [{ from: '1', to: '1', points: '1' }, { from: '2', to: '3', points: '0.6' }, { from: '4', points: '0.1' }] }

/** A leaf that reads the points of something in the base. */
function readingLeaf(making: Making, base: readonly string[]): Data {
  const { roll } = making
  const indicator = base[roll(base.length)]
  const id = newLeaf(making)
  return { id, number: id, title: TEXT, definition: TEXT, cite: CITE, points: '4', value: { kind: 'points_of', indicator }, rule: roll(2) === 0 ? RANK : { kind: 'proportional', full: '3' } }
}

function outsideLeaf(making: Making, base: readonly string[]): Data {
  const { roll } = making
  const id = newLeaf(making)
  const line = { id, number: id, title: TEXT, definition: TEXT, cite: CITE, points: '3', value: { kind: 'count', of: `m_${id}` } }
  return roll(2) === 0 ? { ...line, penalty: 'true', rule: { kind: 'per_occurrence', each: '1' } } : { ...line, bonus: 'true', ...gate(roll, base), rule: { kind: 'award', each: '0.5' } }
}

function bonusBranch(making: Making, base: readonly string[]): Data {
  const id = `b${making.branches.length}`
  making.branches.push(id)
  return { id, number: id, title: TEXT, points: '4', bonus: 'true', cap: String(1 + making.roll(4)), ...gate(making.roll, base), children: [outsideLeaf(making, base), outsideLeaf(making, base)] }
}

function gate(roll: Roll, base: readonly string[]): Data {
  const kind = roll(3)
  if (kind === 0) return {}
  return { gate: { at_least: String(1 + roll(10)), ...(kind === 1 ? { indicator: base[roll(base.length)] } : {}) } }
}

function newLeaf({ leaves }: Making): string {
  const id = `l${leaves.length}`
  leaves.push(id)
  return id
}

function randomFacts(plan: BoardPlan, unit: string, roll: Roll): UnitFacts {
  const judgements = plan.compiled.leaves.flatMap(({ leaf: { id, rule } }): Pick<JudgementFact, 'indicator' | 'kind' | 'value'>[] => {
    const kind = roll(8)
    if (kind === 0) return [{ indicator: id, kind: 'not_applicable', value: '' }]
    if (rule.kind === 'judgement' && kind < 5) return [{ indicator: id, kind: kind === 1 ? 'claimed' : 'points', value: `0.${roll(10)}` }]
    return kind === 6 && roll(3) === 0 ? [{ indicator: id, kind: 'adjusted', value: ['0.3', '-0.2'][roll(2)] ?? '' }] : []
  })
  if (roll(5) === 0) judgements.push({ indicator: 'judged', kind: 'met', value: 'true' })
  return {
    unit, events: 1,
    attributes: roll(4) === 0 ? {} : { people: { value: String(1 + roll(3)), effective: '2021-01-01', citation: 'c', by: 'b' } },
    readings: plan.readings.map(() => ({ value: BigInt(roll(5) === 0 ? 0 : roll(10)), provisional: roll(40) === 0 })),
    judgements: judgements.map((entry, at) => ({ ...entry, id: at + 1, reason: 'r', evidence: 'e', by: 'b', effective: '2021-01-01' })),
  }
}
