import type { Database } from '@tierline/platform/database/database'
import { measureHash } from '@tierline/scoring'
import type { MeasureDeclaration } from '@tierline/scoring'
import { bumpMeasureSet, insertMeasure, knownHashes } from './measure.store.ts'

/**
 * Makes measures known: a new one is counted live from the current log position on, and is provisional until the events before it are back-filled.
 * The version of the set is bumped first, so that no batch can commit between the position that is read and the measure that is added.
 * Returns how many were new.
 */
export async function registerMeasures(db: Database, declarations: readonly MeasureDeclaration[], instant: number): Promise<number> {
  const byHash = new Map(declarations.map((declaration) => [measureHash(declaration), declaration]))
  const known = await knownHashes(db, [...byHash.keys()])
  const missing = [...byHash].filter(([hash]) => !known.has(hash)).sort(([a], [b]) => (a < b ? -1 : 1))
  if (missing.length === 0) return 0
  await db.transaction(async (tx) => {
    await bumpMeasureSet(tx)
    for (const [hash, declaration] of missing) await insertMeasure(tx, { hash, declaration, instant })
  })
  return missing.length
}
