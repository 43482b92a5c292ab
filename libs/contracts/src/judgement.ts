import * as z from 'zod/mini'
import { Day, Decimal } from './text.ts'

const Text = z.string().check(z.minLength(1), z.maxLength(2_000))

/**
 * `points`: points in the leaf's range. `claimed`: a unit's own claim of points. `met`: a checklist item or a stated fact (`true`/`false`).
 * `figure`: the latest stated figure of a fact. `not_applicable`: the leaf does not apply. `withdrawn`: undoes the judgement named in `withdraws`.
 */
export const JudgementKind = z.enum(['points', 'claimed', 'met', 'figure', 'not_applicable', 'withdrawn'])
export type JudgementKind = z.infer<typeof JudgementKind>

/** `POST /v1/judgements`: who judged what, why, on which evidence, from which day. `value` is a decimal, or `true`/`false` for `met`, or empty. */
export const NewJudgement = z.strictObject({
  rubric: Text,
  period: Text,
  unit: Text,
  /** The leaf's id, and the checklist item's where there is one. */
  indicator: Text,
  item: z.optional(Text),
  kind: JudgementKind,
  value: z.optional(z.string()),
  reason: Text,
  evidence: Text,
  by: Text,
  effective: Day,
  withdraws: z.optional(z.number()),
})
export type NewJudgement = z.infer<typeof NewJudgement>
export const Judgement = z.extend(NewJudgement, { id: z.number(), enteredAt: z.string() })
export type Judgement = z.infer<typeof Judgement>

/** `POST /v1/attributes`: a number about a unit, dated and cited. */
export const NewAttribute = z.strictObject({
  unit: Text,
  name: Text,
  value: Decimal,
  effective: Day,
  citation: Text,
  by: Text,
})
export type NewAttribute = z.infer<typeof NewAttribute>
export const Attribute = z.extend(NewAttribute, { id: z.number(), enteredAt: z.string() })
export type Attribute = z.infer<typeof Attribute>
