import { minus, over, sumOf, whole } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { ValueOf } from '../rubric/value.schema.ts'
import type { ValueOutcome } from './value.ts'

/** `to_peers_mean`: each quantity against the mean of all of them, as a share of it or as the distance from it. */
export function compileAgainstPeers({ as }: ValueOf<'to_peers_mean'>): (quantities: readonly Ratio[]) => ValueOutcome[] {
  return (quantities) => {
    const mean = over(sumOf(quantities), whole(BigInt(quantities.length)))
    if (!mean) return []
    if (as === 'difference') return quantities.map((own) => ({ state: 'known', numerator: minus(own, mean), denominator: null }))
    return quantities.map((own) => ({ state: mean.n === 0n ? 'zero_denominator' : 'known', numerator: own, denominator: mean }))
  }
}
