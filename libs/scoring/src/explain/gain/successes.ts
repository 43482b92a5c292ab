import type { CompiledLeaf } from '../../evaluate/plan/compiled.ts'
import type { LeafScore } from '../../evaluate/types.ts'
import { ceil, compare, floor, minus, ONE, over, plus, times, whole } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { Bound } from '../../value/condition.ts'

/** How many more successes a value needs to keep a lower bound, and what it then is. */
export interface Successes {
  n: bigint
  value: Ratio
}

/** Another satisfied answer is also another answer; another claim leaves the target as it is. */
const ADDS_TO_BOTH: ReadonlySet<string> = new Set(['share', 'inspection', 'best_facility'])

/** The successes that lift a value to a lower bound; null where no number of them does, or where the value is not made of successes. */
export function successesTo(leaf: CompiledLeaf, score: LeafScore, bound: Pick<Bound, 'key' | 'figure'>): Successes | null {
  const kind = leaf.value?.rule.kind
  const { numerator, denominator } = score
  if (!numerator || numerator.n % numerator.d !== 0n || kind === undefined || kind === 'mean' || kind === 'stated' || kind === 'condition') return null
  if (!denominator) return kind === 'count' ? after(lack(minus(bound.figure, numerator), bound), (n) => plus(numerator, n)) : null
  const short = minus(times(bound.figure, denominator), numerator)
  if (!ADDS_TO_BOTH.has(kind)) return after(lack(short, bound), (n) => over(plus(numerator, n), denominator))
  const worth = minus(ONE, bound.figure)
  const needed = worth.n > 0n ? over(short, worth) : null
  return needed && after(lack(needed, bound), (n) => over(plus(numerator, n), plus(denominator, n)))
}

/** The smallest whole number that makes up for what lacks; one more where the bound itself is not enough. */
function lack(short: Ratio, bound: Pick<Bound, 'key'>): bigint {
  const n = bound.key === 'above' ? floor(short) + 1n : ceil(short)
  return n > 0n ? n : 0n
}

function after(n: bigint, value: (n: Ratio) => Ratio | null): Successes | null {
  const then = value(whole(n))
  return n > 0n && then ? { n, value: then } : null
}

/** Whether a value lies under a bound, so that more would help. */
export function isUnder(value: Ratio, bound: Bound): boolean {
  return compare(value, bound.figure) <= 0 && (bound.key === 'at_least' || bound.key === 'above')
}
