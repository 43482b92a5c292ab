import type { RubricSheets, RubricTable } from '@tierline/contracts/rubric/page'

type Language = 'zh' | 'en'

/** How many rows each cell covers: a branch's cell reaches down over its rows, those under it have 0. Only the columns of the levels share cells. */
export function spansOf({ rows, levels }: RubricTable, language: Language): number[][] {
  const spans = rows.map((row) => row.cells.map(() => 1))
  for (const [place, column] of levels.entries()) {
    const among = levels.slice(0, place + 1)
    let top = 0
    for (let at = 1; at < rows.length; at += 1) {
      const isShared = rows[at]?.cells[column]?.[language] !== '' && among.every((level) => rows[at]?.cells[level]?.[language] === rows[top]?.cells[level]?.[language])
      if (!isShared) top = at
      else cover(spans, { column, top, at })
    }
  }
  return spans
}

function cover(spans: number[][], { column, top, at }: { column: number; top: number; at: number }): void {
  const [first, row] = [spans[top], spans[at]]
  if (!first || !row) return
  first[column] = (first[column] ?? 1) + 1
  row[column] = 0
}

/** The document's number of each indicator, for anchors such as `#13.1`. Where the official table has no such column, the definitions have. */
export function numbersOf({ table, definitions }: Pick<RubricSheets, 'table' | 'definitions'>): Map<string, string> {
  const numbers = new Map<string, string>()
  for (const { columns, rows } of [definitions, table]) {
    const at = columns.findIndex(({ zh }) => zh === '序号')
    for (const row of rows) {
      const number = row.cells[at]?.zh
      if (number) numbers.set(row.indicator, number)
    }
  }
  return numbers
}

/** How wide a column wants to be: numbers narrow, points with a word short, titles middling, sentences wide; `blank` is filled in by hand. */
export type Breadth = 'narrow' | 'short' | 'middle' | 'wide' | 'blank'

const NARROW_CHARACTERS = 6
const SHORT_CHARACTERS = 10
const MIDDLE_CHARACTERS = 40
/** A column with at most this share of the longest one's characters need not grow. */
const MOST_MIDDLE_SHARE = 0.6

/** The breadth of each column, by the longest text in it (Latin letters count half); where none is wide, the longest ones are. */
export function breadthsOf({ columns, rows }: RubricTable, language: Language): Breadth[] {
  const longest = columns.map((_, at) => Math.max(0, ...rows.map((row) => widthOf(row.cells[at]?.[language] ?? ''))))
  const wide = Math.min(MIDDLE_CHARACTERS, Math.max(...longest) * MOST_MIDDLE_SHARE)
  return longest.map((characters) => {
    if (characters === 0) return 'blank'
    if (characters <= NARROW_CHARACTERS) return 'narrow'
    if (characters <= SHORT_CHARACTERS) return 'short'
    return characters <= wide ? 'middle' : 'wide'
  })
}

function widthOf(text: string): number {
  return Array.from(text, (character) => (character.charCodeAt(0) < 256 ? 0.5 : 1)).reduce((sum, width) => sum + width, 0)
}
