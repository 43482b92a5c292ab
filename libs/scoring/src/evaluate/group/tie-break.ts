import { compare } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueOf } from '../../value/value.ts'
import type { CompiledBoard, CompiledTieBreak } from '../plan/compiled.ts'
import { sumOfPart } from '../row/sum.ts'
import type { ScoredRow } from '../types.ts'

/** Tells level rows apart by the rubric's further figures, in their order; rows without a figure come after those that have it. Figures are read for rows that are level with another, once. */
export function tieBreaker(compiled: CompiledBoard, rows: readonly ScoredRow[]): (i: number, j: number) => number {
  const { thenBy } = compiled
  if (thenBy.length === 0) return () => 0
  const known: (readonly (Ratio | null)[] | undefined)[] = []
  const figures = (at: number): readonly (Ratio | null)[] => known[at] ??= thenBy.map((entry) => figureOf(compiled, entry, rows[at]))
  return (i, j) => {
    const [a, b] = [figures(i), figures(j)]
    for (const [at, { direction }] of thenBy.entries()) {
      const side = sideOf(a[at] ?? null, b[at] ?? null, direction)
      if (side !== 0) return side
    }
    return 0
  }
}

function sideOf(a: Ratio | null, b: Ratio | null, direction: CompiledTieBreak['direction']): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return direction === 'desc' ? compare(b, a) : compare(a, b)
}

function figureOf(compiled: CompiledBoard, { part, by }: CompiledTieBreak, row: ScoredRow | undefined): Ratio | null {
  if (!row) return null
  const leaf = 'leaf' in part ? row.leaves[part.leaf] : undefined
  if (by === 'value') return leaf && 'leaf' in part ? valueOf(compiled.leaves[part.leaf]?.value ?? null, leaf) : null
  const { points, unknown, leaves } = sumOfPart({ compiled, leaves: row.leaves, gates: null }, part)
  return leaves > 0 && unknown === leaves ? null : { n: BigInt(points), d: 1n }
}
