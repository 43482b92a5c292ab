import { grouped, valueText } from '../exact/show.ts'
import { plainText, ratioText } from '../exact/round.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Discrepancy } from '../rubric/rubric.schema.ts'
import { constantOf } from '../value/operand.ts'
import type { DiscrepancyCore } from './types.ts'

/** The printed figures that do not compute, for one unit or, without one, all of them. Both figures are reported; neither is adopted silently. */
export function discrepanciesOf(rubric: Rubric, unit?: string): DiscrepancyCore[] {
  const entries = (rubric.discrepancies ?? []).filter((entry) => unit === undefined || entry.unit === undefined || entry.unit === unit)
  return entries.map((entry) => ({ where: entry.where, printed: entry.printed, computed: computedText(entry), note: entry.note }))
}

/** What the figure comes to, or the statement that contradicts it. */
export function computedText(entry: Discrepancy): string {
  if (entry.compute === undefined) return entry.against ?? ''
  const value = constantOf(entry.compute)
  if (!value) return ''
  if (entry.show) return valueText(entry.show, value)
  return entry.decimals === undefined ? plainText(value) : grouped(ratioText(value, Number(entry.decimals)))
}
