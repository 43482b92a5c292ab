import * as z from 'zod'
import { DutyDeclaration } from '../fact/duty.ts'
import { Cite, Indicator } from './indicator.schema.ts'
import { Day, Decimal, Figure, Flag, Id, Name, Text, Whole } from './text.schema.ts'
import { Bounds, Condition, Operand, Show } from './value.schema.ts'

const Source = z.strictObject({ id: Id, document: Text, issuer: z.string().optional(), number: z.string().optional(), dated: Day.optional(), note: Text.optional() })

/**
 * A measure with its name on screen, what one of it is called, and a window: the board's period where `window` is absent (narrowed by `from` and `until`);
 * `before` is all that came before the period (carry-over), `until_end` all up to its end.
 */
const Measure = z.looseObject({ title: Text, counted_in: Text, from: Day.optional(), until: Day.optional(), window: z.enum(['before', 'until_end']).optional() }).meta({ id: 'measure' })
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
  /** Level rows share a rank: 1-1-3 (`competition`, where absent) or 1-1-2 (`dense`); or they are told apart by further figures, in this order, before they share one (1-1-3). */
  ties: z.union([z.enum(['competition', 'dense']), z.strictObject({ then_by: z.array(z.strictObject({ indicator: Id, by: z.enum(['points', 'value']), direction: z.enum(['desc', 'asc']).optional() })).min(1) })]).optional(),
  /** Rows whose smallest sample is under `small_sample` are flagged (where absent), or listed apart. */
  small_samples: z.enum(['flag', 'apart']).optional(),
  title: Text,
  /** The document prescribes no order; this one is ours. */
  own: Flag.optional(),
})

const Tiers = z.union([
  z.literal('undeclared'),
  z.strictObject({
    declared_by: z.string().min(1),
    example: Flag.optional(),
    /** What the lines are compared with: the score of this table (`score`, where absent) or the converted one. */
    reads: z.enum(['score', 'converted']).optional(),
    /**
     * Best first; the last has no line and takes the rest. Or no tier has a line: the document names the tiers and prints no lines.
     * Then no score falls into a tier (as with `undeclared`), and a row has one only where a veto forces it.
     */
    lines: z.array(z.strictObject({ id: Id, title: Text, line: Decimal.optional() })).min(2),
  }),
])

/** The score carried into another assessment: score × weight ÷ total; `undeclared` where the document does not print the weight. Rounded as the points are. */
const Conversion = z.strictObject({ title: Text, weight: z.union([z.literal('undeclared'), Decimal]), cite: Cite })

/**
 * What zeroes or caps the score, or forces a tier while the score stays, when it occurs: by facts (`when`) or by a judgement `met` on the veto's id,
 * entered by a named person. `zero` and `cap` take effect on the total after bonus, cap and conversion; `tier` names the tier that is forced.
 */
const Veto = z.strictObject({
  id: Id, title: Text, cite: Cite, when: Condition.optional(),
  effect: z.union([z.literal('zero'), z.strictObject({ cap: Decimal }), z.strictObject({ tier: Id })]),
})

/** A figure that changed over time: each entry holds from its day on. Rules and tiers name it as `$name`; a board takes the one in force on its period's last day, or now if that is earlier. */
const Parameter = z.strictObject({ title: Text, dated: z.array(z.strictObject({ from: Day, value: Figure, cite: Cite.optional() })).min(1) })

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

/**
 * A reading: what it changes of the ambiguity's leaf (`rule`, `value`: laid over, or in its place where the kind differs), of other indicators by id (fields laid over),
 * or of the rubric itself (`ranking`, `tiers`, `conversion`, `vetoes`, `rates`, `points`: in their place). The chosen one changes nothing: the file is written by it.
 */
const Changes = z.record(z.string(), z.unknown())
const Option = z.strictObject({
  id: Id, title: Text, rule: Changes.optional(), value: Changes.optional(), indicators: z.record(Id, Changes).optional(), rubric: Changes.optional(),
  /** Why a reading other than the chosen one scores the same here: it is about who takes part, a date of entry or words alone. */
  changes_nothing: Text.optional(),
})
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
  /** `draft`: may be scored beside the one in force (what-if), never makes a board. In force where absent. */
  status: z.enum(['in_force', 'draft']).optional(),
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
  conversion: Conversion.optional(),
  vetoes: z.array(Veto).min(1).optional(),
  parameters: z.record(Name, Parameter).optional(),
  /** Headings of the official table's columns, in its order. */
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
export type Veto = z.infer<typeof Veto>
export type Parameter = z.infer<typeof Parameter>
export type Conversion = z.infer<typeof Conversion>
