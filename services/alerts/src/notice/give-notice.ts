import { readInstant } from '@tierline/boards/board/watermark.store'
import type { QuietTime, Severity } from '@tierline/contracts/alert/watch'
import type { Transaction } from '@tierline/platform/database/database'
import { yearOf } from '@tierline/scoring'
import type { WorkCalendar } from '@tierline/scoring'
import { addSteps } from '../state/step.store.ts'
import { withoutStep } from './gather.store.ts'
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
  await sayUnpublished(tx, given.filter(({ alert }) => notices.some((notice) => notice.alert === alert)))
}

/** A quiet time that counts working days of a year whose calendar is not out says so on the alert, once. */
async function sayUnpublished(tx: Transaction, given: readonly GivenNotice[]): Promise<void> {
  const guessed = given.filter(({ quiet, calendar, severity, now }) => quiet?.workingDaysOnly === true && !isLouder(severity, quiet.upTo) && !calendar.years.has(yearOf(now)))
  if (guessed.length === 0) return
  const at = await readInstant(tx)
  for (const { alert, now } of guessed) {
    const text = { zh: `${yearOf(now)} 年工作日历尚未发布，静默时段按周一至周五为工作日计算。`, en: `The working calendar of ${yearOf(now)} is not published; the quiet time takes Monday to Friday as working days.` }
    await addSteps(tx, (await withoutStep(tx, [alert], { kind: 'note', text })).map((id) => ({ alert: id, at: at ?? now, kind: 'note', by: null, text })))
  }
}
