import { comparer } from '../exact/order.ts'
import { compare } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { decimal, scaledPoints } from './rule.ts'
import type { ByPeers, RuleContext } from './rule.ts'

/** `rank`: the points of the band in which the unit's rank in its group lies. */
export function compileRank(rule: RuleOf<'rank'>, context: RuleContext): ByPeers {
  const bands = rule.bands.map((band) => ({ from: Number(band.from), to: band.to === undefined ? Infinity : Number(band.to), exact: decimal(band.points) }))
  const scaled = bands.map((band) => ({ ...band, points: scaledPoints(band.exact, context) }))
  return {
    takes: 'peers',
    least: bands.reduce<Ratio>((least, band) => (compare(band.exact, least) < 0 ? band.exact : least), context.max),
    direction: rule.direction,
    ties: rule.ties ?? 'competition',
    pointsAt: (place) => scaled.find((band) => place >= band.from && place <= band.to)?.points ?? 0,
  }
}

/** Ranks of exact values: equal values share a place; after them places are left out (1-1-3) or not (dense). */
export function placesOf(values: readonly Ratio[], order: { direction: 'desc' | 'asc'; ties: 'competition' | 'dense' }): number[] {
  const compareAt = comparer(values)
  const sorted = Uint32Array.from(values.keys()).sort(order.direction === 'desc' ? (i, j) => compareAt(j, i) : compareAt)
  const places: number[] = Array.from({ length: values.length }, () => 0)
  let place = 0
  for (const [index, at] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before === undefined || compareAt(before, at) !== 0) place = order.ties === 'dense' ? place + 1 : index + 1
    places[at] = place
  }
  return places
}
