import * as z from 'zod/mini'
import { BoardKey } from './board.ts'
import { Day, Decimal } from './text.ts'

const Text = z.string().check(z.minLength(1), z.maxLength(2_000))

/**
 * `points`: points in the leaf's range. `claimed`: a unit's own claim of points. `met`: a checklist item or a stated fact (`true`/`false`).
 * `figure`: the latest stated figure of a fact. `adjusted`: signed points added to the leaf's, never beyond its limits. `not_applicable`: the leaf does not apply. `withdrawn`: undoes the judgement named in `withdraws`.
 */
export const JudgementKind = z.enum(['points', 'claimed', 'met', 'figure', 'not_applicable', 'adjusted', 'withdrawn'])
export type JudgementKind = z.infer<typeof JudgementKind>

/** `POST /v1/judgements`: who judged what, why, on which evidence, from which day. `value` is a decimal, or `true`/`false` for `met`, or empty. */
export const NewJudgement = z.strictObject({
  rubric: Text,
  period: Text,
  unit: Text,
  /** The leaf's id (or, for `met`, a veto's), and the checklist item's where there is one. */
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
/** `withdrawnBy` is the id of the counter-entry that withdrew it; null while it stands. */
export const Judgement = z.extend(NewJudgement, { id: z.number(), enteredAt: z.string(), withdrawnBy: z.nullable(z.number()) })
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

/** A board that was scored again because of what was entered, and the seq at which it stands since. */
export const RescoredBoard = z.object({ key: BoardKey, seq: z.number() })
export type RescoredBoard = z.infer<typeof RescoredBoard>

/** The reply to `POST /v1/judgements`, whose body is one judgement or a list; all are entered or none. Boards that take longer than the reply waits are left out. */
export const JudgementReply = z.object({ entered: z.array(Judgement), boards: z.array(RescoredBoard) })
export type JudgementReply = z.infer<typeof JudgementReply>

/** The reply to `POST /v1/attributes`, whose body is one attribute, a list or CSV. */
export const AttributeReply = z.object({ entered: z.array(Attribute), boards: z.array(RescoredBoard) })
export type AttributeReply = z.infer<typeof AttributeReply>
