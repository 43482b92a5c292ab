import * as z from 'zod'
import { Decimal, Figure, Flag, Id, Name, Text, Whole } from './text.schema.ts'
import { Bounds, Condition, Operand } from './value.schema.ts'

const Step = z.strictObject({ ...Bounds, points: Decimal })
const Band = z.strictObject({ from: Whole, to: Whole.optional(), points: Decimal })
const Item = z.strictObject({
  id: Id,
  title: Text,
  points: Decimal,
  /** What proves it. */
  evidence: Text.optional(),
  /** Met by the facts, without a judgement, when this holds. */
  met_when: Condition.optional(),
})
const Level = z.strictObject({ id: Id, title: Text, of: Name, at_least: Whole, points: Decimal, pays: z.enum(['flat', 'each']) })
const Quality = z.strictObject({ id: Id, title: Text })

/** How a leaf's value becomes points. Closed: a new kind is code, tests and a release; until then `judgement` blocks nobody. */
export const Rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('steps'), steps: z.array(Step).min(2) }),
  z.strictObject({
    kind: z.literal('linear'), better: z.enum(['higher', 'lower']), base: Figure, per: Figure, change: Decimal,
    partial: z.enum(['pro_rata', 'whole', 'started']).optional(), floor: Decimal.optional(),
  }),
  z.strictObject({ kind: z.literal('proportional'), full: Figure }),
  z.strictObject({ kind: z.literal('rank'), direction: z.enum(['desc', 'asc']), bands: z.array(Band).min(1), ties: z.enum(['competition', 'dense']).optional() }),
  z.strictObject({
    kind: z.literal('per_occurrence'), each: Decimal, floor: Decimal.optional(),
    escalation: z.strictObject({ above: Whole, points: Decimal, consequence: Text }).optional(),
  }),
  z.strictObject({ kind: z.literal('zero_on_any') }),
  z.strictObject({ kind: z.literal('zero_on_none') }),
  z.strictObject({ kind: z.literal('missing_items'), each: Decimal, items: z.array(Quality).min(1).optional(), required: Operand.optional() }),
  z.strictObject({ kind: z.literal('checklist'), items: z.array(Item).min(1) }),
  z.strictObject({ kind: z.literal('award'), each: Decimal, from: Whole.optional() }),
  z.strictObject({ kind: z.literal('best_level'), levels: z.array(Level).min(1) }),
  z.strictObject({ kind: z.literal('judgement'), least: Decimal.optional(), step: Decimal.optional(), unpublished: Flag.optional() }),
  z.strictObject({ kind: z.literal('no_points') }),
]).meta({ id: 'rule' })
export type Rule = z.infer<typeof Rule>
export type RuleKind = Rule['kind']
export type RuleOf<Kind extends RuleKind> = Extract<Rule, { kind: Kind }>
