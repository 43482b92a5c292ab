import type { Transaction } from '@tierline/platform/database/database'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import type { WorkCalendar } from '@tierline/scoring'
import { giveNotices } from '../notice/give-notice.ts'
import { lockOpenAlerts, moveAlerts } from '../state/alert.store.ts'
import { unmuteOthers } from '../state/muting.store.ts'
import { endText } from '../state/step-words.ts'
import { addSteps } from '../state/step.store.ts'
import { forgetUnits } from './watch.store.ts'
import type { StoredWatch } from './watch.store.ts'

/** Who ended a watch or changed it, when and why. */
export interface EndAbout {
  ended: 'watch_changed' | 'watch_removed'
  by: string
  reason: string
  /** The stored clock, epoch ms. */
  at: number
  /** The machine's time, epoch ms. */
  now: number
  calendar: WorkCalendar
}

/** Ends the open alerts of a watch, says so to those who heard of them, and forgets what it knew of units. Returns what a signal about alerts carries; null where none was open. */
export async function endWatch(tx: Transaction, { id, body }: Pick<StoredWatch, 'id' | 'body'>, { ended, by, reason, at, now, calendar }: EndAbout): Promise<string | null> {
  await forgetUnits(tx, id)
  const open = await lockOpenAlerts(tx, id)
  if (open.length === 0) return null
  await moveAlerts(tx, open.map((alert) => ({ alert: alert.id, state: null, since: at, ended })))
  const steps = await addSteps(tx, open.map((alert) => ({ alert: alert.id, at, kind: 'ended', by, text: endText(ended, { by, reason }) })))
  const told = open.flatMap(({ id: alert, board, severity }, n) => {
    const step = steps[n]
    return step === undefined ? [] : [{ alert, board, step, severity, channels: body.channels, quiet: body.quiet ?? null, calendar, now }]
  })
  const freed = await unmuteOthers(tx, open.map((alert) => alert.id))
  await giveNotices(tx, [...told, ...freed.map(({ alert, board, step, severity, body: { channels, quiet } }) => ({ alert, board, step, severity, channels, quiet: quiet ?? null, calendar, now }))])
  return await raiseRevision(tx, 'alert')
}
