import { over } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { roundScaled } from '../exact/round.ts'
import type { Show, ValueRule } from '../rubric/value.schema.ts'
import { compileChange } from './change.ts'
import { compileCondition } from './condition.ts'
import type { FactsView } from './facts-view.ts'
import { fractionOf, namesOfValue } from './fraction.ts'
import { companionOf } from './hidden-names.ts'
import { namesFor } from './names.ts'
import type { Names } from './names.ts'
import { compileOperand } from './operand.ts'
import { compileAgainstPeers } from './peers-mean.ts'
import { NO_DATA, readBest, readCondition, readCount, readFraction } from './read-value.ts'

/** A value read from a unit's facts, or why there is none. It is numerator ÷ denominator, or the numerator alone; the parts stay where they are known. */
export interface ValueOutcome {
  state: 'known' | 'no_data' | 'zero_denominator' | 'provisional' | 'calendar_unpublished'
  numerator: Ratio | null
  denominator: Ratio | null
}

/** The exact value; null where there is none. Percentages are rounded to 0.01 % where the rubric compares printed rates. */
export function valueOf(compiled: Pick<CompiledValue, 'isRounded'> | null, { numerator, denominator }: Pick<ValueOutcome, 'numerator' | 'denominator'>): Ratio | null {
  if (!compiled || !numerator) return null
  const value = denominator ? over(numerator, denominator) : numerator
  return value && compiled.isRounded ? { n: roundScaled(value, 4, 'half_up'), d: 10_000n } : value
}

/** A quantity now and what it is compared with; null where it is unknown or a rate has nothing to divide by. */
export interface ComparedSpans {
  now: Ratio | null
  before: Ratio | null
}

/** A leaf's value made ready to be read often. */
export interface CompiledValue {
  rule: ValueRule
  show: Show
  /** The denominator counts events or cases, so that a small one makes the value shaky. */
  isSample: boolean
  /** Percentages are compared as printed, with two decimals. */
  isRounded: boolean
  /** All that it reads, of earlier spans and companions too. */
  slots: readonly number[]
  /** The unit's own part where the value waits for others. */
  read: (view: FactsView) => ValueOutcome
  /** `to_peers_mean`: from the own quantities of all units that have one, in their order, the values; null for every other kind. */
  againstPeers: ((quantities: readonly Ratio[]) => readonly ValueOutcome[]) | null
  /** `points_of`: the indicator whose points are the numerator; null for every other kind. */
  pointsOf: string | null
  /** `change`: both sides of the comparison, for whoever explains it. */
  spans: ((view: FactsView) => ComparedSpans) | null
}

/** How a value is read, and of which slots no event at all would mean that nothing is known. */
export interface ValueReader {
  read: (view: FactsView) => ValueOutcome
  own: readonly number[]
  all: readonly number[]
  /** Companions: where one counts anything, some due time cannot be told. */
  unsure: readonly number[]
  spans?: ((view: FactsView) => ComparedSpans) | undefined
}

/** Compiles a leaf's value; `rates` says whether percentages are compared exactly or as printed with two decimals. */
export function compileValue(rule: ValueRule, names: Names, rates: 'exact' | 'percent_2dp'): CompiledValue {
  const show = showOf(rule)
  const reader = readerOf(rule, namesFor(rule, names))
  const isSample = rule.kind === 'share' || rule.kind === 'mean' || rule.kind === 'inspection'
  return {
    rule, show, isSample, isRounded: rates === 'percent_2dp' && show === 'percent', slots: [...reader.all, ...reader.unsure],
    read: (view) => guarded(view, rule, reader),
    againstPeers: rule.kind === 'to_peers_mean' ? compileAgainstPeers(rule) : null,
    pointsOf: rule.kind === 'points_of' ? rule.indicator : null,
    spans: reader.spans ?? null,
  }
}

/** How a value is shown unless the rubric says otherwise. */
export function showOf(rule: ValueRule): Show {
  if (rule.show) return rule.show
  switch (rule.kind) {
    case 'condition': return 'yes_no'
    case 'points_of': return 'points'
    case 'count':
    case 'per_capita':
    case 'mean':
    case 'stated': return 'number'
    case 'change': return rule.as === 'percent' || rule.per !== undefined ? 'percent' : 'number'
    case 'to_peers_mean': return rule.as === 'ratio' || rule.per !== undefined ? 'percent' : 'number'
    default: return 'percent'
  }
}

function guarded(view: FactsView, rule: ValueRule, { read, own, all, unsure }: ValueReader): ValueOutcome {
  if (view.isProvisional(all) || view.isProvisional(unsure)) return { ...read(view), state: 'provisional' }
  if (unsure.length > 0 && !view.isEmpty(unsure)) return { ...read(view), state: 'calendar_unpublished' }
  if (own.length > 0 && view.isEmpty(own) && (rule.when_none !== 'zero' || view.isSilent)) return nothingCounted(read(view))
  return read(view)
}

/** With no event at all, a fraction whose denominator is counted too has a zero denominator; anything else has no data. */
function nothingCounted(outcome: ValueOutcome): ValueOutcome {
  return outcome.state === 'zero_denominator' ? outcome : { ...NO_DATA, denominator: outcome.denominator }
}

function readerOf(rule: ValueRule, names: Names): ValueReader {
  if (rule.kind === 'change') return compileChange(rule, names)
  const own = namesOfValue(rule)
  return { read: readOwn(rule, names), own: slotsOf(own, names), all: slotsOf(own, names), unsure: slotsOf(own.map(companionOf), names) }
}

function readOwn(rule: Exclude<ValueRule, { kind: 'change' }>, names: Names): (view: FactsView) => ValueOutcome {
  switch (rule.kind) {
    case 'count': return readCount(compileOperand(rule.of, names))
    case 'condition': return readCondition(rule.all.map((condition) => compileCondition(condition, names)))
    case 'stated': return () => NO_DATA
    case 'points_of': return () => WAITING
    case 'best_facility': return readBest(slotOf(rule.part, names), slotOf(rule.whole, names))
    case 'to_peers_mean': return rule.per === undefined ? readCount(compileOperand(rule.of, names)) : readFraction(compileOperand(rule.of, names), compileOperand(rule.per, names))
    default: {
      const { numerator, denominator } = fractionOf(rule)
      return readFraction(compileOperand(numerator, names), compileOperand(denominator, names))
    }
  }
}

const WAITING: ValueOutcome = { state: 'known', numerator: null, denominator: null }

function slotsOf(measures: readonly string[], names: Names): number[] {
  return measures.flatMap((name) => names.measures.get(name)?.slot ?? [])
}

function slotOf(name: string, names: Names): number {
  return names.measures.get(name)?.slot ?? -1
}
