import type { Board } from '@tierline/contracts/board'
import { toNumber } from '../../format/decimal.ts'
import type { ShownRow } from './arrange-rows.ts'

/** The axis that all rails of a board share. */
export interface Axis {
  readonly from: number
  readonly until: number
  /** Round values to be labelled, in order. */
  readonly marks: readonly number[]
  /** Tier lines on the axis, best first, as [tier index, value]. */
  readonly lines: readonly (readonly [number, number])[]
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000]

/**
 * An axis over everything that rows and tier lines show, on round bounds, so that it does not twitch with each event.
 * `most` is the full mark, where there is one: the axis never ends beyond it without need.
 */
export function axisOf(rows: readonly ShownRow[], board: Pick<Board, 'tiers'> & { readonly isSingle?: boolean }, most: number | null): Axis {
  const lines = board.tiers.flatMap((tier, index) => (tier.line === null || toNumber(tier.line) <= 0 ? [] : [[index, toNumber(tier.line)] as const]))
  const values = rows.flatMap((one) => [toNumber(one.low), toNumber(one.high), ...(one.row.previousScore === null || board.isSingle ? [] : [toNumber(one.row.previousScore)])])
  const low = Math.min(...values, ...lines.map(([, value]) => value), most ?? Infinity)
  const high = Math.max(...values, ...lines.map(([, value]) => value))
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { from: 0, until: most ?? 100, marks: [0, most ?? 100], lines }
  const step = STEPS.find((one) => (high - low) / one <= 5) ?? 1000
  const from = Math.max(0, Math.floor(low / step - 0.2) * step)
  const until = most !== null && high <= most ? Math.min(most, Math.ceil(high / step + 0.2) * step) : Math.ceil(high / step) * step
  return { from, until: until > from ? until : from + step, marks: marksBetween(from, until, step), lines }
}

/** A value's place on the axis in percent, kept inside. */
export function placeOn(axis: Axis, value: number): number {
  const share = ((value - axis.from) / (axis.until - axis.from)) * 100
  return Math.round(Math.min(100, Math.max(0, share)) * 100) / 100
}

function marksBetween(from: number, until: number, step: number): number[] {
  const count = Math.floor((until - from) / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Math.round((from + index * step) * 100) / 100)
}
