import { comparer } from '../exact/order.ts'
import { compare, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { decimal } from './rule.ts'
import type { ByPeers, PeerOutcome, RuleContext } from './rule.ts'

/** `rank`: the points of the band in which the unit's rank in its group lies. */
export function compileRank(rule: RuleOf<'rank'>, context: RuleContext): ByPeers {
  const bands = (rule.bands ?? []).map((band) => ({ from: Number(band.from), to: band.to === undefined ? Infinity : Number(band.to), points: decimal(band.points) }))
  const pointsAt = (place: number): Ratio => bands.find((band) => place >= band.from && place <= band.to)?.points ?? ZERO
  const order = { direction: rule.direction, ties: rule.ties ?? 'competition' } as const
  return {
    takes: 'peers',
    least: bands.reduce<Ratio>((least, band) => (compare(band.points, least) < 0 ? band.points : least), context.max),
    decide: (values, unknown) => placesOf(values, order).map((place): PeerOutcome => {
      // A place is only as good as what is known of the others: each unknown one may still come before.
      const [best, worst] = [pointsAt(place), pointsAt(place + unknown)]
      return compare(worst, best) < 0 ? { place, low: worst, high: best } : { place, low: best, high: worst }
    }),
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
