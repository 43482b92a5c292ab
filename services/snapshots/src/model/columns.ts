import type { Cell, IndicatorHead } from '@tierline/contracts/board'
import type { ComparedSnapshot, FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { publishedDifference, signedDifference } from './figure.ts'
import { notesOf } from './notes.ts'
import type { Survey } from './survey.ts'
import { ABSENT_WORDS } from './words.ts'

/** A column of the official table. */
export interface TableColumn {
  /** From the top of the header down; columns with equal beginnings share a cell. */
  path: readonly string[]
  /** Set right, as a figure. */
  isFigure: boolean
  /** Set in the middle: ranks and short words. */
  isCentred?: boolean
  /** A column that stays in sight, and on every page, while the others go on. */
  isFixed?: boolean
  text(row: FrozenRow): string
}

type Compared = { word: string; snapshot: ComparedSnapshot }

/** Columns of the official table: who and where, what changed, then each indicator in the order of the document. */
export function officialColumns(head: SnapshotHead, survey: Survey): TableColumn[] {
  const compared = comparedOf(head)
  return [
    ...standing(head, survey),
    ...compared.flatMap(changes),
    ...topIndicators(head).flatMap((top) => groupColumns({ top, head, survey, compared })),
    ...(survey.has.has('note') ? [{ path: ['备注'], isFigure: false, text: (row: FrozenRow) => notesOf(head, row) }] : []),
    { path: ['单位代码'], isFigure: false, text: ({ unit }) => unit },
  ]
}

/** What a snapshot is compared with, 环比 first. */
export function comparedOf({ compared: { before, yearBefore } }: SnapshotHead): Compared[] {
  return [...(before ? [{ word: '环比', snapshot: before }] : []), ...(yearBefore ? [{ word: '同比', snapshot: yearBefore }] : [])]
}

/** Rank, unit, score, tier: what each table begins with. */
export function standing({ board }: SnapshotHead, survey: Pick<Survey, 'has'>): TableColumn[] {
  const tiers = new Map(board.tiers.map(({ id, title }) => [id, title.zh]))
  return [
    { path: ['名次'], isFigure: true, isCentred: true, isFixed: true, text: ({ rank }) => (rank === null ? '—' : String(rank)) },
    { path: ['单位'], isFigure: false, isFixed: true, text: ({ name }) => name },
    { path: [board.rubric.points === null ? '排名数值' : `总得分${pointsOf(board.rubric.points)}`], isFigure: true, isFixed: true, text: ({ score }) => score ?? '—' },
    ...(survey.has.has('range') ? [{ path: ['可能区间'], isFigure: true, text: rangeText }] : []),
    ...(survey.has.has('converted') ? [{ path: [board.conversion?.title.zh ?? '折算得分'], isFigure: true, text: ({ converted }: FrozenRow) => converted ?? '—' }] : []),
    ...(board.tiers.length > 0 ? [{ path: ['等次'], isFigure: false, isCentred: true, text: ({ tier }: FrozenRow) => (tier === null ? '—' : tiers.get(tier) ?? tier) }] : []),
  ]
}

/** Change of score and rank against an earlier snapshot. */
export function changes({ word, snapshot }: Compared): TableColumn[] {
  return [
    { path: [word, '得分变化'], isFigure: true, text: ({ unit, score }) => scoreChange(score, snapshot.rows[unit]?.score) },
    { path: [word, '名次变化'], isFigure: false, isCentred: true, text: ({ unit, rank }) => rankChange(rank, snapshot.rows[unit]?.rank) },
  ]
}

/** `↑2`, `↓1`, `–` for unchanged, `新` where it was not ranked before. */
export function rankChange(rank: number | null, before: number | null | undefined): string {
  if (rank === null) return '—'
  if (before === null || before === undefined) return '新'
  if (before === rank) return '–'
  return before > rank ? `↑${before - rank}` : `↓${rank - before}`
}

/** The difference of two published scores; — where one of them is missing. */
export const scoreChange = (score: string | null, before: string | null | undefined): string => (score === null || before === null || before === undefined ? '—' : signedDifference(score, before))

export const topIndicators = ({ board }: SnapshotHead): IndicatorHead[] => board.indicators.filter(({ parent }) => parent === null)

/** The leaves below an indicator, itself where it is one. */
export function leavesBelow({ board }: SnapshotHead, top: IndicatorHead): IndicatorHead[] {
  if (top.leaf) return [top]
  return board.indicators.filter(({ parent }) => parent === top.id).flatMap((child) => leavesBelow({ board } as SnapshotHead, child))
}

/** `1.1 按时率（5.00分）`. */
export const indicatorTitle = ({ number, title, max }: IndicatorHead): string => `${number} ${title.zh}${pointsOf(max)}`

/** The points of a cell, or why there are none, with the points that it may still become. */
export function pointsText(cell: Cell | undefined): string {
  if (!cell) return '—'
  if (cell.points !== null) return cell.points
  return cell.low === cell.high ? ABSENT_WORDS[cell.state] : `${ABSENT_WORDS[cell.state]}（${cell.low}–${cell.high}）`
}

/** The value of a cell as it is published, or why there is none. */
export const valueText = (cell: Cell | undefined): string => (cell ? YES_NO[cell.value ?? ''] ?? cell.value ?? ABSENT_WORDS[cell.state] : '—')

/** Marks of the screen that a document has as words, and many fonts not at all. */
const YES_NO: Readonly<Record<string, string>> = { '✓': '是', '✗': '否' }

const pointsOf = (points: string | null): string => (points === null ? '' : `（${points}分）`)
const rangeText = ({ low, high }: FrozenRow): string => (low === high ? '' : `${low}–${high}`)

interface Group {
  top: IndicatorHead
  head: SnapshotHead
  survey: Survey
  compared: readonly Compared[]
}

function groupColumns(group: Group): TableColumn[] {
  return columnsBelow(group, group.top, group.top.leaf ? [] : [indicatorTitle(group.top)])
}

/** The columns of an indicator: of a leaf its parts, of a branch those below it and then its own points. */
function columnsBelow(group: Group, indicator: IndicatorHead, above: readonly string[]): TableColumn[] {
  const { head, survey, top } = group
  const { id, number, title } = indicator
  if (indicator.leaf) return leafColumns(group, indicator, above)
  const below = head.board.indicators.filter(({ parent }) => parent === id).flatMap((child) => columnsBelow(group, child, above))
  if (!survey.parts.get(id)?.has('points')) return below
  return [...below, { path: [...above, id === top.id ? '小计' : `${number} ${title.zh} 小计`], isFigure: true, text: ({ cells }) => pointsText(cells[id]) }]
}

function leafColumns({ survey, compared }: Group, leaf: IndicatorHead, above: readonly string[]): TableColumn[] {
  const { id } = leaf
  const parts = survey.parts.get(id)
  const path = [...above, indicatorTitle(leaf)]
  const column = (name: string, text: TableColumn['text']): TableColumn => ({ path: [...path, name], isFigure: true, text })
  const columns = [
    ...(parts?.has('value') ? [column('数值', ({ cells }) => valueText(cells[id])), ...compared.flatMap((one) => valueChange(one, id, column))] : []),
    ...(parts?.has('fraction') ? [column('分子', ({ cells }) => cells[id]?.numerator ?? ''), column('分母', ({ cells }) => cells[id]?.denominator ?? '')] : []),
    ...(parts?.has('points') ? [column('得分', ({ cells }) => pointsText(cells[id]))] : []),
  ]
  return columns.length > 0 ? columns : [column('状态', ({ cells }) => pointsText(cells[id]))]
}

/** Only where the earlier snapshot has the value of some unit. */
function valueChange({ word, snapshot }: Compared, id: string, column: (name: string, text: TableColumn['text']) => TableColumn): TableColumn[] {
  const isKnown = Object.values(snapshot.rows).some(({ cells }) => (cells[id]?.value ?? null) !== null)
  return isKnown ? [column(word, ({ unit, cells }) => publishedDifference(cells[id]?.value ?? null, snapshot.rows[unit]?.cells[id]?.value ?? null) ?? '—')] : []
}
