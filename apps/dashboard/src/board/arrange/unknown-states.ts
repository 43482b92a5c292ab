import type { BoardRow, IndicatorHead } from '@tierline/contracts/board'
import type { ScoreState } from '@tierline/contracts/board'

/** States that say that points are settled, or that nothing is asked for. */
const SETTLED: readonly ScoreState[] = ['scored', 'not_applicable']

/** Why parts of a unit's score are unknown: each state with the number of its leaves, the most frequent first. */
export function unknownStates(heads: readonly IndicatorHead[], row: Pick<BoardRow, 'cells'>): { state: ScoreState; leaves: number }[] {
  const counts = new Map<ScoreState, number>()
  for (const { id, leaf } of heads) {
    const cell = leaf ? row.cells[id] : undefined
    if (cell && cell.low !== cell.high && !SETTLED.includes(cell.state)) counts.set(cell.state, (counts.get(cell.state) ?? 0) + 1)
  }
  return [...counts].map(([state, leaves]) => ({ state, leaves })).sort((a, b) => b.leaves - a.leaves)
}
