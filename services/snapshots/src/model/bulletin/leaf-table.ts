import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { PrintedTable } from '@tierline/platform/xlsx/printed-table'
import { indicatorTitle, pointsText, valueText } from '../columns.ts'
import type { Survey } from '../survey.ts'

/** Lines that the table may have; beyond that the workbook tells them. */
const MOST_LINES = 1_000

/** Every unit's value, fraction and points, indicator after indicator. Null where they would be too many for a document. */
export function leafTable(head: SnapshotHead, { rows }: Pick<Survey, 'rows'>): PrintedTable | null {
  const { indicators } = head.board
  if (!rows || rows.length * indicators.length > MOST_LINES) return null
  const line = (title: string, id: string, { name, cells }: FrozenRow): string[] => [title, name, cells[id]?.value == null ? '' : valueText(cells[id]), cells[id]?.numerator ?? '', cells[id]?.denominator ?? '', pointsText(cells[id])]
  return {
    name: '分项', title: '分项指标明细', columns: ['指标', '单位', '数值', '分子', '分母', '得分'], figures: [2, 3, 4, 5],
    rows: indicators.flatMap((indicator) => rows.map((row) => line(indicatorTitle(indicator), indicator.id, row))),
  }
}
