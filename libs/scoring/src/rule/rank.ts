import { comparer } from '../exact/order.ts'
import { compare, over, times, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { decimal, within } from './rule.ts'
import type { ByPeers, PeerOutcome, RuleContext } from './rule.ts'

/** `rank`: the points of the band or the place of the list in which the unit's rank in its group lies, or the unit's share of the best value. */
export function compileRank(rule: RuleOf<'rank'>, context: RuleContext): ByPeers {
  return rule.to_best ? compileToBest(rule, context) : compilePlaces(rule, context)
}

/** Places from … to, both included, and what each of them gives. */
export interface PlacePoints {
  from: number
  to: number
  points: Ratio
}

/** The bands of a rule, or its list as bands of one place each and one for the rest. */
export function placePointsOf(rule: Pick<RuleOf<'rank'>, 'bands' | 'list' | 'rest'>): PlacePoints[] {
  const listed = (rule.list ?? []).map((points, at): PlacePoints => ({ from: at + 1, to: at + 1, points: decimal(points) }))
  const rest = rule.list ? [{ from: listed.length + 1, to: Infinity, points: decimal(rule.rest ?? '0') }] : []
  const bands = (rule.bands ?? []).map((band): PlacePoints => ({ from: Number(band.from), to: band.to === undefined ? Infinity : Number(band.to), points: decimal(band.points) }))
  return [...bands, ...listed, ...rest]
}

function compilePlaces(rule: RuleOf<'rank'>, context: RuleContext): ByPeers {
  const bands = placePointsOf(rule)
  const order = { direction: rule.direction, ties: rule.ties ?? 'competition' } as const
  return {
    takes: 'peers',
    least: bands.reduce<Ratio>((least, band) => (compare(band.points, least) < 0 ? band.points : least), context.max),
    // A place is only as good as what is known of the others: each unknown one may still come before.
    decide: (values, unknown) => placesOf(values, order).map((place) => overPlaces(bands, place, place + unknown)),
  }
}

/** The least and the most that a place and those down to the last one give; nothing where no band holds an end of them. */
function overPlaces(bands: readonly PlacePoints[], place: number, last: number): PeerOutcome {
  const at = (end: number): Ratio => bands.find((band) => end >= band.from && end <= band.to)?.points ?? ZERO
  let low = at(place)
  if (last === place) return { place, low, high: low }
  let high = low
  for (const points of [at(last), ...bands.filter((band) => band.from <= last && band.to >= place).map((band) => band.points)]) {
    if (compare(points, low) < 0) low = points
    if (compare(points, high) > 0) high = points
  }
  return { place, low, high }
}

/**
 * The best value has all points, the others as many of them as their value is of the best (best ÷ value where lower is better), not under the floor. A best of
 * nothing or less has no shares: who is as good as it has all points, the others the floor. An unknown unit may still be the best by far, so the floor is all that is certain.
 */
function compileToBest(rule: RuleOf<'rank'>, context: RuleContext): ByPeers {
  const floor = decimal(rule.to_best?.floor ?? '0')
  const limits = { least: floor, most: context.max }
  const shareOf = (value: Ratio, best: Ratio): Ratio => {
    if (compare(value, best) === 0) return context.max
    if (best.n <= 0n || value.n <= 0n) return floor
    const share = rule.direction === 'desc' ? over(value, best) : over(best, value)
    return within(times(context.max, share ?? ZERO), limits)
  }
  return {
    takes: 'peers',
    least: floor,
    decide: (values, unknown) => {
      const best = bestOf(values, rule.direction)
      const places = placesOf(values, { direction: rule.direction, ties: rule.ties ?? 'competition' })
      return values.map((value, at): PeerOutcome => {
        const high = best ? shareOf(value, best) : floor
        return { place: places[at] ?? null, low: unknown > 0 ? floor : high, high }
      })
    },
  }
}

/** The best of all values; null where there is none. */
export function bestOf(values: readonly Ratio[], direction: 'desc' | 'asc'): Ratio | null {
  const sign = direction === 'desc' ? 1 : -1
  return values.reduce<Ratio | null>((best, value) => (best === null || sign * compare(value, best) > 0 ? value : best), null)
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
