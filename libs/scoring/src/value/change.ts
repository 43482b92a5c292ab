import { minus, over, sumOf, whole } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { ValueOf } from '../rubric/value.schema.ts'
import type { FactsView } from './facts-view.ts'
import { namesOfValue } from './fraction.ts'
import { backsOf } from './hidden-measures.ts'
import { companionOf } from './hidden-names.ts'
import { namesBack } from './names.ts'
import type { Names } from './names.ts'
import { compileOperand } from './operand.ts'
import { NO_DATA } from './read-value.ts'
import type { ValueOutcome, ValueReader } from './value.ts'

/** A quantity in one span: a figure, unknown, or a rate with nothing to divide by. */
interface InSpan {
  read: (view: FactsView) => Ratio | 'zero_denominator' | null
  slots: readonly number[]
  companions: readonly number[]
}

/** `change`: the quantity of the board's span against that of an earlier one, or against the mean of several. */
export function compileChange(rule: ValueOf<'change'>, names: Names): ValueReader {
  const now = inSpan(rule, names)
  const earlier = backsOf(rule).map((back) => inSpan(rule, namesBack(names, back)))
  return {
    read: (view) => changed(rule, now.read(view), thenOf(rule, earlier, view)),
    own: now.slots, all: [now, ...earlier].flatMap(({ slots }) => slots), unsure: [now, ...earlier].flatMap(({ companions }) => companions),
    spans: (view) => ({ now: known(now.read(view)), before: known(thenOf({ ...rule, when_none: 'zero' }, earlier, view)) }),
  }
}

function inSpan(rule: ValueOf<'change'>, names: Names): InSpan {
  const of = compileOperand(rule.of, names)
  const per = rule.per === undefined ? null : compileOperand(rule.per, names)
  const slotsOf = (measures: readonly string[]): number[] => measures.flatMap((name) => names.measures.get(name)?.slot ?? [])
  const measures = namesOfValue(rule)
  const read: InSpan['read'] = (view) => {
    const [value, divisor] = [of(view), per?.(view)]
    if (!per || !value || !divisor) return per ? null : value
    return over(value, divisor) ?? 'zero_denominator'
  }
  return { read, slots: slotsOf(measures), companions: slotsOf(measures.map(companionOf)) }
}

/** The mean of the earlier spans. One without any event counts as zero only where the rubric says that nothing means zero, or where zero is what settles it. */
function thenOf(rule: ValueOf<'change'>, earlier: readonly InSpan[], view: FactsView): ReturnType<InSpan['read']> {
  const figures: Ratio[] = []
  for (const { read } of earlier) {
    const figure = read(view)
    if (figure === null || figure === 'zero_denominator') return figure
    figures.push(figure)
  }
  const sum = sumOf(figures)
  if (rule.as === 'percent' && sum.n === 0n) return 'zero_denominator'
  if (rule.when_none !== 'zero' && earlier.some(({ slots }) => slots.length > 0 && view.isEmpty(slots))) return null
  return over(sum, whole(BigInt(figures.length)))
}

function changed({ as }: ValueOf<'change'>, now: ReturnType<InSpan['read']>, then: ReturnType<InSpan['read']>): ValueOutcome {
  if (now === 'zero_denominator' || then === 'zero_denominator') return { ...NO_DATA, state: 'zero_denominator' }
  if (!now || !then) return NO_DATA
  return { state: 'known', numerator: minus(now, then), denominator: as === 'percent' ? then : null }
}

function known(figure: ReturnType<InSpan['read']>): Ratio | null {
  return figure === 'zero_denominator' ? null : figure
}
