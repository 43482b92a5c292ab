import type { BoardRow } from '@tierline/contracts/board'

type Named = Pick<BoardRow, 'unit' | 'name' | 'nameEn' | 'short' | 'initials' | 'order'>

/** Units that answer to a query, best first: by name, short name, English name, code or pinyin initials (`la` → 六安). */
export function findUnits<T extends Named>(rows: readonly T[], query: string): T[] {
  const wanted = plain(query)
  if (wanted === '') return []
  return rows
    .map((row) => ({ row, place: placeOf(row, wanted) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place || a.row.order - b.row.order)
    .map(({ row }) => row)
}

// Nothing lost: names that start with it, then initials, then names that hold it. −1: does not answer.
function placeOf(row: Named, wanted: string): number {
  const names = [row.name, row.short, row.nameEn, row.unit].map(plain)
  const initials = plain(row.initials)
  if (names.some((name) => name === wanted)) return 0
  if (names.some((name) => name.startsWith(wanted))) return 1
  if (initials.startsWith(wanted)) return 2
  if (names.some((name) => name.includes(wanted))) return 3
  return initials.includes(wanted) ? 4 : -1
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s'’·-]+/g, '')
}
