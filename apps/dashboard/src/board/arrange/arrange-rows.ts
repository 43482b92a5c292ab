import type { Board, BoardRow, TierLine } from '@tierline/contracts/board'
import { toNumber } from '../../format/decimal.ts'
import type { SortKey, Trait, View } from '../view-url.ts'

/** A row as it stands on screen: the unit, and what it is ranked by (the total, or one indicator). */
export interface ShownRow {
  readonly row: BoardRow
  readonly rank: number | null
  readonly previousRank: number | null
  readonly points: string | null
  readonly low: string
  readonly high: string
  /** The tier whose line runs along the row's upper edge: those above it have reached it, this row has not. */
  readonly cut: TierLine | null
}

/** A board arranged by a view. `apart` do not take part in the ranking; `counts` are of all ranked rows, before any filter. */
export interface Arranged {
  readonly rows: readonly ShownRow[]
  readonly apart: readonly BoardRow[]
  readonly ranked: number
  readonly counts: { readonly tiers: Readonly<Record<string, number>>; readonly traits: Readonly<Record<Trait, number>> }
}

/** A sample below this says little: small samples win tables by luck. */
export const SMALL_SAMPLE = 30

/** Units with open alerts; null while nobody knows them, when no row is left out for having none. */
export type Alerted = Pick<ReadonlySet<string>, 'has'> | null

/** Filters, ranks and sorts a board's rows as the view asks. Pure. */
export function arrangeRows(board: Board, view: View, alerted: Alerted = null): Arranged {
  const shown = view.by === null ? board.rows.map(byTotal) : rankBy(board.rows, view.by)
  const ranked = shown.filter((one) => one.rank !== null)
  const kept = ranked.filter((one) => matches(one, view, alerted)).sort(comparing(view))
  return {
    rows: isRankOrder(view) ? withCuts(kept, board) : kept,
    apart: shown.filter((one) => one.rank === null).map((one) => one.row).sort((a, b) => a.order - b.order),
    ranked: ranked.length,
    counts: { tiers: countTiers(board, ranked), traits: countTraits(ranked, { hasBaseline: board.baseline !== null && view.by === null, alerted }) },
  }
}

/** The fresh rows, each replaced by the shown one where nothing about it changed, so that only changed rows are drawn anew. */
export function reuseShown(shown: readonly ShownRow[], fresh: readonly ShownRow[]): ShownRow[] {
  const known = new Map(shown.map((one) => [one.row.unit, one]))
  return fresh.map((one) => {
    const old = known.get(one.row.unit)
    return old && old.row === one.row && old.rank === one.rank && old.points === one.points && old.cut === one.cut ? old : one
  })
}

/** Whether a row has a trait by which the board can be filtered. */
export function hasTrait(shown: ShownRow, trait: Trait, alerted: Alerted): boolean {
  if (trait === 'alerting') return alerted?.has(shown.row.unit) ?? true
  if (trait === 'moved') return shown.previousRank === null || shown.previousRank !== shown.rank
  if (trait === 'unknown') return shown.row.unknownLeaves > 0
  return shown.row.sample !== null && shown.row.sample < SMALL_SAMPLE
}

/** Places gained against the baseline: positive is up, null where the unit is new. */
export function movement(shown: Pick<ShownRow, 'rank' | 'previousRank'>): number | null {
  return shown.rank === null || shown.previousRank === null ? null : shown.previousRank - shown.rank
}

function byTotal(row: BoardRow): ShownRow {
  return { row, rank: row.rank, previousRank: row.previousRank, points: row.score, low: row.low, high: row.high, cut: null }
}

// Competition ranking 1-1-3 on the published points of one indicator; there is no baseline for it, so nobody has moved.
function rankBy(rows: readonly BoardRow[], indicator: string): ShownRow[] {
  const points = rows.map((row) => row.cells[indicator]?.points ?? null)
  const known = points.filter((one): one is string => one !== null).map(toNumber)
  return rows.map((row, index) => {
    const cell = row.cells[indicator]
    const own = points[index] ?? null
    const rank = own === null || row.rank === null ? null : 1 + known.filter((one) => one > toNumber(own)).length
    return { row, rank, previousRank: rank, points: own, low: cell?.low ?? '0', high: cell?.high ?? '0', cut: null }
  })
}

function matches(shown: ShownRow, view: View, alerted: Alerted): boolean {
  if (view.tiers.length > 0 && !view.tiers.includes(shown.row.tier ?? '')) return false
  return view.traits.every((trait) => hasTrait(shown, trait, alerted))
}

/** Whether the rows stand by rank, best first: only then can a tier line run between them. */
export function isRankOrder(view: View): boolean {
  return !view.isOfficialOrder && view.by === null && !view.isDescending && (view.sort === 'rank' || view.sort === 'score')
}

function comparing(view: View): (a: ShownRow, b: ShownRow) => number {
  if (view.isOfficialOrder && view.sort === 'rank') return (a, b) => a.row.order - b.row.order
  const sign = view.isDescending ? -1 : 1
  return (a, b) => sign * (keyOf(a, view.sort) - keyOf(b, view.sort)) || a.row.order - b.row.order
}

// Ascending is what a reader looks for first: the best rank, the highest score, the most places gained, the newest event.
function keyOf(shown: ShownRow, sort: SortKey): number {
  const { row } = shown
  switch (sort) {
    case 'rank': return shown.rank ?? Infinity
    case 'score': return shown.rank ?? Infinity
    case 'unit': return row.order
    case 'move': return -(movement(shown) ?? 0)
    case 'gap': return row.gapAbove === null ? -1 : toNumber(row.gapAbove)
    case 'sample': return row.sample ?? Number.MAX_SAFE_INTEGER
    case 'last': return row.lastEventAt === null ? 0 : -Date.parse(row.lastEventAt)
  }
}

function withCuts(rows: readonly ShownRow[], board: Board): ShownRow[] {
  const lines = board.tiers.filter((tier): tier is TierLine & { line: string } => tier.line !== null && toNumber(tier.line) > 0)
  const scoreOf = (shown: ShownRow | undefined) => (shown ? toNumber(shown.points ?? shown.low) : Infinity)
  return rows.map((shown, index) => {
    const above = scoreOf(rows[index - 1])
    const own = scoreOf(shown)
    const crossed = lines.filter((tier) => own < toNumber(tier.line) && above >= toNumber(tier.line))
    const cut = crossed[crossed.length - 1]
    return cut ? { ...shown, cut } : shown
  })
}

function countTiers(board: Board, shown: readonly ShownRow[]): Record<string, number> {
  return Object.fromEntries(board.tiers.map((tier) => [tier.id, shown.filter((one) => one.row.tier === tier.id).length]))
}

// Without a baseline nobody has moved, and nobody is new.
function countTraits(shown: readonly ShownRow[], { hasBaseline, alerted }: { hasBaseline: boolean; alerted: Alerted }): Record<Trait, number> {
  const count = (trait: Trait) => shown.filter((one) => hasTrait(one, trait, alerted)).length
  return { moved: hasBaseline ? count('moved') : 0, alerting: alerted ? count('alerting') : 0, unknown: count('unknown'), small: count('small') }
}
