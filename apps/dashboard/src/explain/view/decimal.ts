interface Scaled { readonly units: bigint; readonly places: number }

/** Exact sum of decimal strings, with as many places as the longest of them: `["5.00", "16.0"]` → `21.00`. */
export function addDecimals(values: readonly string[]): string {
  const parsed = values.map(parse)
  const places = Math.max(0, ...parsed.map((one) => one.places))
  return print({ units: parsed.reduce((sum, one) => sum + rescale(one, places), 0n), places })
}

/** Exact difference `a − b`. */
export function subtractDecimals(a: string, b: string): string {
  return addDecimals([a, negate(b)])
}

/** −1, 0 or 1 as `a` is less than, equal to or greater than `b`, whatever their places. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const { units } = parse(subtractDecimals(a, b))
  return units === 0n ? 0 : units < 0n ? -1 : 1
}

/** True where the figure is nought, however it is written. */
export function isZero(value: string): boolean {
  return parse(value).units === 0n
}

/** A decimal with the whole part in groups of three: `1358000` → `1,358,000`. */
export function grouped(value: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(value) ?? []
  return whole === '' ? value : `${sign === '-' ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`
}

/** `part ÷ whole` as a share between 0 and 1 for the length of a bar; never for a figure in text. */
export function share(part: string | null, whole: string | null): number {
  const ratio = Number(part) / Number(whole)
  return Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : 0
}

function negate(value: string): string {
  return value.startsWith('-') ? value.slice(1) : `-${value}`
}

function parse(value: string): Scaled {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, places: fraction.length }
}

function rescale({ units, places }: Scaled, to: number): bigint {
  return units * 10n ** BigInt(to - places)
}

function print({ units, places }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return units < 0n ? `-${text}` : text
}
