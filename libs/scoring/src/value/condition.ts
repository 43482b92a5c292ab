import { figure } from '../exact/decimal.ts'
import { compare } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { Condition } from '../rubric/value.schema.ts'
import type { FactsView } from './facts-view.ts'
import type { Names } from './names.ts'
import { compileOperand } from './operand.ts'

/** Bounds as the rubric writes them. */
export interface BoundsText {
  at_least?: string | undefined
  above?: string | undefined
  at_most?: string | undefined
  below?: string | undefined
}

/** One bound: its figure, and the sign of value − figure that it allows. */
export interface Bound {
  key: 'at_least' | 'above' | 'at_most' | 'below'
  figure: Ratio
  text: string
}

/** The bounds that are set, lower one first. */
export function boundsOf(bounds: BoundsText): Bound[] {
  return (['at_least', 'above', 'at_most', 'below'] as const).flatMap((key) => {
    const text = bounds[key]
    return text === undefined ? [] : [{ key, figure: figure(text), text }]
  })
}

/** Whether an exact value keeps a bound. */
export function keeps(value: Ratio, bound: Bound): boolean {
  const side = compare(value, bound.figure)
  switch (bound.key) {
    case 'at_least': return side >= 0
    case 'above': return side > 0
    case 'at_most': return side <= 0
    case 'below': return side < 0
  }
}

/** Whether a value keeps all bounds. */
export function keepsAll(value: Ratio, bounds: readonly Bound[]): boolean {
  for (const bound of bounds) if (!keeps(value, bound)) return false
  return true
}

/** A condition on a unit's facts; null where its quantity is unknown. */
export function compileCondition(condition: Condition, names: Names): (view: FactsView) => boolean | null {
  const quantity = compileOperand(condition.of, names)
  const bounds = boundsOf(condition)
  return (view) => {
    const value = quantity(view)
    return value && keepsAll(value, bounds)
  }
}
