/** Decimals stay text from the server to the screen; these only read, compare and sign them. */

/** A decimal as a number, for placing and sorting only, never for printing. */
export function toNumber(decimal: string): number {
  return Number(decimal)
}

/** The difference `a − b` of two decimals as text with as many places as the longer one, exact. */
export function difference(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b))
  return scaledText(scaled(a, places) - scaled(b, places), places)
}

/** The sum of decimals as text with as many places as the longest one, exact; `0` of none. */
export function sum(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map(placesOf))
  return scaledText(decimals.reduce((total, decimal) => total + scaled(decimal, places), 0n), places)
}

/** With a sign in front: `+1.20`, `−0.40`, `0.00`. The minus is a true minus. */
export function signed(decimal: string): string {
  if (decimal.startsWith('-')) return `−${decimal.slice(1)}`
  return /[1-9]/.test(decimal) ? `+${decimal}` : decimal
}

/** Digits in groups of three: `1,358,000`. */
export function grouped(value: number | string): string {
  const [whole = '', fraction] = String(value).split('.')
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? digits : `${digits}.${fraction}`
}

function placesOf(decimal: string): number {
  const point = decimal.indexOf('.')
  return point < 0 ? 0 : decimal.length - point - 1
}

function scaled(decimal: string, places: number): bigint {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const units = BigInt(whole + fraction.padEnd(places, '0'))
  return negative ? -units : units
}

function scaledText(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return units < 0n ? `-${text}` : text
}
