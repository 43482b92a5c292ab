import { scaledText } from '../exact/round.ts'
import { partText, valueText } from '../exact/show.ts'
import { headroomOf } from '../explain/headroom.ts'
import type { CompiledBoard } from '../evaluate/plan/compiled.ts'
import { branchesOf } from '../evaluate/row/totals.ts'
import { valueOf } from '../value/value.ts'
import type { BoardPlan, BoardRowCore, BranchScore, CellCore, LeafScore, ScoredRow } from '../evaluate/types.ts'

/** A row as text, as the contract has it. */
export function rowOf(plan: BoardPlan, row: ScoredRow): BoardRowCore {
  const { decimals } = plan.compiled
  const text = (points: number | null): string | null => (points === null ? null : scaledText(points, decimals))
  const { rank, gapAbove } = placeOf(plan, row)
  return {
    unit: row.unit, rank, unrankedBecause: row.unrankedBecause,
    score: text(row.score), low: scaledText(row.low, decimals), high: scaledText(row.high, decimals),
    tier: row.tier, gapAbove, nextTier: row.nextTier && { id: row.nextTier.id, gap: scaledText(row.nextTier.gap, decimals) },
    converted: text(row.converted?.score ?? null), vetoes: [...row.vetoes], gated: [...row.gated],
    headroom: headroomOf(plan, row),
    sample: row.sample, unknownLeaves: row.unknownLeaves, claimedLeaves: row.claimedLeaves,
    cells: cellsOf(plan.compiled, row),
  }
}

/** What of a row depends on where the others stand, as text. */
export function placeOf({ compiled }: BoardPlan, { rank, gapAbove }: ScoredRow): Pick<BoardRowCore, 'rank' | 'gapAbove'> {
  return { rank, gapAbove: gapAbove === null ? null : scaledText(gapAbove, compiled.decimals) }
}

/** The cell of one leaf; points are null where the leaf has none to give. */
export function leafCell(compiled: CompiledBoard, at: number, leaf: LeafScore): CellCore {
  const { decimals, leaves } = compiled
  const compiledLeaf = leaves[at]
  const isPointless = compiledLeaf?.leaf.points === undefined
  const show = compiledLeaf?.value?.show ?? 'number'
  const value = valueOf(compiledLeaf?.value ?? null, leaf)
  return {
    points: leaf.points === null || isPointless ? null : scaledText(leaf.points, decimals),
    low: scaledText(leaf.low, decimals), high: scaledText(leaf.high, decimals),
    state: leaf.state, claimed: leaf.claimed,
    value: value && valueText(show, value),
    numerator: leaf.numerator && leaf.denominator && partText(leaf.numerator), denominator: leaf.denominator && partText(leaf.denominator),
    adjustedMax: compiledLeaf && leaf.max !== compiledLeaf.max ? scaledText(leaf.max, decimals) : null,
    claim: leaf.claim === null ? null : scaledText(leaf.claim, decimals), adjustment: leaf.adjustment === 0 ? null : scaledText(leaf.adjustment, decimals),
  }
}

/** The cell of one branch; with its place among the plan's branches it says too where it can give other than the rubric's points here. */
export function branchCell(compiled: CompiledBoard, branch: BranchScore, at?: number): CellCore {
  const { decimals, hasPoints } = compiled
  const declared = at === undefined ? undefined : compiled.branches[at]
  const isOther = declared?.branch.points !== undefined && !declared.isOutside && branch.max !== Math.min(declared.max, declared.cap)
  return {
    points: branch.points === null || !hasPoints ? null : scaledText(branch.points, decimals),
    low: scaledText(branch.low, decimals), high: scaledText(branch.high, decimals),
    state: branch.state, claimed: branch.claimed, value: null, numerator: null, denominator: null,
    adjustedMax: isOther ? scaledText(branch.max, decimals) : null, claim: null, adjustment: null,
  }
}

function cellsOf(compiled: CompiledBoard, row: ScoredRow): Record<string, CellCore> {
  const cells: Record<string, CellCore> = {}
  for (const [at, branch] of branchesOf(compiled, row.leaves).entries()) {
    const id = compiled.branches[at]?.branch.id
    if (id !== undefined) cells[id] = branchCell(compiled, branch, at)
  }
  for (const [at, leaf] of row.leaves.entries()) {
    const id = compiled.leaves[at]?.leaf.id
    if (id !== undefined) cells[id] = leafCell(compiled, at, leaf)
  }
  return cells
}
