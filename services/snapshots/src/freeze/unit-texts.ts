import type { BoardRow } from '@tierline/contracts/board'
import type { FrozenRow, FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import { canonicalJson, explainUnit } from '@tierline/scoring'

/** Canonical JSON of the three parts of a frozen unit. */
export interface UnitTexts {
  unit: string
  explanation: string
  facts: string
  row: string
}

/** What units are written from; rows stand in the board's order. */
export interface FrozenContent {
  head: SnapshotHead
  view: ScoredView
  rows: readonly FrozenRow[]
  facts: ReadonlyMap<string, StoredFacts>
}

/** A board's row without what moves with the day of looking. */
export function frozenRow(row: BoardRow): FrozenRow {
  const { spark: _spark, previousRank: _rank, previousScore: _score, ...kept } = row
  return kept
}

/** Writes one unit after another, each explained when its turn comes: a big board never stands explained in memory. */
export function* unitTexts({ head, view, rows, facts }: FrozenContent): Generator<UnitTexts> {
  for (const row of rows) {
    const stored = facts.get(row.unit)
    if (!stored) throw new Error(`snapshot of ${head.key.rubric}/${head.key.group} ${head.key.period}: found no facts of ${row.unit}, expected those of its row`)
    yield { unit: row.unit, explanation: canonicalJson(explanationOf({ head, view }, row)), facts: canonicalJson(stored), row: canonicalJson(row) }
  }
}

/** The whole unit, as it is hashed. */
export const unitText = ({ explanation, facts, row }: UnitTexts): string => `{"explanation":${explanation},"facts":${facts},"row":${row}}`

function explanationOf({ head, view }: Pick<FrozenContent, 'head' | 'view'>, { unit, name, nameEn }: FrozenRow): FrozenUnit['explanation'] {
  const facts = view.facts.get(unit)
  if (!facts) throw new Error(`snapshot of ${head.key.rubric}: found no facts of ${unit}, expected those of its row`)
  const core = explainUnit(view.plan, facts, view.score, view.instant)
  const { seq, asOf, demo, rubric } = head.board
  return { key: head.key, name, nameEn, seq, asOf, rubricHash: rubric.hash, demo, ...core, leaves: core.leaves.map((leaf) => ({ ...leaf, trend: [] })) }
}
