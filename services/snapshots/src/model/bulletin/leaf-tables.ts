import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { PrintedTable } from '@tierline/platform/xlsx/printed-table'
import { indicatorTitle, leavesBelow, pointsText, topIndicators, valueText } from '../columns.ts'
import type { Survey } from '../survey.ts'

/** Lines that the tables of all indicators may have together; beyond that the workbook tells them. */
const MOST_LINES = 3_000

/** One table an indicator: every unit's value, fraction and points. Null where they would be too many for a document. */
export function leafTables(head: SnapshotHead, { rows, parts }: Pick<Survey, 'rows' | 'parts'>): PrintedTable[] | null {
  const leaves = topIndicators(head).flatMap((top) => leavesBelow(head, top))
  if (!rows || rows.length * leaves.length > MOST_LINES) return null
  return leaves.map((leaf) => {
    const has = parts.get(leaf.id)
    const columns: [string, (row: FrozenRow) => string][] = [
      ['单位', ({ name }) => name],
      ...(has?.has('value') ? [['数值', ({ cells }: FrozenRow) => valueText(cells[leaf.id])] satisfies [string, (row: FrozenRow) => string]] : []),
      ...(has?.has('fraction') ? [['分子', ({ cells }: FrozenRow) => cells[leaf.id]?.numerator ?? ''] satisfies [string, (row: FrozenRow) => string], ['分母', ({ cells }: FrozenRow) => cells[leaf.id]?.denominator ?? ''] satisfies [string, (row: FrozenRow) => string]] : []),
      ['得分', ({ cells }) => pointsText(cells[leaf.id])],
    ]
    return { name: leaf.number, title: indicatorTitle(leaf), columns: columns.map(([heading]) => heading), rows: rows.map((row) => columns.map(([, text]) => text(row))), figures: [...columns.keys()].slice(1) }
  })
}
