import { parseDecimal } from '../../exact/decimal.ts'
import { minus, ZERO } from '../../exact/ratio.ts'
import { ratioText } from '../../exact/round.ts'

/** a − b of decimal texts, exactly, with as many decimals as the longer one. */
export function differenceOf(a: string, b: string): string {
  const decimals = Math.max(decimalsIn(a), decimalsIn(b))
  return ratioText(minus(parseDecimal(a) ?? ZERO, parseDecimal(b) ?? ZERO), decimals)
}

/** The size of a decimal text, for an order; points are small enough for a number. */
export function sizeOf(text: string): number {
  return Math.abs(Number(text))
}

function decimalsIn(text: string): number {
  return text.split('.')[1]?.length ?? 0
}
