import { compare, whole } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { FactsView } from './facts-view.ts'
import type { Quantity } from './operand.ts'
import type { ValueOutcome } from './value.ts'

export const NO_DATA: ValueOutcome = { state: 'no_data', numerator: null, denominator: null }

/** One quantity as it is. */
export function readCount(quantity: Quantity): (view: FactsView) => ValueOutcome {
  return (view) => {
    const value = quantity(view)
    return value ? { state: 'known', numerator: value, denominator: null } : NO_DATA
  }
}

/** One quantity divided by another. */
export function readFraction(part: Quantity, total: Quantity): (view: FactsView) => ValueOutcome {
  return (view) => {
    const [numerator, denominator] = [part(view), total(view)]
    // A numerator alone would read as the value.
    if (!numerator || !denominator) return { state: 'no_data', numerator: null, denominator }
    return { state: denominator.n === 0n ? 'zero_denominator' : 'known', numerator, denominator }
  }
}

/** 1 where all conditions hold, 0 where one does not; unknown while one is unknown. */
export function readCondition(conditions: readonly ((view: FactsView) => boolean | null)[]): (view: FactsView) => ValueOutcome {
  return (view) => {
    const held = conditions.map((holds) => holds(view))
    if (held.includes(null)) return NO_DATA
    return { state: 'known', numerator: whole(held.every(Boolean) ? 1n : 0n), denominator: null }
  }
}

/** The facility with the highest share; one is enough. */
export function readBest(part: number, total: number): (view: FactsView) => ValueOutcome {
  return (view) => {
    let best: Ratio | null = null
    const parts = view.keyed(part)
    for (const [key, visits] of Object.entries(view.keyed(total))) {
      const share = { n: parts[key] ?? 0n, d: visits }
      if (visits > 0n && (!best || compare(share, best) > 0)) best = share
    }
    return best ? { state: 'known', numerator: whole(best.n), denominator: whole(best.d) } : NO_DATA
  }
}
