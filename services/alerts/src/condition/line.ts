import { ratios } from '@tierline/scoring'
import type { Ratio } from '@tierline/scoring'
import type { Observation } from './observation.ts'

/** A line with its bad side, and the line beyond which an alert recovers. */
export interface Line {
  side: 'below' | 'above'
  line: Ratio
  recovery: Ratio
}

/** Where a figure lies that is certainly within a range: beyond the line only where all of the range is, healed only where all of it is past the recovery line. */
export function lieOf({ low, high }: { low: Ratio; high: Ratio }, { side, line, recovery }: Line): Observation {
  const [best, worst] = side === 'below' ? [high, low] : [low, high]
  const isBeyond = (figure: Ratio, bound: Ratio): boolean => (side === 'below' ? ratios.compare(figure, bound) < 0 : ratios.compare(figure, bound) > 0)
  if (isBeyond(best, line)) return { kind: 'breach', isWell: false }
  return { kind: isBeyond(worst, recovery) ? 'between' : 'healed', isWell: !isBeyond(worst, line) }
}

/** The smallest number of further bad cases that carries numerator ÷ denominator across the line; 0 where it is across already, null where no number does. */
export function casesToCross({ numerator, denominator, side, line }: { numerator: Ratio; denominator: Ratio; side: Line['side']; line: Ratio }): bigint | null {
  const { compare, floor, minus, over, times } = ratios
  const bound = times(line, denominator)
  if (side === 'below') {
    if (compare(numerator, bound) < 0) return 0n
    // numerator ÷ (denominator + k) < line
    const most = over(minus(numerator, bound), line)
    return line.n <= 0n || most === null ? null : floor(most) + 1n
  }
  if (compare(numerator, bound) > 0) return 0n
  // (numerator + k) ÷ (denominator + k) > line
  const least = over(minus(bound, numerator), minus(ratios.ONE, line))
  return least === null || compare(line, ratios.ONE) >= 0 ? null : floor(least) + 1n
}
