/** One measured figure; `isMet` is null where there is no bar to meet. */
export interface Figure {
  what: string
  measured: string
  bar: string
  aim: string
  isMet: boolean | null
  /** What limits it, or how it was measured. */
  note: string
}

/** A part of the benchmark; it stops by itself and leaves nothing running. */
export interface Section {
  title: string
  run(): Promise<Figure[]>
}

/** A figure with a bar that it must not exceed (`most`) or fall below (`least`). */
export function against(what: string, measured: number, bar: { most?: number; least?: number; aim?: number; unit: string; decimals?: number; note?: string }): Figure {
  const { most, least, aim, unit, decimals = 0, note = '' } = bar
  const text = (value: number | undefined): string => (value === undefined ? '' : `${value.toFixed(decimals)}${unit}`)
  const sign = most === undefined ? '≥' : '≤'
  return {
    what, note, measured: text(measured), bar: `${sign} ${text(most ?? least)}`, aim: aim === undefined ? '' : `${sign} ${text(aim)}`,
    isMet: (most === undefined || measured <= most) && (least === undefined || measured >= least),
  }
}

/** A figure that is only told. */
export const told = (what: string, measured: string, note = ''): Figure => ({ what, measured, bar: '', aim: '', isMet: null, note })

/** The value at a share of sorted numbers (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN
}
