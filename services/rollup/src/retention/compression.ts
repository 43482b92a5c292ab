import type { Database } from '@tierline/platform/database/database'
import { readEdition } from '@tierline/platform/database/timescale'
import { DAY_MS } from '@tierline/scoring'
import { allowCompression, compressChunk, isCompressionAllowed, nextUncompressed } from './compression.store.ts'

/** Chunks are compressed when they ended so long ago. Roll-ups of old cases still change within the year; history is thinned for a month. */
const AGES = [
  { table: 'event', ageMs: 92 * DAY_MS },
  { table: 'score_history', ageMs: 92 * DAY_MS },
  { table: 'place_history', ageMs: 92 * DAY_MS },
  { table: 'rollup', ageMs: 400 * DAY_MS },
] as const

/** So many at most in one run, for each table: a chunk is locked against writers while it is compressed. */
const CHUNKS_OF_A_RUN = 4

/** Compresses old chunks where the Community edition of TimescaleDB runs, and nowhere else. No row changes by it: late rows are taken as before. */
export async function compressOldChunks(db: Database, instant: number): Promise<string[]> {
  if (await readEdition(db) !== 'community') return []
  const compressed: string[] = []
  for (const { table, ageMs } of AGES) {
    if (!(await isCompressionAllowed(db, table))) await allowCompression(db, table)
    for (let n = 0; n < CHUNKS_OF_A_RUN; n++) {
      const chunk = await nextUncompressed(db, table, instant - ageMs)
      if (chunk === null) break
      await compressChunk(db, chunk)
      compressed.push(chunk)
    }
  }
  return compressed
}
