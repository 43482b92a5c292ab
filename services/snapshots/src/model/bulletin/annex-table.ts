import type { IndicatorHead } from '@tierline/contracts/board'
import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { changes, comparedOf, leavesBelow, pointsText, standing, topIndicators, valueText } from '../columns.ts'
import type { TableColumn } from '../columns.ts'
import { notesOf } from '../notes.ts'
import { tableOf } from '../official-table.ts'
import type { OfficialTable } from '../official-table.ts'
import type { Survey } from '../survey.ts'

/** The table behind the bulletin: what fits across a page, with its rows. */
export interface AnnexTable {
  table: OfficialTable
  ranked: readonly FrozenRow[]
  apart: readonly FrozenRow[]
}

/** Columns that indicators may take of a page's width. */
const MOST_COLUMNS = 9

/** The annex; null where there are more rows than a document takes. */
export function annexTable(head: SnapshotHead, survey: Survey): AnnexTable | null {
  if (!survey.rows) return null
  const table = tableOf('考评结果一览表', [...standing(head, survey), ...comparedOf(head).flatMap(changes), ...indicatorColumns(head, survey), ...noteColumn(head, survey)])
  return { table, ranked: survey.rows.filter(({ rank }) => rank !== null), apart: survey.rows.filter(({ rank }) => rank === null) }
}

/** All leaves with value and points where they fit, else the points of the first level, else nothing: the workbook has them all. */
function indicatorColumns(head: SnapshotHead, survey: Survey): TableColumn[] {
  const leaves = topIndicators(head).flatMap((top) => leavesBelow(head, top))
  const full = leaves.flatMap((leaf) => leafColumns(leaf, survey))
  if (full.length <= MOST_COLUMNS) return full
  const tops = topIndicators(head).filter(({ id }) => survey.parts.get(id)?.has('points'))
  return tops.length <= MOST_COLUMNS ? tops.map((top) => ({ path: [spacedTitle(top)], isFigure: true, text: ({ cells }) => pointsText(cells[top.id]) })) : []
}

function leafColumns(leaf: IndicatorHead, survey: Survey): TableColumn[] {
  const parts = survey.parts.get(leaf.id)
  const title = spacedTitle(leaf)
  return [
    ...(parts?.has('value') ? [{ path: [title, '数值'], isFigure: true, text: ({ cells }: FrozenRow) => valueText(cells[leaf.id]) }] : []),
    ...(parts?.has('points') ? [{ path: [title, '得分'], isFigure: true, text: ({ cells }: FrozenRow) => pointsText(cells[leaf.id]) }] : []),
  ]
}

function noteColumn(head: SnapshotHead, survey: Survey): TableColumn[] {
  return survey.has.has('note') ? [{ path: ['备注'], isFigure: false, text: (row) => notesOf(head, row) }] : []
}

/** Breaks before the points, where a column is narrow. */
const spacedTitle = ({ number, title, max }: IndicatorHead): string => `${number} ${title.zh}${max === null ? '' : ` ${max}分`}`
