import type { FrozenFacts } from '@tierline/contracts/alert/alert'
import { grouped } from '../../format/decimal.ts'

/** `412 ÷ 438`; null where the figure is no fraction. */
export function fractionText({ numerator, denominator }: Pick<FrozenFacts, 'numerator' | 'denominator'>): string | null {
  return numerator === null || denominator === null ? null : `${grouped(numerator)} ÷ ${grouped(denominator)}`
}

/** The score when it fired: one figure, or the range in which it lay. */
export function scoreText({ score, low, high }: Pick<FrozenFacts, 'score' | 'low' | 'high'>): string {
  return low === high ? (score ?? low) : `${low}–${high}`
}

/** Rank against the named baseline; `places` is positive where the unit fell, null where one of the ranks is unknown. */
export function rankMove({ rank, previousRank }: Pick<FrozenFacts, 'rank' | 'previousRank'>): { text: string; places: number | null } {
  if (rank === null) return { text: '—', places: null }
  if (previousRank === null || previousRank === rank) return { text: String(rank), places: previousRank === null ? null : 0 }
  return { text: `${previousRank} → ${rank}`, places: rank - previousRank }
}
