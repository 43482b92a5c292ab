import type { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import { Cron } from 'croner'
import { periodBefore } from './periods.ts'

/** A cut-off (epoch ms) and the period that is frozen at it. */
export interface Cutoff {
  at: number
  period: string
}

/** Cut-offs of periods that are frozen already are passed over, at most so many at once. */
const MOST_PASSED = 1_000

/** The next cut-off after an instant by the plan's schedule, in Asia/Shanghai; null where it never comes. */
export function nextCutoff({ schedule, period }: Pick<SnapshotPlanBody, 'schedule' | 'period'>, after: number): Cutoff | null {
  const at = cronOf(schedule).nextRun(new Date(after))?.getTime()
  return at === undefined ? null : { at, period: periodBefore(period, at) }
}

/** The next cut-off at which something is left to freeze: a schedule may come more often than its period ends. */
export function nextFreeze(plan: Pick<SnapshotPlanBody, 'schedule' | 'period'>, after: number, isFrozen: (period: string) => boolean): Cutoff | null {
  let next = nextCutoff(plan, after)
  for (let passed = 0; next && isFrozen(next.period) && passed < MOST_PASSED; passed++) next = nextCutoff(plan, next.at)
  return next
}

/** What is wrong with a schedule's text; null where nothing is. */
export function scheduleFault(text: string): string | null {
  const fields = text.trim().split(/\s+/).length
  if (fields !== 5 && fields !== 6) return `${fields} field${fields === 1 ? '' : 's'}`
  try {
    return cronOf(text).nextRun(new Date(0)) === null ? 'a schedule that never comes' : null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const cronOf = (schedule: string): Cron => new Cron(schedule, { timezone: 'Asia/Shanghai' })
