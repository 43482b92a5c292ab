import type { IndicatorHead } from '@tierline/contracts/board'
import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { indicatorTitle } from '../columns.ts'
import { compareDecimals, figureOf, sumOf } from '../figure.ts'
import { namesText } from '../words.ts'

/** Names that a list of the bulletin prints; more are counted only. */
const MOST_NAMES = 60
/** Sums are taken together after so many, so that a big board does not stand in memory. */
const BATCH = 500

/** Names of units, of which only the first ones are kept. */
export interface Names {
  names: string[]
  count: number
}

/** Numerator and denominator of an indicator over all units that have it. */
export interface Total {
  indicator: IndicatorHead
  numerators: string[]
  denominators: string[]
  units: number
}

/** What the bulletin says of units, gathered row by row in flat memory. */
export class BulletinCount {
  readonly top: FrozenRow[] = []
  readonly praised: Names = nobody()
  readonly floored = { sure: nobody(), open: nobody() }
  /** Units by tier. */
  readonly tiers = new Map<string, number>()
  /** Scores of the ranked units, for their mean. */
  readonly scores: { now: string[]; units: number } = { now: [], units: 0 }
  readonly rates = new Map<string, Total>()
  private readonly full = new Map<string, Names>()
  private readonly leaves: readonly IndicatorHead[]

  constructor(private readonly head: SnapshotHead) {
    this.leaves = head.board.indicators.filter(({ leaf }) => leaf)
  }

  add(row: FrozenRow): void {
    if (row.rank === null) return
    if (row.rank <= 3 && this.top.length < MOST_NAMES) this.top.push(row)
    if (row.tier !== null) this.tiers.set(row.tier, (this.tiers.get(row.tier) ?? 0) + 1)
    if (row.score !== null) {
      this.scores.units++
      push(this.scores.now, row.score)
    }
    this.addNamed(row)
    for (const leaf of this.leaves) this.addLeaf(leaf, row)
  }

  /** A sentence for each indicator that some unit brought to 100 %. */
  fullTexts(): string[] {
    return this.leaves.flatMap((leaf) => {
      const names = this.full.get(leaf.id)
      return names ? [`${indicatorTitle(leaf)}：${names.count} 个单位，${namesText(names.names, names.count)}。`] : []
    })
  }

  private addNamed(row: FrozenRow): void {
    const { praise, name } = this.head.bulletin
    if (praise && compareDecimals(row.low, praise.score) >= 0) put(this.praised, row.name)
    if (!name || compareDecimals(row.low, name.score) >= 0) return
    put(compareDecimals(row.high, name.score) < 0 ? this.floored.sure : this.floored.open, row.name)
  }

  private addLeaf(leaf: IndicatorHead, { name, cells }: FrozenRow): void {
    const cell = cells[leaf.id]
    const figure = cell?.value ? figureOf(cell.value) : null
    if (!cell || figure?.unit !== ' %') return
    const { numerator, denominator } = cell
    if (numerator !== null && denominator !== null) {
      const total = this.rates.get(leaf.id) ?? { indicator: leaf, numerators: [], denominators: [], units: 0 }
      this.rates.set(leaf.id, total)
      total.units++
      push(total.numerators, numerator)
      push(total.denominators, denominator)
    }
    const isFull = numerator !== null && denominator !== null ? compareDecimals(numerator, denominator) >= 0 : compareDecimals(figure.decimal, '100') >= 0
    // A rate of which little is wanted is no merit at 100 %: it then has less than the full points.
    const most = cell.adjustedMax ?? leaf.max
    if (isFull && (most === null || (cell.points !== null && compareDecimals(cell.points, most) >= 0))) put(named(this.full, leaf.id), name)
  }
}

function nobody(): Names {
  return { names: [], count: 0 }
}

function put(list: Names, name: string): void {
  list.count++
  if (list.names.length < MOST_NAMES) list.names.push(name)
}

function named(lists: Map<string, Names>, id: string): Names {
  const list = lists.get(id) ?? nobody()
  lists.set(id, list)
  return list
}

function push(sums: string[], one: string): void {
  sums.push(one)
  if (sums.length >= BATCH) sums.splice(0, sums.length, sumOf(sums))
}
