import * as z from 'zod'
import { DutyDeclaration } from '../fact/duty.ts'
import { Indicator } from './indicator.schema.ts'
import { Day, Decimal, Figure, Flag, Id, Name, Text, Whole } from './text.schema.ts'
import { Bounds, Operand, Show } from './value.schema.ts'

const Source = z.strictObject({ id: Id, document: Text, issuer: z.string().optional(), number: z.string().optional(), dated: Day.optional(), note: Text.optional() })

/** A measure with its name on screen, what one of it is called, and a window of its own inside the period. */
const Measure = z.looseObject({ title: Text, counted_in: Text, from: Day.optional(), until: Day.optional() }).meta({ id: 'measure' })
const Attribute = z.strictObject({ title: Text, counted_in: Text, note: Text.optional() })

const Points = z.strictObject({
  total: Decimal,
  /** Most that base and bonus come to together. */
  cap: Decimal.optional(),
  decimals: z.enum(['0', '1', '2', '3', '4']),
  mode: z.enum(['half_up', 'half_even', 'truncate']),
})

const Ranking = z.strictObject({
  /** `score`, the exact `value` of an indicator, or `none`. */
  by: z.enum(['score', 'value', 'none']),
  indicator: Id.optional(),
  direction: z.enum(['desc', 'asc']).optional(),
  ties: z.enum(['competition', 'dense']).optional(),
  title: Text,
  /** The document prescribes no order; this one is ours. */
  own: Flag.optional(),
})

const Tiers = z.union([
  z.literal('undeclared'),
  z.strictObject({
    declared_by: z.string().min(1),
    example: Flag.optional(),
    /** Best first; the last has no line and takes the rest. */
    lines: z.array(z.strictObject({ id: Id, title: Text, line: Decimal.optional() })).min(2),
  }),
])

const RowCondition = z.strictObject({ indicator: Id.optional(), attribute: Name.optional(), ...Bounds })
const Summary = z.strictObject({
  id: Id, title: Text,
  /** Which rows are looked at; all where absent. */
  among: z.array(RowCondition).optional(),
  /** Which of those count. */
  counted: z.array(RowCondition).min(1),
  /** Rows with the same figure of this attribute are one, and count when all of them do. */
  once_per: Name.optional(),
})

const Option = z.strictObject({ id: Id, title: Text, rule: z.record(z.string(), z.unknown()).optional(), value: z.record(z.string(), z.unknown()).optional() })
const Ambiguity = z.strictObject({ id: Id, leaf: Id.optional(), question: Text, options: z.array(Option).min(2), chosen: Id, why: Text })

const Discrepancy = z.strictObject({
  id: Id,
  /** The unit that the printed figure is about; every unit where absent. */
  unit: z.string().optional(),
  leaf: Id.optional(),
  where: z.string().min(1),
  printed: z.string().min(1),
  /** What the figure comes to, as arithmetic over printed numbers … */
  compute: Operand.optional(),
  show: Show.optional(),
  decimals: Whole.optional(),
  /** … or, where two statements contradict each other, the other statement. */
  against: z.string().optional(),
  note: Text,
})

/** One official scheme. English keys, Chinese values; every scalar is read as text and parsed by us. */
export const RubricFile = z.strictObject({
  id: Id,
  version: z.string().min(1),
  title: Text,
  sources: z.array(Source).min(1),
  zone: z.literal('Asia/Shanghai'),
  effective: z.strictObject({ from: Day, until: Day.optional() }),
  periods: z.strictObject({ official: z.enum(['year', 'quarter', 'month', 'to_date']), also: z.array(z.enum(['year', 'quarter', 'month', 'to_date'])).optional() }),
  groups: z.array(Id).min(1),
  /** Weights, lines or rules are an example to be replaced. */
  example: Flag.optional(),
  note: Text.optional(),
  points: Points.optional(),
  /** Rates are compared unrounded, or after rounding to 0.01 %. */
  rates: z.enum(['exact', 'percent_2dp']).optional(),
  ranking: Ranking,
  tiers: Tiers,
  columns: z.array(z.string()).optional(),
  attributes: z.record(Name, Attribute).optional(),
  measures: z.record(Name, Measure).optional(),
  duties: z.array(DutyDeclaration).optional(),
  indicators: z.array(Indicator).min(1),
  summaries: z.array(Summary).optional(),
  ambiguities: z.array(Ambiguity).optional(),
  discrepancies: z.array(Discrepancy).optional(),
  /** Smallest sample that is not flagged. */
  small_sample: Figure.optional(),
})
export type RubricFile = z.infer<typeof RubricFile>
export type Discrepancy = z.infer<typeof Discrepancy>
export type Ambiguity = z.infer<typeof Ambiguity>
export type AmbiguityOption = z.infer<typeof Option>
export type Summary = z.infer<typeof Summary>
export type RowCondition = z.infer<typeof RowCondition>
