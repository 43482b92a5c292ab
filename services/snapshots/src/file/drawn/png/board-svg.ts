import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { rankChange } from '../../../model/columns.ts'
import type { Stamp } from '../../../model/stamp.ts'
import { widthOf } from '../../../model/survey.ts'
import { LIGHT, tierColour, tierShape, tierTint } from './light-theme.ts'
import { placeOn, railOf } from './rail.ts'
import type { Rail } from './rail.ts'
import { textOf } from './svg-text.ts'
import type { PlacedText } from './svg-text.ts'

/** A picture of a board: its size, what is drawn, and what is written on it. */
export interface BoardPicture {
  svg: string
  texts: readonly PlacedText[]
}

export interface PicturedBoard {
  head: SnapshotHead
  stamp: Stamp
  rows: readonly FrozenRow[]
  /** All units of the board, drawn or not. */
  units: number
  hash: string
}

const WIDTH = 1_200
const MARGIN = 40
const ROW = 36
const TOP = 168
const AT = { rank: 72, unit: 104, rail: 380, railWidth: 440, score: 920, tier: 956, change: 1_130 } as const
const NAME_WIDTH = 34

/** The board in the light theme: rank, unit, rail with tier lines, score, tier, movement; where the lines cut through, who is above and below is seen at once. */
export function boardPicture(board: PicturedBoard): BoardPicture {
  const { head, rows } = board
  const lines = head.board.tiers.flatMap(({ line, title }, place) => (line === null ? [] : [{ line, title: title.zh, place }]))
  const before = head.compared.before?.rows ?? {}
  const shown = rows.flatMap(({ low, high, score }) => (score === null ? [] : [low, high, score]))
  const rail = railOf([...shown, ...lines.map(({ line }) => line)], { left: AT.rail, width: AT.railWidth })
  const bottom = TOP + rows.length * ROW
  const shapes = [...lines.map(({ line, place }) => tierLine(rail, { line, place, bottom })), ...rows.flatMap((row, at) => rowShapes(row, { at, head, rail, ghost: before[row.unit]?.score ?? null }))]
  const texts = [...titleTexts(board), ...columnTexts(head), ...lines.map(({ line, title, place }) => ({ x: placeOn(rail, line), y: TOP - 10, text: `${title} ${line}`, size: 11, colour: tierColour(place), anchor: 'middle' as const })), ...rows.flatMap((row, at) => rowTexts(row, { at, head })), ...footTexts(board, bottom)]
  const height = bottom + 40 + 18 * footLines(board).length
  return { texts, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><rect width="${WIDTH}" height="${height}" fill="${LIGHT.surface}"/><path d="M${MARGIN} ${TOP}H${WIDTH - MARGIN}" stroke="${LIGHT.ruleStrong}"/>${shapes.join('')}${texts.map(textOf).join('')}</svg>` }
}

function titleTexts({ head, stamp }: PicturedBoard): PlacedText[] {
  const warning = [stamp.demo, stamp.notice].filter((text) => text !== null).join('　')
  return [
    { x: MARGIN, y: 56, text: stamp.subject, size: 24, isBold: true },
    { x: MARGIN, y: 84, text: `${stamp.group}　${head.board.ranking.title.zh}　${stamp.line}`, size: 13, colour: LIGHT.ink2 },
    ...(warning === '' ? [] : [{ x: MARGIN, y: 108, text: warning, size: 14, isBold: true, colour: LIGHT.alert }]),
  ]
}

function columnTexts({ board, compared }: SnapshotHead): PlacedText[] {
  const heading = { y: TOP - 28, size: 12, colour: LIGHT.ink2 }
  return [
    { ...heading, x: AT.rank, text: '名次', anchor: 'end' }, { ...heading, x: AT.unit, text: '单位' }, { ...heading, x: AT.score, text: board.rubric.points === null ? '数值' : `得分（${board.rubric.points}）`, anchor: 'end' },
    ...(board.tiers.length > 0 ? [{ ...heading, x: AT.tier, text: '等次' }] : []), ...(compared.before ? [{ ...heading, x: AT.change, text: '环比名次', anchor: 'end' as const }] : []),
  ]
}

interface RowPlace {
  at: number
  head: SnapshotHead
}

function rowTexts(row: FrozenRow, { at, head }: RowPlace): PlacedText[] {
  const y = TOP + at * ROW + ROW / 2 + 5
  const place = head.board.tiers.findIndex(({ id }) => id === row.tier)
  const isRanged = row.low !== row.high && row.score !== null
  const compared = head.compared.before
  return [
    { x: AT.rank, y, text: row.rank === null ? '—' : String(row.rank), size: 16, isBold: true, anchor: 'end' },
    { x: AT.unit, y, text: fitted(row.name), size: 15, colour: row.rank === null ? LIGHT.ink2 : LIGHT.ink },
    { x: AT.score, y: isRanged ? y - 5 : y, text: row.score ?? '—', size: 17, isBold: true, anchor: 'end' },
    ...(isRanged ? [{ x: AT.score, y: y + 9, text: `${row.low}–${row.high}`, size: 10, colour: LIGHT.ink2, anchor: 'end' as const }] : []),
    ...(place >= 0 ? [{ x: AT.tier + 20, y, text: head.board.tiers[place]?.title.zh ?? '', size: 13, colour: tierColour(place) }] : []),
    ...(compared ? [{ x: AT.change, y, text: rankChange(row.rank, compared.rows[row.unit]?.rank), size: 13, anchor: 'end' as const }] : []),
  ]
}

function rowShapes({ low, high, score, tier, rank }: FrozenRow, { at, head, rail, ghost }: RowPlace & { rail: Rail; ghost: string | null }): string[] {
  const [top, y] = [TOP + at * ROW, TOP + at * ROW + ROW / 2]
  const place = head.board.tiers.findIndex(({ id }) => id === tier)
  const chip = place >= 0 ? `<rect x="${AT.tier - 4}" y="${y - 12}" width="112" height="24" rx="4" fill="${tierTint(place)}"/>${tierShape(place, AT.tier + 8, y)}` : ''
  const under = `<path d="M${MARGIN} ${top + ROW}H${WIDTH - MARGIN}" stroke="${LIGHT.rule}"/><path d="M${rail.left} ${y}h${rail.width}" stroke="${LIGHT.rule}"/>`
  if (score === null) return [under, chip]
  const x = placeOn(rail, score)
  const whisker = low === high ? '' : `<path d="M${placeOn(rail, low)} ${y}H${placeOn(rail, high)}" stroke="${LIGHT.ink2}" stroke-width="3" stroke-linecap="round"/>`
  const earlier = ghost === null || !isOn(rail, ghost) ? '' : `<circle cx="${placeOn(rail, ghost)}" cy="${y}" r="4.5" fill="${LIGHT.surface}" stroke="${LIGHT.ruleStrong}"/>`
  return [under, chip, earlier, whisker, `<circle cx="${x}" cy="${y}" r="6" fill="${rank === null ? LIGHT.ruleStrong : tierColour(place)}" stroke="${LIGHT.surface}" stroke-width="1.5"/>`]
}

const isOn = ({ from, until }: Rail, figure: string): boolean => Number(figure) >= from && Number(figure) <= until

function tierLine(rail: Rail, { line, place, bottom }: { line: string; place: number; bottom: number }): string {
  const x = placeOn(rail, line)
  return `<path d="M${x} ${TOP - 4}V${bottom}" stroke="${tierColour(place)}" stroke-width="1.5"/>`
}

function footTexts(board: PicturedBoard, bottom: number): PlacedText[] {
  return footLines(board).map((text, at) => ({ x: MARGIN, y: bottom + 30 + 18 * at, text, size: 11, colour: LIGHT.ink2 }))
}

function footLines({ head, stamp, rows, units, hash }: PicturedBoard): string[] {
  const content = (name: string): string => stamp.items.find(({ item }) => item === name)?.content ?? ''
  const apart = rows.length < units ? [`共 ${units} 个单位，图中为前 ${rows.length} 个，其余见同一快照的电子表格文件 .xlsx。`] : []
  return [...apart, `来源：${head.board.rubric.source}　榜单时点 ${content('榜单时点')}　${content('状态')}`, `细则 ${content('考评细则')}`, `${content('校验算法')} ${hash}`]
}

function fitted(name: string): string {
  if (widthOf(name) <= NAME_WIDTH) return name
  let kept = Array.from(name)
  while (widthOf(kept.join('')) > NAME_WIDTH - 2) kept = kept.slice(0, -1)
  return `${kept.join('')}…`
}
