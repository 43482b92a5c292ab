import type { Figure } from './figure.ts'

const HEADS = ['what', 'measured', 'bar', 'aim', '', 'note']

const cells = ({ what, measured, bar, aim, isMet, note }: Figure): string[] => [what, measured, bar, aim, isMet === null ? '' : isMet ? 'met' : 'MISSED', note]

/** Figures as columns for a terminal. */
export function plainTable(figures: readonly Figure[]): string {
  const rows = [HEADS, ...figures.map(cells)]
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}

/** Figures as a table of a document. */
export function markdownTable(figures: readonly Figure[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`
  return [line(HEADS), line(HEADS.map(() => '---')), ...figures.map((figure) => line(cells(figure).map((cell) => cell.replaceAll('|', '\\|'))))].join('\n')
}
