import * as z from 'zod/mini'

const Name = z.string().check(z.minLength(1), z.maxLength(128))
/** A scalar of a filter; YAML scalars arrive as text, so `true` and `'true'` or 3 and `'3'` mean the same. */
const Scalar = z.union([z.string(), z.number(), z.boolean()])
const Span = z.union([z.number().check(z.positive()), z.string().check(z.regex(/^\d{1,6}(?:\.\d{1,4})?$/))])
const Flag = z.union([z.boolean(), z.enum(['true', 'false'])])

/** Instants in the life of a case that a measure may name. */
export const CASE_INSTANTS = ['opened', 'assigned', 'accepted', 'closed', 'first_closed', 'called_back'] as const
const CaseInstantName = z.enum(CASE_INSTANTS)
export type CaseInstant = (typeof CASE_INSTANTS)[number]

/** States of a case that a measure may ask for; several together must all hold. */
export const CASE_STATES = [
  'any', 'open', 'closed', 'on_time', 'late', 'overdue', 'returned', 'reopened', 'called_back', 'accepted', 'extended', 'plausible', 'implausible', 'due_unknown',
] as const
const CaseStateNameSchema = z.enum(CASE_STATES)
export type CaseStateName = (typeof CASE_STATES)[number]

/** Bounds of a number (for a list field: of its length), both inclusive; `present` asks whether the field is there at all. */
const Bounds = z.strictObject({ at_least: z.optional(Scalar), at_most: z.optional(Scalar), present: z.optional(Flag) })

/** One condition on a field: equal to a scalar, to one of several, or within bounds; a list field holds when it contains the scalar. */
export const FieldCondition = z.union([Scalar, z.array(Scalar).check(z.minLength(1)), Bounds])
export type FieldCondition = z.infer<typeof FieldCondition>

const Shape = z.strictObject({
  /** Event types, or a case kind such as `ticket`, `appeal`, `claim`, `duty`. */
  of: z.union([
    z.strictObject({ event: z.union([Name, z.array(Name).check(z.minLength(1))]) }),
    z.strictObject({ case: Name }),
  ]),
  /** Fields of the event; for cases the fields of the facts in order, later ones over earlier ones. */
  where: z.optional(z.record(Name, FieldCondition)),
  /** `count` honours the catalogue's count field; `hours` are handled milliseconds between two instants of a case. */
  aggregate: z.enum(['count', 'sum', 'distinct', 'hours']),
  /** The integer field to sum, or the field whose values are told apart. */
  field: z.optional(Name),
  between: z.optional(z.tuple([CaseInstantName, CaseInstantName])),
  /** Cases only: both instants are known and at most so many hours or minutes apart (及时签收: accepted within 24 hours of opening; 1分钟响应). */
  within: z.optional(z.strictObject({ between: z.tuple([CaseInstantName, CaseInstantName]), hours: z.optional(Span), minutes: z.optional(Span) })),
  /** The instant that buckets it; `time` for events, `opened` for cases unless said. */
  at: z.optional(z.enum(['time', 'due', ...CASE_INSTANTS])),
  state: z.optional(z.union([CaseStateNameSchema, z.array(CaseStateNameSchema).check(z.minLength(1))])),
  /** Keyed measure: the value of this field parts it (one facility, one check point). */
  by: z.optional(Name),
})

/** What a rubric's `measures:` entry says: an additive quantity rolled up from events or cases. */
export const MeasureDeclaration = Shape.check(z.superRefine((declaration, context) => {
  for (const { path, message } of contradictions(declaration)) context.addIssue({ code: 'custom', path: [path], message, input: declaration })
}))
export type MeasureDeclaration = z.infer<typeof Shape>

/** The instant by which a measure is bucketed into hours. */
export function bucketInstant(declaration: MeasureDeclaration): 'time' | 'due' | CaseInstant {
  return declaration.at ?? ('case' in declaration.of ? 'opened' : 'time')
}

/** The most that may lie between the two instants of `within`, in whole milliseconds. */
export function withinMs(within: NonNullable<MeasureDeclaration['within']>): number {
  return Math.round(Number(within.hours ?? 0) * 3_600_000 + Number(within.minutes ?? 0) * 60_000)
}

function contradictions(declaration: MeasureDeclaration): { path: string; message: string }[] {
  const isCase = 'case' in declaration.of
  const needsField = declaration.aggregate === 'sum' || declaration.aggregate === 'distinct'
  const faults: [boolean, string, string][] = [
    [needsField && declaration.field === undefined, 'field', `aggregate ${declaration.aggregate} needs \`field\`: name the field to take`],
    [!needsField && declaration.field !== undefined, 'field', `aggregate ${declaration.aggregate} takes no \`field\`: remove it, or use sum or distinct`],
    [declaration.aggregate === 'hours' && declaration.between === undefined, 'between', 'aggregate hours needs `between`: two instants of the case, e.g. [opened, closed]'],
    [declaration.aggregate !== 'hours' && declaration.between !== undefined, 'between', '`between` belongs to aggregate hours only: remove it'],
    [declaration.aggregate === 'hours' && !isCase, 'aggregate', 'hours are measured on cases, not on single events: use `of: { case: … }`'],
    [!isCase && declaration.state !== undefined, 'state', '`state` belongs to cases only: use `of: { case: … }` or filter with `where`'],
    [!isCase && declaration.within !== undefined, 'within', '`within` belongs to cases only: use `of: { case: … }`'],
    [declaration.within !== undefined && (declaration.within.hours === undefined) === (declaration.within.minutes === undefined), 'within', '`within` needs `hours` or `minutes`, one of the two'],
    [!isCase && declaration.at !== undefined && declaration.at !== 'time', 'at', 'an event is bucketed by its own time: remove `at`, or measure the case'],
    [isCase && declaration.at === 'time', 'at', 'a case has no single time: name opened, closed, due or another instant of its life'],
  ]
  return faults.filter(([isWrong]) => isWrong).map(([, path, message]) => ({ path, message }))
}
