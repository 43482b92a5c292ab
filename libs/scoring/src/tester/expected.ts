import { rowOf } from '../shown/row-core.ts'
import { boardHead } from '../shown/board-head.ts'
import { pointsUnder } from '../explain/alternatives.ts'
import { explainLeaf } from '../explain/explain-leaf.ts'
import { explainUnit } from '../explain/explain-unit.ts'
import type { LeafExplanationCore, UnitExplanationCore } from '../explain/types.ts'
import { computedText } from '../explain/discrepancies.ts'
import { compare } from '../exact/ratio.ts'
import { parseDecimal } from '../exact/decimal.ts'
import { viewOf } from '../evaluate/unit/score-unit.ts'
import type { BoardPlan, BoardScore, UnitFacts } from '../evaluate/types.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Expectation } from './test-file.schema.ts'

/** A scored board of a test with the facts that it was scored from. */
export interface TestBoard {
  plan: BoardPlan
  board: BoardScore
  facts: readonly UnitFacts[]
  instant: number
}

type Figures = Omit<Expectation, 'says'>
type Seen = Record<keyof Figures, string | string[] | null> & { says: () => string }

const NOTHING: Record<keyof Figures, null> = {
  points: null, low: null, high: null, state: null, value: null, rank: null, tier: null, place: null, max: null, claim: null, adjustment: null, converted: null, vetoes: null, gated: null,
}
const DECIMALS: ReadonlySet<string> = new Set<keyof Figures>(['points', 'low', 'high', 'max', 'claim', 'adjustment', 'converted'])

/** Every way in which a unit's leaf, branch or total is not as expected; null where the unit is not on the board. */
export function differences(tested: TestBoard, { unit, id }: { unit: string; id: string }, { says, ...expected }: Expectation): string[] {
  const seen = seenOf(tested, unit, id)
  const where = `${unit} ${id}`
  if (!seen) return [`${where}: there is no such unit or indicator on the board`]
  const figures = Object.entries(expected).flatMap(([key, value]) => {
    const found = seen[key as keyof Figures]
    return value === undefined || isSame(key, found, value) ? [] : [`${where}: ${key} is ${shown(found)}, expected ${shown(value)}`]
  })
  if (figures.length > 0) return figures
  const words = [says ?? []].flat().filter((text) => !seen.says().includes(text)).map((text) => `${where}: its explanation does not say “${text}”`)
  return words
}

/** Every summary of the group that is not as expected. */
export function summaryDifferences(board: BoardScore, expected: Readonly<Record<string, string>>): string[] {
  return Object.entries(expected).flatMap(([id, value]) => {
    const found = board.summaries.find((summary) => summary.id === id)
    const text = found ? `${found.numerator}/${found.denominator} ${found.value}` : 'none'
    return text === value ? [] : [`summary ${id} is ${text}, expected ${value}`]
  })
}

/** Every printed figure that computes to something else than expected. */
export function discrepancyDifferences(rubric: Rubric, expected: Readonly<Record<string, string>>): string[] {
  return Object.entries(expected).flatMap(([id, value]) => {
    const entry = rubric.discrepancies?.find((discrepancy) => discrepancy.id === id)
    const found = entry ? computedText(entry) : 'none'
    return found === value ? [] : [`discrepancy ${id} computes to ${found}, expected ${value}`]
  })
}

function seenOf(tested: TestBoard, unit: string, id: string): Seen | null {
  const { plan, board } = tested
  const scored = board.byUnit.get(unit)
  if (!scored) return null
  const row = rowOf(plan, scored)
  if (id === 'total') {
    const says = (): string => {
      const { leaves: _leaves, ...head } = explained(tested, unit)
      return JSON.stringify([row.headroom, row.unrankedBecause, head])
    }
    return { ...NOTHING, points: row.score, low: row.low, high: row.high, rank: row.rank === null ? null : String(row.rank), tier: row.tier, converted: row.converted, vetoes: row.vetoes, gated: row.gated, says }
  }
  const cell = row.cells[id]
  if (!cell) return null
  const place = scored.leaves[plan.compiled.leaves.findIndex((leaf) => leaf.leaf.id === id)]?.place ?? null
  const max = cell.adjustedMax ?? boardHead(plan.rubric).indicators.find((head) => head.id === id)?.max ?? null
  const says = (): string => JSON.stringify(explainedLeaf(tested, unit, id) ?? explained(tested, unit).branches.filter((branch) => branch.indicator === id))
  const { points, low, high, state, value, claim, adjustment } = cell
  return { ...NOTHING, points, low, high, state, value, claim, adjustment, max, place: place === null ? null : String(place), says }
}

/** One leaf's explanation alone: a table of a leaf asks for nothing else. */
function explainedLeaf({ plan, board, facts, instant }: TestBoard, unit: string, id: string): LeafExplanationCore | null {
  const leaf = plan.compiled.leaves.find((entry) => entry.leaf.id === id)
  const [row, own] = [board.byUnit.get(unit), facts.find((entry) => entry.unit === unit)]
  const score = leaf && row?.leaves[leaf.at]
  if (!leaf || !score || !own) return null
  return explainLeaf({ plan, leaf, score, facts: own, view: viewOf(plan, own, instant), board, row, pointsUnder: pointsUnder({ plan, facts: own, board, instant }) })
}

const explanations = new WeakMap<BoardScore, Map<string, UnitExplanationCore>>()

/** A unit's explanation; made once for a board, for a group's test asks about many leaves. */
function explained({ plan, board, facts, instant }: TestBoard, unit: string): UnitExplanationCore {
  const made = explanations.get(board) ?? new Map<string, UnitExplanationCore>()
  explanations.set(board, made)
  const own = facts.find((entry) => entry.unit === unit)
  if (!own) throw new RangeError(`the unit ${unit} has a row but no facts`)
  const explanation = made.get(unit) ?? explainUnit(plan, own, board, instant)
  made.set(unit, explanation)
  return explanation
}

function isSame(key: string, found: string | string[] | null, expected: string | string[]): boolean {
  if (Array.isArray(expected)) return Array.isArray(found) && [...found].sort().join() === [...expected].sort().join()
  if (expected === 'none') return found === null
  if (found === expected) return true
  return DECIMALS.has(key) && typeof found === 'string' && isSameDecimal(found, expected)
}

/** 2 and 2.00 are the same points. */
function isSameDecimal(a: string, b: string): boolean {
  const [left, right] = [parseDecimal(a), parseDecimal(b)]
  return left !== null && right !== null && compare(left, right) === 0
}

function shown(value: string | string[] | null): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none'
  return value ?? 'none'
}
