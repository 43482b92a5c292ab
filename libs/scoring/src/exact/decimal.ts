import type { Ratio } from './ratio.ts'

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/
const BOUND = /^([+-]?\d+(?:\.\d+)?)\s*([%％])?$/

/** Reads decimal text exactly (`1.10` → 110/100); null where it is none. */
export function parseDecimal(text: string): Ratio | null {
  const match = DECIMAL.exec(text)
  if (!match) return null
  const fraction = match[3] ?? ''
  const digits = BigInt((match[2] ?? '') + fraction)
  return { n: match[1] === '-' ? -digits : digits, d: 10n ** BigInt(fraction.length) }
}

/** Reads a bound or figure as people write it: `80%`, `80 %`, `1.5`; 80% is 0.8. */
export function parseFigure(text: string): Ratio | null {
  const match = BOUND.exec(text.trim())
  const number = match ? parseDecimal(match[1] ?? '') : null
  if (!number) return null
  return match?.[2] ? { n: number.n, d: number.d * 100n } : number
}

/** `parseFigure` for text that a schema has already accepted. */
export function figure(text: string): Ratio {
  const value = parseFigure(text)
  if (!value) throw new RangeError(`found ${JSON.stringify(text)}, expected a decimal or a percentage; check the rubric with parseRubric first`)
  return value
}
