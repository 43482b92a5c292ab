import * as z from 'zod'
import { parseFigure } from '../exact/decimal.ts'

/** A text in both languages of the screen; `zh` is the original, `en` the translation. */
export const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).meta({ id: 'text', description: '中文原文和英文译文' })
export type Bilingual = z.infer<typeof Text>

/** Name of a measure, attribute or parameter, as values use it. */
export const Name = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'lower-case letters, digits and _, beginning with a letter').meta({ id: 'name', description: '数据项、基数或参数的名称：小写字母、数字、下划线' })

/** Identity of a rubric, group, indicator, tier or option. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, dot, - and _')

/** Where a dated parameter stands instead of a figure: `$handling_limit`. */
const PARAMETER = /^\$[a-z][a-z0-9_]{0,63}$/

/** Whether a text stands for a dated parameter. */
export function isParameter(text: string): boolean {
  return PARAMETER.test(text)
}

/** Points or another plain number, exactly as written: `0.5`, `96.00`; or a dated parameter, `$name`. */
export const Decimal = z.string().refine((text) => /^-?\d+(\.\d+)?$/.test(text) || isParameter(text), 'a decimal such as 3 or 0.5, or a parameter such as $line').meta({ id: 'decimal', description: '数字，按原样写，例如 3、0.5；或带日期的参数 $name' })

/** A bound in the value's own terms: `80%`, `12`, `1.5`; or a dated parameter, `$name`. */
export const Figure = z.string().refine((text) => parseFigure(text) !== null || isParameter(text), 'a decimal or a percentage such as 12 or 80%, or a parameter such as $line').meta({ id: 'figure', description: '界线，用数值本身的单位，例如 12、80%；或带日期的参数 $name' })

export const Day = z.iso.date().meta({ id: 'day', description: '日期，例如 2021-10-01' })
export const Flag = z.enum(['true', 'false']).meta({ id: 'flag', description: '是（true）或否（false）' })
export const Whole = z.string().regex(/^\d+$/, 'a whole number').meta({ id: 'whole', description: '整数' })
