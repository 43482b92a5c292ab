import type { Board, BoardRow } from '@tierline/contracts/board'
import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import type { UnitDifference } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'

type Figure = UnitDifference['differences'][number]
type Row = FrozenRow | BoardRow

/** What of a board names its columns and tiers. */
export type Heads = Pick<Board, 'indicators' | 'tiers'>

/** The figures of a row as they are printed, by what they are; an indicator that the other side lacks is there on one side alone. */
export type PrintedRow = Pick<Row, 'unit' | 'name' | 'nameEn'> & { figures: Map<string, { what: Figure['what']; indicator: string | null; title: Bilingual; text: string | null }> }

const TITLES = { score: { zh: '总分', en: 'Score' }, rank: { zh: '名次', en: 'Rank' }, tier: { zh: '等次', en: 'Tier' }, unit: { zh: '单位', en: 'Unit' } } as const

/** A row's figures; compared in pages, so that two big boards need no more memory than their figures. */
export function printedRow(row: Row, { indicators, tiers }: Heads): PrintedRow {
  const figures: PrintedRow['figures'] = new Map()
  const tier = tiers.find(({ id }) => id === row.tier)
  figures.set('score', { what: 'score', indicator: null, title: TITLES.score, text: row.score === null || row.low !== row.high ? `${row.low}–${row.high}` : row.score })
  figures.set('rank', { what: 'rank', indicator: null, title: TITLES.rank, text: row.rank === null ? null : String(row.rank) })
  figures.set('tier', { what: 'tier', indicator: null, title: TITLES.tier, text: tier?.title.zh ?? row.tier })
  for (const { id, title } of indicators) {
    const cell = row.cells[id]
    if (!cell) continue
    const fraction = cell.numerator !== null && cell.denominator !== null ? `（${cell.numerator}/${cell.denominator}）` : ''
    figures.set(`points ${id}`, { what: 'points', indicator: id, title, text: cell.points ?? (cell.low === cell.high ? null : `${cell.low}–${cell.high}`) })
    figures.set(`value ${id}`, { what: 'value', indicator: id, title, text: cell.value === null ? null : `${cell.value}${fraction}` })
  }
  return { unit: row.unit, name: row.name, nameEn: row.nameEn, figures }
}

/** Every figure that differs, unit by unit in the order of `after`, then those that are on the board no more. */
export function unitDifferences(before: ReadonlyMap<string, PrintedRow>, after: ReadonlyMap<string, PrintedRow>): UnitDifference[] {
  const gone = [...before.values()].filter(({ unit }) => !after.has(unit))
  return [
    ...[...after.values()].flatMap((row) => different(row, figuresBetween(before.get(row.unit), row))),
    ...gone.flatMap((row) => different(row, figuresBetween(row, undefined))),
  ]
}

function different({ unit, name, nameEn }: PrintedRow, differences: Figure[]): UnitDifference[] {
  return differences.length === 0 ? [] : [{ unit, name, nameEn, differences }]
}

function figuresBetween(before: PrintedRow | undefined, after: PrintedRow | undefined): Figure[] {
  if (!before || !after) return [{ what: 'unit', indicator: null, title: TITLES.unit, before: before?.name ?? null, after: after?.name ?? null }]
  const names = new Set([...after.figures.keys(), ...before.figures.keys()])
  return [...names].flatMap((name): Figure[] => {
    const [old, now] = [before.figures.get(name), after.figures.get(name)]
    const figure = now ?? old
    if (!figure || (old?.text ?? null) === (now?.text ?? null)) return []
    return [{ what: figure.what, indicator: figure.indicator, title: figure.title, before: old?.text ?? null, after: now?.text ?? null }]
  })
}
