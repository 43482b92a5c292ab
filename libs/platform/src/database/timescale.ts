import { sqlState } from './database-errors.ts'
import type { Database, Transaction } from './database.ts'
import { createExtension, createHypertable, lockPreparation, readHypertables, readLicense, readPresence, setChunkDays } from './timescale.store.ts'

/** `none` is plain PostgreSQL; only the Community edition compresses. */
export type Edition = 'none' | 'apache' | 'community'

/** What was found and done at a start; `why` says why a database stayed plain although the server has the extension. */
export interface TimescaleUse {
  edition: Edition
  /** Tables that were made hypertables now. */
  converted: string[]
  why: string | null
}

/** The big tables, their time columns and the days of one chunk; docs/decisions/0012-hypertables.md says how they were chosen. */
export const HYPERTABLES = [
  { table: 'event', column: 'time', chunkDays: 30 },
  { table: 'rollup', column: 'bucket', chunkDays: 90 },
  { table: 'score_history', column: 'at', chunkDays: 90 },
  { table: 'place_history', column: 'at', chunkDays: 90 },
] as const

/** Any fixed number: whoever holds it prepares the database, the others wait. */
const LOCK = 7_101_953
const NOT_ALLOWED = '42501'

/**
 * Uses TimescaleDB where the server has it, after the migrations: tables that are still plain become hypertables, their rows moved into chunks (locked meanwhile).
 * It runs at every start, so that a database that gets the extension later, or is restored into a server that has it, is converted by the next start.
 * Without the extension nothing changes. `eventChunkDays` holds for chunks that are made from now on.
 */
export async function useTimescale(db: Database, { eventChunkDays }: { eventChunkDays?: number } = {}): Promise<TimescaleUse> {
  const { preloaded, installed } = await readPresence(db)
  if (!installed && !preloaded) return { edition: 'none', converted: [], why: null }
  if (!installed) {
    const why = await takeExtension(db)
    if (why !== null) return { edition: 'none', converted: [], why }
  }
  const converted = await db.transaction((tx) => convert(tx, eventChunkDays))
  return { edition: await readEdition(db), converted, why: null }
}

/** The edition that this database runs on. */
export async function readEdition(db: Database): Promise<Edition> {
  const license = await readLicense(db)
  return license === null ? 'none' : license === 'timescale' ? 'community' : 'apache'
}

async function takeExtension(db: Database): Promise<string | null> {
  try {
    await db.transaction(async (tx) => {
      await lockPreparation(tx, LOCK)
      await createExtension(tx)
    })
    return null
  } catch (error) {
    if (sqlState(error) !== NOT_ALLOWED) throw error
    return 'The server has TimescaleDB, but this role may not take it into the database, so the tables stay plain. Run "create extension timescaledb" there as a superuser and start again.'
  }
}

async function convert(tx: Transaction, eventChunkDays: number | undefined): Promise<string[]> {
  await lockPreparation(tx, LOCK)
  const there = new Map((await readHypertables(tx, HYPERTABLES.map(({ table }) => table))).map((row) => [row.name, row]))
  const converted: string[] = []
  for (const { table, column, chunkDays } of HYPERTABLES) {
    const days = table === 'event' ? (eventChunkDays ?? chunkDays) : chunkDays
    const known = there.get(table)
    if (!known) {
      await createHypertable(tx, { table, column, chunkDays: days })
      converted.push(table)
    } else if (known.chunk_days !== days) await setChunkDays(tx, table, days)
  }
  return converted
}
