import type { Database } from '@tierline/platform/database/database'
import { endEarlierLogs, holdTitles, isNewLog, storeTitle } from './gap.store.ts'

/** Learns which log a title names; true where it named another one before, whose partitions are incidents now. */
export async function adoptLog(db: Database, log: string, title: string): Promise<boolean> {
  return await db.transaction(async (tx) => {
    if (!(await isNewLog(tx, log))) return false
    await holdTitles(tx)
    // Another worker may have written it while this one waited.
    if (!(await isNewLog(tx, log))) return false
    const gaps = await endEarlierLogs(tx, title)
    await storeTitle(tx, log, title)
    return gaps > 0
  })
}
