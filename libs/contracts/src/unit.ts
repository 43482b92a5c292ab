import * as z from 'zod/mini'
import { Bilingual } from './text.ts'

/** A unit: who is scored. `code` is the official division code or a local one (`local: true`). */
export const Unit = z.strictObject({
  code: z.string(),
  name: z.string(),
  nameEn: z.optional(z.string()),
  /** Short name for narrow places. */
  short: z.optional(z.string()),
  aliases: z.optional(z.array(z.string())),
  local: z.optional(z.boolean()),
})
export type Unit = z.infer<typeof Unit>

/** A group of units that are ranked among themselves, in official order (行政区划顺序). */
export const Group = z.strictObject({
  id: z.string(),
  title: Bilingual,
  /** Badge: membership or figures are ours, not the document's. */
  demo: z.optional(z.boolean()),
  note: z.optional(Bilingual),
  units: z.array(z.string()),
})
export type Group = z.infer<typeof Group>

/** One file of `rubrics/units/`. */
export const UnitsFile = z.strictObject({
  units: z.array(Unit).check(z.superRefine((units, context) => {
    const seen = new Set<string>()
    for (const [index, { code }] of units.entries()) {
      if (seen.has(code)) context.addIssue({ code: 'custom', path: [index, 'code'], message: `found ${code} a second time, expected each code once; remove one of the two` })
      seen.add(code)
    }
  })),
  groups: z.array(Group),
})
export type UnitsFile = z.infer<typeof UnitsFile>

/** A unit as the API lists it; `initials` are the pinyin initials for search (`la` → 六安). */
export const ListedUnit = z.object({
  code: z.string(), name: z.string(), nameEn: z.string(), short: z.string(), initials: z.string(), pinyin: z.string(),
  aliases: z.array(z.string()), groups: z.array(z.string()), order: z.number(),
})
export type ListedUnit = z.infer<typeof ListedUnit>
