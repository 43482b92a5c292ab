import type { QuietTime, Severity } from '@tierline/contracts/alert/watch'
import type { Transaction } from '@tierline/platform/database/database'
import type { WorkCalendar } from '@tierline/scoring'
import { addNotices, readListeners } from './notice.store.ts'
import type { NewNotice } from './notice.store.ts'
import { afterQuiet, isLouder } from './quiet-time.ts'

/** So long a notice waits for others of its board. */
export const GROUP_WAIT_MS = 5_000

/** One step of an alert that channels are to hear of. `now` is the machine's time, epoch ms: sending does not run by the stored clock. */
export interface GivenNotice {
  alert: number
  board: number
  step: number
  severity: Severity
  channels: readonly string[]
  quiet: QuietTime | null
  calendar: WorkCalendar
  now: number
}

/** Writes down, in the transaction of the steps, which channels hear of them and when. Channels that are removed, switched off or want louder alerts only are left out. */
export async function giveNotices(tx: Transaction, given: readonly GivenNotice[]): Promise<void> {
  const named = [...new Set(given.flatMap(({ channels }) => channels))]
  if (named.length === 0) return
  const listeners = await readListeners(tx, named)
  const notices = given.flatMap((notice) => [...new Set(notice.channels)].flatMap((channel): NewNotice[] => {
    const severityAtLeast = listeners.get(channel)
    if (severityAtLeast === undefined || isLouder(severityAtLeast, notice.severity)) return []
    return [{ channel, board: notice.board, alert: notice.alert, step: notice.step, dueAt: afterQuiet(notice.now + GROUP_WAIT_MS, notice.severity, notice) }]
  }))
  await addNotices(tx, notices)
}
