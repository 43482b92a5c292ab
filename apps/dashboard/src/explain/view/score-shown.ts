import type { UnitExplanation } from '@tierline/contracts/explanation'

/** A total as it is shown: the score with the range that claims leave beside it, or the range alone while a leaf is unknown; as on the board. */
export function scoreShown({ score, low, high, leaves }: Pick<UnitExplanation, 'score' | 'low' | 'high' | 'leaves'>): { figure: string; range: string | null } {
  if (low === high) return { figure: low, range: null }
  const range = `${low}–${high}`
  const isUnknown = leaves.some(({ cell }) => cell.low !== cell.high && !cell.claimed)
  return score === null || isUnknown ? { figure: range, range: null } : { figure: score, range }
}
