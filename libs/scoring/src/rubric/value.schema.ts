import * as z from 'zod'
import { Figure, Name, Text } from './text.schema.ts'

/** What a value is made of: a name, a number, or names combined exactly. */
export type Operand =
  | string
  | { plus: Operand[] }
  | { minus: [Operand, Operand] }
  | { times: Operand[] }
  | { by: [Operand, Operand] }
  | { round_up: Operand }
  | { keys_of: string[]; except?: string[] | undefined }

const Pair = z.tuple([z.lazy((): z.ZodType<Operand> => Operand), z.lazy((): z.ZodType<Operand> => Operand)])
const Several = z.array(z.lazy((): z.ZodType<Operand> => Operand)).min(2)

/** Name of a measure or attribute, a number, or `plus`, `minus`, `times`, `by` (÷), `round_up`; `keys_of` counts the keys of keyed measures once each. */
export const Operand: z.ZodType<Operand> = z.union([
  z.string().min(1),
  z.strictObject({ plus: Several }),
  z.strictObject({ minus: Pair }),
  z.strictObject({ times: Several }),
  z.strictObject({ by: Pair }),
  z.strictObject({ round_up: z.lazy((): z.ZodType<Operand> => Operand) }),
  z.strictObject({ keys_of: z.array(Name).min(1), except: z.array(Name).min(1).optional() }),
]).meta({ id: 'operand' })

/** One or two bounds: `at_least` and `at_most` include the figure, `above` and `below` do not. */
export const Bounds = { at_least: Figure.optional(), above: Figure.optional(), at_most: Figure.optional(), below: Figure.optional() }

/** A condition that must hold exactly. */
export const Condition = z.strictObject({ of: Operand, ...Bounds })
export type Condition = z.infer<typeof Condition>

/** What a value looks like on screen. Hours come from measures in milliseconds. */
export const Show = z.enum(['percent', 'number', 'hours', 'yes_no'])
export type Show = z.infer<typeof Show>

const ZeroDenominator = z.enum(['unknown', 'full_marks', 'no_points'])
const shared = {
  show: Show.optional(),
  /** What no event at all means: nothing happened (`zero`), or nothing is known (`unknown`, the default). */
  when_none: z.enum(['zero', 'unknown']).optional(),
  /** How one more success is called, with `{n}`: `再按时办结 {n} 件`. */
  more: Text.optional(),
}

/** How a leaf's value is formed. Closed: a new kind is code, tests and a release. */
export const ValueRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), of: Operand, ...shared }),
  z.strictObject({ kind: z.literal('ratio'), numerator: Operand, denominator: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('share'), part: Operand, whole: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('mean'), total: Operand, count: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('per_capita'), of: Operand, people: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('completion'), of: Operand, target: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('inspection'), passed: Operand, inspected: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('best_facility'), part: Name, whole: Name, ...shared }),
  z.strictObject({ kind: z.literal('condition'), all: z.array(Condition).min(1), ...shared }),
  z.strictObject({ kind: z.literal('stated'), ...shared }),
]).meta({ id: 'value' })
export type ValueRule = z.infer<typeof ValueRule>
