import { compare, over, whole } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { roundScaled } from '../exact/round.ts'
import type { Show, ValueRule } from '../rubric/value.schema.ts'
import { compileCondition } from './condition.ts'
import type { FactsView } from './facts-view.ts'
import { fractionOf, namesOfValue } from './fraction.ts'
import type { Names } from './names.ts'
import { compileOperand } from './operand.ts'
import type { Quantity } from './operand.ts'

/** A value read from a unit's facts, or why there is none; the parts stay where they are known. */
export interface ValueOutcome {
  state: 'known' | 'no_data' | 'zero_denominator' | 'provisional'
  value: Ratio | null
  numerator: Ratio | null
  denominator: Ratio | null
}

/** A leaf's value made ready to be read often. */
export interface CompiledValue {
  rule: ValueRule
  show: Show
  /** The denominator counts events or cases, so that a small one makes the value shaky. */
  isSample: boolean
  slots: readonly number[]
  read: (view: FactsView) => ValueOutcome
}

const NO_DATA: ValueOutcome = { state: 'no_data', value: null, numerator: null, denominator: null }

/** Compiles a leaf's value; `rates` says whether percentages are compared exactly or as printed with two decimals. */
export function compileValue(rule: ValueRule, names: Names, rates: 'exact' | 'percent_2dp'): CompiledValue {
  const slots = namesOfValue(rule).flatMap((name) => names.measures.get(name)?.slot ?? [])
  const show = showOf(rule)
  const raw = reader(rule, names)
  const isRounded = rates === 'percent_2dp' && show === 'percent'
  const read = (view: FactsView): ValueOutcome => guarded(view, rule, slots, isRounded ? (seen) => asPrinted(raw(seen)) : raw)
  return { rule, show, isSample: rule.kind === 'share' || rule.kind === 'mean' || rule.kind === 'inspection', slots, read }
}

/** How a value is shown unless the rubric says otherwise. */
export function showOf(rule: ValueRule): Show {
  if (rule.show) return rule.show
  if (rule.kind === 'condition') return 'yes_no'
  return rule.kind === 'count' || rule.kind === 'per_capita' || rule.kind === 'mean' || rule.kind === 'stated' ? 'number' : 'percent'
}

function guarded(view: FactsView, rule: ValueRule, slots: readonly number[], read: (view: FactsView) => ValueOutcome): ValueOutcome {
  if (view.isProvisional(slots)) return { ...read(view), state: 'provisional' }
  if (slots.length > 0 && view.isEmpty(slots) && (rule.when_none !== 'zero' || view.isSilent)) return nothingCounted(read(view))
  return read(view)
}

/** With no event at all, a fraction whose denominator is counted too has a zero denominator; anything else has no data. */
function nothingCounted(outcome: ValueOutcome): ValueOutcome {
  return outcome.state === 'zero_denominator' ? outcome : { ...NO_DATA, denominator: outcome.denominator }
}

function reader(rule: ValueRule, names: Names): (view: FactsView) => ValueOutcome {
  if (rule.kind === 'count') return readCount(compileOperand(rule.of, names))
  if (rule.kind === 'condition') return readCondition(rule.all.map((condition) => compileCondition(condition, names)))
  if (rule.kind === 'stated') return () => NO_DATA
  if (rule.kind === 'best_facility') return readBest(slotOf(rule.part, names), slotOf(rule.whole, names))
  const { numerator, denominator } = fractionOf(rule)
  return readFraction(compileOperand(numerator, names), compileOperand(denominator, names))
}

function readCount(quantity: Quantity): (view: FactsView) => ValueOutcome {
  return (view) => {
    const value = quantity(view)
    return value ? { state: 'known', value, numerator: null, denominator: null } : NO_DATA
  }
}

function readFraction(part: Quantity, total: Quantity): (view: FactsView) => ValueOutcome {
  return (view) => {
    const [numerator, denominator] = [part(view), total(view)]
    if (!numerator || !denominator) return { state: 'no_data', value: null, numerator, denominator }
    const value = over(numerator, denominator)
    return { state: value ? 'known' : 'zero_denominator', value, numerator, denominator }
  }
}

function readCondition(conditions: readonly ((view: FactsView) => boolean | null)[]): (view: FactsView) => ValueOutcome {
  return (view) => {
    const held = conditions.map((holds) => holds(view))
    if (held.includes(null)) return NO_DATA
    return { state: 'known', value: whole(held.every(Boolean) ? 1n : 0n), numerator: null, denominator: null }
  }
}

/** The facility with the highest share; one is enough. */
function readBest(part: number, total: number): (view: FactsView) => ValueOutcome {
  return (view) => {
    let best = NO_DATA
    const parts = view.keyed(part)
    for (const [key, visits] of Object.entries(view.keyed(total))) {
      if (visits <= 0n) continue
      const [numerator, denominator] = [whole(parts[key] ?? 0n), whole(visits)]
      const value = over(numerator, denominator)
      if (value && (!best.value || compare(value, best.value) > 0)) best = { state: 'known', value, numerator, denominator }
    }
    return best
  }
}

function asPrinted(outcome: ValueOutcome): ValueOutcome {
  return outcome.value ? { ...outcome, value: { n: roundScaled(outcome.value, 4, 'half_up'), d: 10_000n } } : outcome
}

function slotOf(name: string, names: Names): number {
  return names.measures.get(name)?.slot ?? -1
}
