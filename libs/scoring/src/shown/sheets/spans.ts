import type { SheetTable } from './types.ts'

/** How many rows each cell covers, in one language: a branch's cell reaches down over its rows, those below it have 0. Only the columns of the levels share cells. */
export function rowSpans({ rows, levels }: SheetTable, language: 'zh' | 'en'): number[][] {
  const texts = rows.map((row) => row.cells.map((cell) => cell[language]))
  const spans = texts.map((row) => row.map(() => 1))
  for (const [place, column] of levels.entries()) {
    const among = levels.slice(0, place + 1)
    let top = 0
    for (let at = 1; at < texts.length; at++) {
      if (texts[at]?.[column] === '' || among.some((level) => texts[at]?.[level] !== texts[top]?.[level])) top = at
      else cover(spans, { column, top, at })
    }
  }
  return spans
}

function cover(spans: readonly number[][], { column, top, at }: { column: number; top: number; at: number }): void {
  const [first, row] = [spans[top], spans[at]]
  if (!first || !row) return
  first[column] = (first[column] ?? 1) + 1
  row[column] = 0
}
