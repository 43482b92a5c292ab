import type { Database } from '@tierline/platform/database/database'
import { DAY_MS, HOUR_MS } from '@tierline/scoring'
import { deleteIdentities, readOldestIdentity } from './identities.store.ts'
import { moveKeptFrom, readKeptFrom } from './kept.store.ts'

/** A batch that began before the clock moved must not find an identity gone that it takes for new: nothing runs this long. */
const GRACE_MS = DAY_MS
/** Identities of so much time go in one statement: more where there are few, less where there are many. */
const SLICE = { firstMs: 6 * HOUR_MS, leastMs: HOUR_MS, mostMs: 30 * DAY_MS, few: 20_000, many: 200_000 } as const

/** Forgets identities past their horizon: events older than it are held anyway, for it cannot be told whether they were counted. */
export class IdentityHorizon {
  constructor(private readonly db: Database, private readonly horizonMs: number) {}

  /** Goes on where the last run ended; a crash between two slices costs nothing. Returns how many were forgotten. */
  async run(instant: number): Promise<number> {
    const until = Math.floor((instant - this.horizonMs - GRACE_MS) / HOUR_MS) * HOUR_MS
    let from = await this.start()
    let forgotten = 0
    let sliceMs: number = SLICE.firstMs
    while (from < until) {
      const next = Math.min(from + sliceMs, until)
      const gone = await deleteIdentities(this.db, from, next)
      forgotten += gone
      if (gone < SLICE.few) sliceMs = Math.min(sliceMs * 2, SLICE.mostMs)
      else if (gone > SLICE.many) sliceMs = Math.max(sliceMs / 2, SLICE.leastMs)
      await moveKeptFrom(this.db, 'identities', next)
      from = next
    }
    return forgotten
  }

  private async start(): Promise<number> {
    const known = await readKeptFrom(this.db, 'identities')
    return Number.isFinite(known) ? known : (await readOldestIdentity(this.db)) ?? Infinity
  }
}
