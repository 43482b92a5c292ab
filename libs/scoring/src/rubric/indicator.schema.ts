import * as z from 'zod'
import { Rule } from './rule.schema.ts'
import { Decimal, Figure, Flag, Id, Text } from './text.schema.ts'
import { Bounds, ValueRule } from './value.schema.ts'

/** Where a rule stands: a source of the rubric, and the clause, row or item in it. */
export const Cite = z.strictObject({ source: Id, clause: z.string().min(1) })

/**
 * What a judgement "not applicable" gives: the leaf's full marks; the leaf leaves the total (`exclude`); the mean of the points of the units that have it (`peers_mean`);
 * or its points are shared out among the applicable leaves of the scope: all of the base where `scope` is absent, else the branch of that id.
 */
export const NotApplicable = z.union([
  z.enum(['full_marks', 'exclude', 'peers_mean']),
  z.strictObject({ redistribute: z.enum(['proportional', 'equal']), scope: Id.optional() }),
]).meta({ id: 'not_applicable' })
export type NotApplicable = z.infer<typeof NotApplicable>

/** Units (codes or aliases) that an indicator is for, or all but some. For the others it is not applicable, by the rubric. */
const AppliesTo = z.union([z.strictObject({ only: z.array(z.string().min(1)).min(1) }), z.strictObject({ except: z.array(z.string().min(1)).min(1) })]).meta({ id: 'applies_to' })
export type AppliesTo = z.infer<typeof AppliesTo>

/** A measured figure shown beside a judgement, with the bound that the document names for it, if any; it gives no points. */
const Reference = z.strictObject({ id: Id, title: Text, value: ValueRule, ...Bounds })
export type Reference = z.infer<typeof Reference>

/** A bonus counts only when the base (before bonus and penalty) or the named indicator reaches so many points. */
const Gate = z.strictObject({ indicator: Id.optional(), at_least: Decimal })

/** One scored line of the table. */
export const Leaf = z.strictObject({
  id: Id,
  /** As the document numbers it, e.g. `13.1`. */
  number: z.string().min(1),
  title: Text,
  /** 口径: the definition in one sentence. */
  definition: Text,
  /** Most that it gives; of a penalty, most that it takes. */
  points: Decimal.optional(),
  /** Share of a branch that weighs its children: `30%`. */
  weight: Figure.optional(),
  /** Outside the base; added to the total up to its cap. */
  bonus: Flag.optional(),
  /** Outside the base; taken from the total. Its points run from −`points` to 0. */
  penalty: Flag.optional(),
  gate: Gate.optional(),
  cite: Cite,
  value: ValueRule.optional(),
  rule: Rule,
  references: z.array(Reference).min(1).optional(),
  applies_to: AppliesTo.optional(),
  /** Refused where absent. */
  not_applicable: NotApplicable.optional(),
  note: Text.optional(),
}).meta({ id: 'leaf' })
export type Leaf = z.infer<typeof Leaf>

/** How a branch is made of its children; see `Combine` for what each means. */
export const COMBINATIONS = ['add', 'weigh', 'lowest', 'average', 'pool'] as const
export type Combination = (typeof COMBINATIONS)[number]

/** A branch combines its children. */
export interface Branch {
  id: string
  number: string
  title: z.infer<typeof Text>
  definition?: z.infer<typeof Text> | undefined
  points?: string | undefined
  weight?: string | undefined
  combine?: Combination | undefined
  cap?: string | undefined
  bonus?: 'true' | 'false' | undefined
  gate?: z.infer<typeof Gate> | undefined
  applies_to?: AppliesTo | undefined
  note?: z.infer<typeof Text> | undefined
  children: (Branch | Leaf)[]
}

export const Branch: z.ZodType<Branch> = z.strictObject({
  id: Id,
  number: z.string().min(1),
  title: Text,
  definition: Text.optional(),
  points: Decimal.optional(),
  weight: Figure.optional(),
  /**
   * `add` (where absent): the sum. `weigh`: each child's share of its own points × its `weight` × the branch's points. `lowest`: the child with the smallest share of its points
   * decides, × the branch's points. `average`: the mean of the children's shares × the branch's points. `pool`: the branch's points less all that the children lose, never under 0.
   */
  combine: z.enum(COMBINATIONS).optional(),
  /** Most that the branch gives. */
  cap: Decimal.optional(),
  /** A branch of bonus leaves, outside the base: all its leaves are bonus or penalty leaves; its cap is theirs together. */
  bonus: Flag.optional(),
  gate: Gate.optional(),
  applies_to: AppliesTo.optional(),
  note: Text.optional(),
  children: z.array(z.lazy((): z.ZodType<Branch | Leaf> => Indicator)).min(1),
}).meta({ id: 'branch' })

/** A branch where it has `children`, else a leaf. */
export const Indicator: z.ZodType<Branch | Leaf> = z.union([Branch, Leaf]).meta({ id: 'indicator' })
export type Indicator = Branch | Leaf

export function isBranch(indicator: Indicator): indicator is Branch {
  return 'children' in indicator
}

/** Whether an indicator stands outside the base: a bonus or a penalty. */
export function isOutside(indicator: Indicator): boolean {
  return indicator.bonus === 'true' || (!isBranch(indicator) && indicator.penalty === 'true')
}
