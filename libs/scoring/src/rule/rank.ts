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
  const sign = order.direction === 'desc' ? -1 : 1
  const sorted = values.map((value, at) => ({ value, at })).sort((a, b) => sign * compare(a.value, b.value))
  const places: number[] = Array.from({ length: values.length })
  let place = 0
  for (const [index, entry] of sorted.entries()) {
    const before = sorted[index - 1]
    if (!before || compare(before.value, entry.value) !== 0) place = order.ties === 'dense' ? place + 1 : index + 1
    places[entry.at] = place
  }
  return places
}
