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

/** Occurrences of one severity or kind: `each` points less for each, at most `at_most` for all of them. */
const Stream = z.strictObject({ id: Id, title: Text, of: Operand, each: Decimal, at_most: Decimal.optional() })
/** Something of which one occurrence takes the points. */
const Trigger = z.strictObject({ id: Id, title: Text, of: Operand })
const Escalation = z.strictObject({ above: Whole, points: Decimal, consequence: Text })

/** How a leaf's value becomes points. Closed: a new kind is code, tests and a release; until then `judgement` blocks nobody. */
export const Rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('steps'), steps: z.array(Step).min(2) }),
  /**
   * `at_base` points at the base (the leaf's points where absent); `change` less for every `per` on the wrong side of it, `gain` more (none where absent) for every
   * `per` on the good side; between `floor` and the leaf's points.
   */
  z.strictObject({
    kind: z.literal('linear'), better: z.enum(['higher', 'lower']), base: Figure, per: Figure, change: Decimal,
    at_base: Decimal.optional(), gain: Decimal.optional(), partial: z.enum(['pro_rata', 'whole', 'started']).optional(), floor: Decimal.optional(),
  }),
  /** value ÷ full × points, at most the points; nothing under `from`. */
  z.strictObject({ kind: z.literal('proportional'), full: Figure, from: Figure.optional() }),
  /** Points by rank in the group: `bands`; or `list` (points of rank 1, 2, …) and `rest` after it; or `to_best`: value ÷ best value × points (best ÷ value where lower is better), not under its floor. */
  z.strictObject({
    kind: z.literal('rank'), direction: z.enum(['desc', 'asc']), ties: z.enum(['competition', 'dense']).optional(),
    bands: z.array(Band).min(1).optional(), list: z.array(Decimal).min(1).optional(), rest: Decimal.optional(), to_best: z.strictObject({ floor: Decimal.optional() }).optional(),
  }),
  /** Either a value and `each`, or `streams` without a value. `once_per_key`: what several keyed streams count under one key counts once, where it costs most. */
  z.strictObject({
    kind: z.literal('per_occurrence'), each: Decimal.optional(), streams: z.array(Stream).min(1).optional(), once_per_key: Flag.optional(), floor: Decimal.optional(),
    escalation: Escalation.optional(),
  }),
  /** Either a value, or `triggers` without a value: any of them takes the points. */
  z.strictObject({ kind: z.literal('zero_on_any'), triggers: z.array(Trigger).min(1).optional() }),
  z.strictObject({ kind: z.literal('zero_on_none') }),
  z.strictObject({ kind: z.literal('missing_items'), each: Decimal, items: z.array(Quality).min(1).optional(), required: Operand.optional() }),
  z.strictObject({ kind: z.literal('checklist'), items: z.array(Item).min(1) }),
  z.strictObject({ kind: z.literal('award'), each: Decimal, from: Whole.optional() }),
  z.strictObject({ kind: z.literal('best_level'), levels: z.array(Level).min(1) }),
  z.strictObject({ kind: z.literal('judgement'), least: Decimal.optional(), step: Decimal.optional(), unpublished: Flag.optional() }),
  /** Another scheme's score (`full` of it is full marks, in proportion) or rank (`bands`), given as the leaf's value, usually an attribute that is dated and cited. */
  z.strictObject({ kind: z.literal('imported'), scheme: Text, of: z.enum(['score', 'rank']), full: Figure.optional(), bands: z.array(Band).min(1).optional() }),
  z.strictObject({ kind: z.literal('no_points') }),
]).meta({ id: 'rule' })
export type Rule = z.infer<typeof Rule>
export type RuleKind = Rule['kind']
export type RuleOf<Kind extends RuleKind> = Extract<Rule, { kind: Kind }>
