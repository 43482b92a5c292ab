import { JudgementKind } from '@tierline/contracts/judgement'
import type { Directory } from '@tierline/platform/directory'
import { notFound } from '@tierline/platform/http/problem'
import * as z from 'zod/mini'

const Text = z.optional(z.string().check(z.minLength(1), z.maxLength(256)))

/** Which judgements to list; all where a field is absent. */
export const JudgementQuery = z.strictObject({ rubric: Text, period: Text, unit: Text, indicator: Text, kind: z.optional(JudgementKind), by: Text })
export type JudgementQuery = z.infer<typeof JudgementQuery>

/** Which attributes to list; all where a field is absent. */
export const AttributeQuery = z.strictObject({ unit: Text, name: Text })
export type AttributeQuery = z.infer<typeof AttributeQuery>

/** The number of the unit that a query names, by code or alias; null where it names none. */
export function unitNumber(directory: Directory, text: string | undefined): number | null {
  if (text === undefined) return null
  const unit = directory.unitByCodeOrAlias(text)
  if (!unit) throw notFound('unit', text, 'See GET /v1/units for codes and aliases.')
  return unit.id
}
