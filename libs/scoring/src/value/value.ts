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

/** A value read from a unit's facts, or why there is none. It is numerator ÷ denominator, or the numerator alone; the parts stay where they are known. */
export interface ValueOutcome {
  state: 'known' | 'no_data' | 'zero_denominator' | 'provisional'
  numerator: Ratio | null
  denominator: Ratio | null
}

/** The exact value; null where there is none. Percentages are rounded to 0.01 % where the rubric compares printed rates. */
export function valueOf(compiled: Pick<CompiledValue, 'isRounded'> | null, { numerator, denominator }: Pick<ValueOutcome, 'numerator' | 'denominator'>): Ratio | null {
  if (!compiled || !numerator) return null
  const value = denominator ? over(numerator, denominator) : numerator
  return value && compiled.isRounded ? { n: roundScaled(value, 4, 'half_up'), d: 10_000n } : value
}

/** A leaf's value made ready to be read often. */
export interface CompiledValue {
  rule: ValueRule
  show: Show
  /** The denominator counts events or cases, so that a small one makes the value shaky. */
  isSample: boolean
  /** Percentages are compared as printed, with two decimals. */
  isRounded: boolean
  slots: readonly number[]
  read: (view: FactsView) => ValueOutcome
}

const NO_DATA: ValueOutcome = { state: 'no_data', numerator: null, denominator: null }

/** Compiles a leaf's value; `rates` says whether percentages are compared exactly or as printed with two decimals. */
export function compileValue(rule: ValueRule, names: Names, rates: 'exact' | 'percent_2dp'): CompiledValue {
  const slots = namesOfValue(rule).flatMap((name) => names.measures.get(name)?.slot ?? [])
  const show = showOf(rule)
  const raw = reader(rule, names)
  const read = (view: FactsView): ValueOutcome => guarded(view, { rule, slots, read: raw })
  const isSample = rule.kind === 'share' || rule.kind === 'mean' || rule.kind === 'inspection'
  return { rule, show, isSample, isRounded: rates === 'percent_2dp' && show === 'percent', slots, read }
}

/** How a value is shown unless the rubric says otherwise. */
export function showOf(rule: ValueRule): Show {
  if (rule.show) return rule.show
  if (rule.kind === 'condition') return 'yes_no'
  return rule.kind === 'count' || rule.kind === 'per_capita' || rule.kind === 'mean' || rule.kind === 'stated' ? 'number' : 'percent'
}

function guarded(view: FactsView, { rule, slots, read }: Pick<CompiledValue, 'rule' | 'slots' | 'read'>): ValueOutcome {
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
  if (rule.kind === 'stated' || rule.kind === 'points_of' || rule.kind === 'change' || rule.kind === 'to_peers_mean') return () => NO_DATA
  if (rule.kind === 'best_facility') return readBest(slotOf(rule.part, names), slotOf(rule.whole, names))
  const { numerator, denominator } = fractionOf(rule)
  return readFraction(compileOperand(numerator, names), compileOperand(denominator, names))
}

function readCount(quantity: Quantity): (view: FactsView) => ValueOutcome {
  return (view) => {
    const value = quantity(view)
    return value ? { state: 'known', numerator: value, denominator: null } : NO_DATA
  }
}

function readFraction(part: Quantity, total: Quantity): (view: FactsView) => ValueOutcome {
  return (view) => {
    const [numerator, denominator] = [part(view), total(view)]
    if (!numerator || !denominator) return { state: 'no_data', numerator, denominator }
    return { state: denominator.n === 0n ? 'zero_denominator' : 'known', numerator, denominator }
  }
}

function readCondition(conditions: readonly ((view: FactsView) => boolean | null)[]): (view: FactsView) => ValueOutcome {
  return (view) => {
    const held = conditions.map((holds) => holds(view))
    if (held.includes(null)) return NO_DATA
    return { state: 'known', numerator: whole(held.every(Boolean) ? 1n : 0n), denominator: null }
  }
}

/** The facility with the highest share; one is enough. */
function readBest(part: number, total: number): (view: FactsView) => ValueOutcome {
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

function slotOf(name: string, names: Names): number {
  return names.measures.get(name)?.slot ?? -1
}
