import * as z from 'zod'
import { Rule } from './rule.schema.ts'
import { Decimal, Flag, Id, Text } from './text.schema.ts'
import { ValueRule } from './value.schema.ts'

const Cite = z.strictObject({ source: Id, clause: z.string().min(1) })

/** One scored line of the table. */
export const Leaf = z.strictObject({
  id: Id,
  /** As the document numbers it, e.g. `13.1`. */
  number: z.string().min(1),
  title: Text,
  /** 口径: the definition in one sentence. */
  definition: Text,
  points: Decimal.optional(),
  /** Outside the base; added to the total up to its cap. */
  bonus: Flag.optional(),
  cite: Cite,
  value: ValueRule.optional(),
  rule: Rule,
  /** What a judgement "not applicable" gives: the leaf's full marks, or the leaf leaves the total. Refused where absent. */
  not_applicable: z.enum(['full_marks', 'exclude']).optional(),
  note: Text.optional(),
}).meta({ id: 'leaf' })
export type Leaf = z.infer<typeof Leaf>

/** A branch adds its children. */
export interface Branch {
  id: string
  number: string
  title: z.infer<typeof Text>
  definition?: z.infer<typeof Text> | undefined
  points?: string | undefined
  cap?: string | undefined
  note?: z.infer<typeof Text> | undefined
  children: (Branch | Leaf)[]
}

export const Branch: z.ZodType<Branch> = z.strictObject({
  id: Id,
  number: z.string().min(1),
  title: Text,
  definition: Text.optional(),
  points: Decimal.optional(),
  /** Most that the branch gives. */
  cap: Decimal.optional(),
  note: Text.optional(),
  children: z.array(z.lazy((): z.ZodType<Branch | Leaf> => Indicator)).min(1),
}).meta({ id: 'branch' })

/** A branch where it has `children`, else a leaf. */
export const Indicator: z.ZodType<Branch | Leaf> = z.union([Branch, Leaf]).meta({ id: 'indicator' })
export type Indicator = Branch | Leaf

export function isBranch(indicator: Indicator): indicator is Branch {
  return 'children' in indicator
}
