import type { PreviewTable } from '@tierline/contracts/snapshot/snapshot'
import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type * as z from 'zod/mini'
import { officialColumns } from './columns.ts'
import type { TableColumn } from './columns.ts'
import type { Survey } from './survey.ts'

export type PrintedPart = z.infer<typeof PreviewTable>
export type HeaderCell = PrintedPart['header'][number][number]

/** A table that all formats write: its columns tell the text of each cell, so that no two of them can differ. */
export interface OfficialTable {
  title: string
  columns: readonly TableColumn[]
  header: readonly (readonly HeaderCell[])[]
  /** Leading columns that stay in sight. */
  fixed: number
}

/** The official table of a snapshot. */
export function officialTable(head: SnapshotHead, survey: Survey, title: string): OfficialTable {
  return tableOf(title, officialColumns(head, survey))
}

/** A table of any columns. */
export function tableOf(title: string, columns: readonly TableColumn[]): OfficialTable {
  const moving = columns.findIndex(({ isFixed }) => !isFixed)
  return { title, columns, header: headerOf(columns), fixed: moving < 0 ? columns.length : moving }
}

/** The heading before the units that do not take part in the ranking. */
export const apartText = (unranked: number): string => `不参与排名的单位（${unranked} 个）`

/** A row's texts in the order of the columns. */
export const textsOf = ({ columns }: OfficialTable, row: FrozenRow): string[] => columns.map((column) => column.text(row))

/** Header rows: a cell reaches over the columns that share its beginning, and down where nothing stands below it. */
export function headerOf(columns: readonly TableColumn[]): HeaderCell[][] {
  const depth = Math.max(1, ...columns.map(({ path }) => path.length))
  return Array.from({ length: depth }, (_, level) => levelOf(columns, level, depth))
}

function levelOf(columns: readonly TableColumn[], level: number, depth: number): HeaderCell[] {
  const starts = startsOf(columns, level)
  return starts.map((start, at) => {
    const path = columns[start]?.path ?? []
    const until = starts[at + 1] ?? columns.length
    const isSame = (column: TableColumn): boolean => beginOf(column, level) === path.slice(0, level + 1).join('\n')
    const reach = columns.slice(start, until).findIndex((column) => !isSame(column))
    return { text: path[level] ?? '', columns: reach < 0 ? until - start : reach, rows: path.length === level + 1 ? depth - level : 1 }
  })
}

const beginOf = ({ path }: TableColumn, level: number): string | null => (path[level] === undefined ? null : path.slice(0, level + 1).join('\n'))

/** Where a header's cells stand: row and column of each, counted from 0. */
export function placedHeader({ header, columns }: Pick<OfficialTable, 'header' | 'columns'>): { row: number; column: number; cell: HeaderCell }[] {
  return header.flatMap((cells, row) => {
    const starts = startsOf(columns, row)
    return cells.map((cell, at) => ({ row, column: starts[at] ?? 0, cell }))
  })
}

/** The columns at which a new cell of a header row begins. */
function startsOf(columns: readonly TableColumn[], level: number): number[] {
  const begins = columns.map((column) => beginOf(column, level))
  return begins.flatMap((begin, at) => (begin !== null && begin !== begins[at - 1] ? [at] : []))
}
