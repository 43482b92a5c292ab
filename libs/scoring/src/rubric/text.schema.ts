import * as z from 'zod'
import { parseFigure } from '../exact/decimal.ts'

/** A text in both languages of the screen; `zh` is the original, `en` the translation. */
export const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).meta({ id: 'text' })
export type Bilingual = z.infer<typeof Text>

/** Name of a measure or attribute, as values use it. */
export const Name = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower-case letters, digits and _, beginning with a letter').meta({ id: 'name' })

/** Identity of a rubric, group, indicator, tier or option. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, - and _')

/** Points or another plain number, exactly as written: `0.5`, `96.00`. */
export const Decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal such as 3 or 0.5').meta({ id: 'decimal' })

/** A bound in the value's own terms: `80%`, `12`, `1.5`. */
export const Figure = z.string().refine((text) => parseFigure(text) !== null, 'a decimal or a percentage such as 12 or 80%').meta({ id: 'figure' })

export const Day = z.iso.date().meta({ id: 'day' })
export const Flag = z.enum(['true', 'false']).meta({ id: 'flag' })
export const Whole = z.string().regex(/^\d+$/, 'a whole number').meta({ id: 'whole' })
