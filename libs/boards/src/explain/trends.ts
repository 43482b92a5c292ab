import type { UnitExplanation } from '@tierline/contracts/explanation'
import { unpackCell } from '@tierline/platform/board/stored-row'
import type { TrendRow } from './trend.store.ts'

/** Most points of a trend. */
export const TREND_POINTS = 90

/** A unit's score over time. */
export function unitTrend(rows: readonly TrendRow[]): UnitExplanation['trend'] {
  return rows.flatMap(({ at, row }): UnitExplanation['trend'] => (row.score === null ? [] : [[at, Number(row.score), Number(row.low), Number(row.high), row.rank]]))
}

/** Each indicator's points over time; rows of another version of the rubric have other columns and are left out. */
export function leafTrends(rows: readonly TrendRow[], indicators: readonly string[], hash: string): (indicator: string) => [number, number][] {
  const comparable = rows.filter((row) => row.rubric_hash === hash)
  return (indicator) => {
    const column = indicators.indexOf(indicator)
    return comparable.flatMap(({ at, row }): [number, number][] => {
      const { points } = unpackCell(row.cells[column])
      return points === null ? [] : [[at, Number(points)]]
    })
  }
}
