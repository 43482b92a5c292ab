import * as z from 'zod/mini'

/** A text in both languages of the screen; `zh` is the original, `en` the translation. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() })
export type Bilingual = z.infer<typeof Bilingual>

/** An instant as an ISO 8601 string with offset, e.g. `2021-12-15T10:30:00+08:00`. */
export const Instant = z.iso.datetime({ offset: true })

/** A calendar day in the rubric's time zone, `YYYY-MM-DD`. */
export const Day = z.iso.date()

/** An exact decimal as text, so that 96.00 stays 96.00 on screen, in files and in JSON. */
export const Decimal = z.string().check(z.regex(/^-?\d+(\.\d+)?$/))
