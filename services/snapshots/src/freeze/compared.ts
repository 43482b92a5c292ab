import type { BoardKey } from '@tierline/contracts/board'
import type { ComparedSnapshot, FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { Statements } from '@tierline/platform/database/database'
import { monthBack, periodBack } from '../plan/periods.ts'
import { findCompared } from './compared.store.ts'
import { readRowTexts } from './write.store.ts'

/** The snapshots that a board's figures are compared with: of the period before (环比), and of the same period a year before (同比); issued ones, else final ones. */
export async function comparedWith(db: Statements, key: BoardKey): Promise<SnapshotHead['compared']> {
  const [before, yearBefore] = [periodBack(key.period), monthBack(key.period, 12)]
  const first = before === null ? null : await comparedOf(db, { ...key, period: before })
  return { before: first, yearBefore: yearBefore === before ? first : yearBefore === null ? null : await comparedOf(db, { ...key, period: yearBefore }) }
}

async function comparedOf(db: Statements, key: BoardKey): Promise<ComparedSnapshot | null> {
  const found = await findCompared(db, key)
  if (!found) return null
  const rows: ComparedSnapshot['rows'] = {}
  for await (const { unit, text } of readRowTexts(db, found.id)) rows[unit] = comparedRow(JSON.parse(text) as FrozenRow)
  return { id: found.id, period: key.period, revision: found.revision, hash: found.hash, rows }
}

function comparedRow({ rank, score, tier, cells }: FrozenRow): ComparedSnapshot['rows'][string] {
  return { rank, score, tier, cells: Object.fromEntries(Object.entries(cells).map(([id, { points, value, numerator, denominator }]) => [id, { points, value, numerator, denominator }])) }
}
