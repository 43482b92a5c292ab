import type { Reading } from '../api/board-address.ts'

/** Columns by which the board can be sorted. */
export const SORT_KEYS = ['rank', 'unit', 'score', 'move', 'gap', 'sample', 'last'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** Filters besides the tiers. */
export const TRAITS = ['moved', 'alerting', 'unknown', 'small'] as const
export type Trait = (typeof TRAITS)[number]

/** Everything that the address bar says about the view, besides the board's key. */
export interface View {
  readonly sort: SortKey
  readonly isDescending: boolean
  /** 行政区划顺序 instead of rank order. */
  readonly isOfficialOrder: boolean
  /** The indicator by which units are ranked, null for the total. */
  readonly by: string | null
  readonly tiers: readonly string[]
  readonly traits: readonly Trait[]
  readonly unit: string | null
  readonly leaf: string | null
  readonly at: string | null
  readonly reading: Reading
  /** Readings of ambiguities under which the board is tried, as `ambiguity:option`. */
  readonly under: readonly string[]
  readonly isKiosk: boolean
  readonly carouselSeconds: number | null
  readonly isCalm: boolean
}

/** A query string as the router hands it out. */
export type Query = Readonly<Record<string, string | null | undefined | readonly (string | null)[]>>

/** Reads the view from a query; what is missing or unreadable takes its default. */
export function parseView(query: Query): View {
  const [sortText = '', direction] = first(query, 'sort')?.split('.') ?? []
  const sort = SORT_KEYS.find((key) => key === sortText) ?? 'rank'
  return {
    sort,
    isDescending: direction === 'desc',
    isOfficialOrder: first(query, 'order') === 'official',
    by: first(query, 'by'),
    tiers: list(query, 'tier'),
    traits: list(query, 'only').filter((text): text is Trait => TRAITS.some((trait) => trait === text)),
    unit: first(query, 'unit'),
    leaf: first(query, 'leaf'),
    at: first(query, 'at'),
    reading: first(query, 'reading') === 'corrected' ? 'corrected' : 'known',
    under: list(query, 'under'),
    isKiosk: first(query, 'kiosk') === '1',
    carouselSeconds: seconds(first(query, 'carousel')),
    isCalm: first(query, 'calm') !== '0',
  }
}

/** The query of a view; defaults are left out, so that addresses stay short. Keys that are not ours (`theme`, `lang`) are kept. */
export function viewQuery(view: View, kept: Query): Record<string, string> {
  const others = Object.entries(kept).filter(([key, value]) => !OURS.has(key) && typeof value === 'string') as [string, string][]
  const ours: Record<string, string | null> = {
    sort: view.sort === 'rank' && !view.isDescending ? null : view.sort + (view.isDescending ? '.desc' : ''),
    order: view.isOfficialOrder ? 'official' : null,
    by: view.by,
    tier: view.tiers.join(',') || null,
    only: view.traits.join(',') || null,
    unit: view.unit,
    leaf: view.unit ? view.leaf : null,
    at: view.at,
    reading: view.at && view.reading === 'corrected' ? 'corrected' : null,
    under: view.under.join(',') || null,
    kiosk: view.isKiosk ? '1' : null,
    carousel: view.carouselSeconds ? `${view.carouselSeconds}s` : null,
    calm: view.isCalm ? null : '0',
  }
  const said = Object.entries(ours).filter((entry): entry is [string, string] => entry[1] !== null)
  return Object.fromEntries([...others, ...said])
}

const OURS = new Set(['sort', 'order', 'by', 'tier', 'only', 'unit', 'leaf', 'at', 'reading', 'under', 'kiosk', 'carousel', 'calm'])
const SHORTEST_CAROUSEL_SECONDS = 5

function first(query: Query, key: string): string | null {
  const value = query[key]
  const text = Array.isArray(value) ? (value as readonly (string | null)[])[0] : value
  return typeof text === 'string' && text !== '' ? text : null
}

function list(query: Query, key: string): string[] {
  return first(query, key)?.split(',').filter(Boolean) ?? []
}

function seconds(text: string | null): number | null {
  const found = /^(\d{1,4})s?$/.exec(text ?? '')
  return found ? Math.max(SHORTEST_CAROUSEL_SECONDS, Number(found[1])) : null
}
