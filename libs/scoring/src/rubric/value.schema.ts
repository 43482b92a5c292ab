import * as z from 'zod'
import { Figure, Id, Name, Text, Whole } from './text.schema.ts'

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
]).meta({ id: 'operand', description: '数据项或基数的名称、数字，或用 plus、minus、times、by（除）、round_up（进一）精确组合；keys_of 按键去重计数' })

/** One or two bounds: `at_least` and `at_most` include the figure, `above` and `below` do not. */
export const Bounds = { at_least: Figure.optional(), above: Figure.optional(), at_most: Figure.optional(), below: Figure.optional() }

/** A condition that must hold exactly. */
export const Condition = z.strictObject({ of: Operand, ...Bounds })
export type Condition = z.infer<typeof Condition>

/** What a value looks like on screen. Hours come from measures in milliseconds; minutes from the same. */
export const Show = z.enum(['percent', 'number', 'hours', 'minutes', 'yes_no', 'points'])
export type Show = z.infer<typeof Show>

const ZeroDenominator = z.enum(['unknown', 'full_marks', 'no_points'])
const shared = {
  show: Show.optional(),
  /** What no event at all means: nothing happened (`zero`), or nothing is known (`unknown`, the default). */
  when_none: z.enum(['zero', 'unknown']).optional(),
  /** How one more success is called, with `{n}`: `再按时办结 {n} 件`. */
  more: Text.optional(),
}

/** What a change is measured against: the same span a year before (同比), the period before (环比), or the mean of the `n` periods before. */
const Against = z.union([z.enum(['previous_year', 'previous_period']), z.strictObject({ mean_of_previous: Whole })])

/** How a leaf's value is formed. Closed: a new kind is code, tests and a release. */
export const ValueRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), of: Operand, ...shared }),
  z.strictObject({ kind: z.literal('ratio'), numerator: Operand, denominator: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('share'), part: Operand, whole: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('mean'), total: Operand, count: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('per_capita'), of: Operand, people: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('completion'), of: Operand, target: Operand, zero_denominator: ZeroDenominator, ...shared }),
  z.strictObject({ kind: z.literal('inspection'), passed: Operand, inspected: Operand, zero_denominator: ZeroDenominator, ...shared }),
  /**
   * How much a quantity (of measures and numbers; divided by `per` where that is given, as for a rate) has changed. `as: percent` is (now − then) ÷ then,
   * `difference` is now − then (percentage points for a rate). `then` = 0 is a zero denominator for `percent`.
   */
  z.strictObject({ kind: z.literal('change'), of: Operand, per: Operand.optional(), against: Against, as: z.enum(['percent', 'difference']), zero_denominator: ZeroDenominator, ...shared }),
  /** The unit's quantity (divided by `per` where given) against the mean of its group's units that have it: own ÷ mean, or own − mean. */
  z.strictObject({ kind: z.literal('to_peers_mean'), of: Operand, per: Operand.optional(), as: z.enum(['ratio', 'difference']), zero_denominator: ZeroDenominator, ...shared }),
  /** The points that another indicator of this rubric came to; for ranks of a score. */
  z.strictObject({ kind: z.literal('points_of'), indicator: Id, ...shared }),
  z.strictObject({ kind: z.literal('best_facility'), part: Name, whole: Name, ...shared }),
  z.strictObject({ kind: z.literal('condition'), all: z.array(Condition).min(1), ...shared }),
  z.strictObject({ kind: z.literal('stated'), ...shared }),
]).meta({ id: 'value' })
export type ValueRule = z.infer<typeof ValueRule>
export type ValueOf<Kind extends ValueRule['kind']> = Extract<ValueRule, { kind: Kind }>
