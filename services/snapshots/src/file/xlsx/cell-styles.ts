import type { CellStyle } from 'hucre'
import type { TableColumn } from '../../model/columns.ts'
import { decimalsOf, figureOf, hundredth } from '../../model/figure.ts'
import type { Figure } from '../../model/figure.ts'

const FONT = '仿宋_GB2312'
const THIN = { style: 'thin' } as const
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN }
const UNITS = ['', ' %', ' h', ' min', ' 百分点'] as const
const MOST_DECIMALS = 6
/** More digits a spreadsheet does not hold; such a figure stays text. */
const MOST_DIGITS = 15

export const TITLE: CellStyle = { font: { name: '方正小标宋简体', size: 18 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
export const LINE: CellStyle = { font: { name: FONT, size: 11 }, alignment: { vertical: 'center', wrapText: true } }
export const NOTICE: CellStyle = { font: { name: '黑体', size: 12, color: { rgb: 'B42318' } }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
export const HEAD: CellStyle = { font: { name: '黑体', size: 11 }, border: BORDER, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
const TEXT: CellStyle = { font: { name: FONT, size: 11 }, border: BORDER, alignment: { vertical: 'center', wrapText: true } }
const RIGHT: CellStyle = { ...TEXT, alignment: { horizontal: 'right', vertical: 'center', wrapText: true } }
const CENTRE: CellStyle = { ...TEXT, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
const APART: CellStyle = { ...TEXT, font: { name: '楷体_GB2312', size: 12 } }

/** Styles of the rows that are streamed, by name; a number format for each unit and count of decimals. */
export const ROW_STYLES: ReadonlyMap<string, CellStyle> = new Map<string, CellStyle>([
  ['text', TEXT], ['right', RIGHT], ['centre', CENTRE], ['place', { ...CENTRE, numFmt: '0' }], ['apart', APART], ['line', LINE],
  ...UNITS.flatMap((unit) => Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => decimals).flatMap((decimals) => [false, true].map((isSigned): [string, CellStyle] => [
    formatKey(unit, decimals, isSigned), { ...RIGHT, numFmt: numberFormat(unit, decimals, isSigned) }]))),
])

/** A cell of a streamed row: the digits as they are published with the style that shows them, or a text. */
export function streamedCell(text: string, { isFigure, isCentred = false }: Pick<TableColumn, 'isFigure' | 'isCentred'>): { style: string; number: string | null } {
  const figure = isFigure ? heldFigure(text) : null
  if (!figure) return { style: isCentred ? 'centre' : isFigure ? 'right' : 'text', number: null }
  const { decimal, unit, isSigned } = figure
  if (isCentred) return { style: 'place', number: decimal }
  return { style: formatKey(unit, decimalsOf(decimal), isSigned || unit === ' 百分点'), number: unit === ' %' ? hundredth(decimal) : decimal }
}

function heldFigure(text: string): Figure | null {
  const figure = figureOf(text)
  const isHeld = figure !== null && decimalsOf(figure.decimal) <= MOST_DECIMALS && figure.decimal.replace(/\D/g, '').replace(/^0+/, '').length <= MOST_DIGITS
  return isHeld ? figure : null
}

function formatKey(unit: string, decimals: number, isSigned: boolean): string {
  return `${isSigned ? '±' : ''}${decimals}${unit}`
}

/** `0.00`, `0.00" "%` (the number is then the share itself), `0.00" h"`, `+0.00;-0.00;0.00`. */
function numberFormat(unit: string, decimals: number, isSigned: boolean): string {
  const digits = decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`
  const plain = unit === ' %' ? `${digits}" "%` : unit === '' ? digits : `${digits}"${unit}"`
  return isSigned ? `+${plain};-${plain};${plain}` : plain
}
