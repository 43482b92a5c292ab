import { parseFigure } from '../exact/decimal.ts'
import { ceil, minus, ONE, over, plus, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { Operand } from '../rubric/value.schema.ts'
import type { FactsView } from './facts-view.ts'
import type { Names } from './names.ts'

/** A quantity read from a unit's facts, exactly; null where an attribute is missing or a divisor is zero. */
export type Quantity = (view: FactsView) => Ratio | null

const MS_PER_HOUR = 3_600_000n

/** Makes an operand ready to be read often. */
export function compileOperand(operand: Operand, names: Names): Quantity {
  if (typeof operand === 'string') return compileName(operand, names)
  if ('plus' in operand) return folded(operand.plus.map((part) => compileOperand(part, names)), plus, ZERO)
  if ('times' in operand) return folded(operand.times.map((part) => compileOperand(part, names)), times, ONE)
  if ('minus' in operand) return paired(operand.minus.map((part) => compileOperand(part, names)), minus)
  if ('by' in operand) return paired(operand.by.map((part) => compileOperand(part, names)), over)
  if ('round_up' in operand) return roundedUp(compileOperand(operand.round_up, names))
  return keyCount(slotsOf(operand.keys_of, names), slotsOf(operand.except ?? [], names))
}

/** The names that an operand uses. */
export function namesIn(operand: Operand): string[] {
  if (typeof operand === 'string') return parseFigure(operand) ? [] : [operand]
  if ('plus' in operand) return operand.plus.flatMap(namesIn)
  if ('times' in operand) return operand.times.flatMap(namesIn)
  if ('minus' in operand) return operand.minus.flatMap(namesIn)
  if ('by' in operand) return operand.by.flatMap(namesIn)
  if ('round_up' in operand) return namesIn(operand.round_up)
  return [...operand.keys_of, ...(operand.except ?? [])]
}

/** What an operand of plain numbers comes to; null where it uses a name. */
export function constantOf(operand: Operand): Ratio | null {
  if (namesIn(operand).length > 0) return null
  return compileOperand(operand, { measures: new Map(), attributes: new Map() })(NO_FACTS)
}

/** A constant looks at no facts. */
const NO_FACTS = {} as FactsView

function compileName(name: string, names: Names): Quantity {
  const measure = names.measures.get(name)
  if (measure) {
    const { slot } = measure
    const d = measure.declaration.aggregate === 'hours' ? names.unitMs ?? MS_PER_HOUR : 1n
    return (view) => {
      const n = view.reading(slot)
      return n === 0n ? ZERO : { n, d }
    }
  }
  const attribute = names.attributes.get(name)
  if (attribute !== undefined) return (view) => view.attribute(attribute)
  const constant = parseFigure(name)
  if (!constant) throw new RangeError(`found the name ${JSON.stringify(name)}, expected a measure, an attribute or a number; check the rubric with parseRubric first`)
  return () => constant
}

function folded(parts: readonly Quantity[], combine: (a: Ratio, b: Ratio) => Ratio, start: Ratio): Quantity {
  return (view) => parts.reduce<Ratio | null>((sum, part) => {
    const next = sum && part(view)
    return sum && next ? combine(sum, next) : null
  }, start)
}

function paired(parts: readonly Quantity[], combine: (a: Ratio, b: Ratio) => Ratio | null): Quantity {
  const [first, second] = parts
  return (view) => {
    const [a, b] = [first?.(view), second?.(view)]
    return a && b ? combine(a, b) : null
  }
}

function roundedUp(part: Quantity): Quantity {
  return (view) => {
    const value = part(view)
    return value && whole(ceil(value))
  }
}

function slotsOf(measures: readonly string[], names: Names): number[] {
  return measures.flatMap((name) => names.measures.get(name)?.slot ?? [])
}

function keyCount(slots: readonly number[], except: readonly number[]): Quantity {
  return (view) => whole(BigInt(keysIn(view, slots, except).size))
}

/** The keys that any of the measures counted, but for those that one of the excepted measures counted. */
export function keysIn(view: FactsView, slots: readonly number[], except: readonly number[]): Set<string> {
  const keys = new Set<string>()
  for (const slot of slots) for (const [key, value] of Object.entries(view.keyed(slot))) if (value > 0n) keys.add(key)
  for (const slot of except) for (const [key, value] of Object.entries(view.keyed(slot))) if (value > 0n) keys.delete(key)
  return keys
}
