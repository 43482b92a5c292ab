import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import { dayNumber, startOfDay } from '@tierline/scoring'

/** Which steps a snapshot has, and for how many days. */
export interface LifeSteps {
  checkingDays?: number | undefined
  objectionDays?: number | undefined
}

/** The moves that a person may make from a state, the way on first; steps that are switched off are left out. `superseded` is nobody's move: issuing a revision makes it. */
export function movesFrom(state: SnapshotState, steps: LifeSteps): SnapshotState[] {
  const next = nextState(state, steps)
  if (state === 'withdrawn' || state === 'superseded') return []
  return next === null ? ['withdrawn'] : [next, 'withdrawn']
}

/** The way on; null where there is none. */
export function nextState(state: SnapshotState, { checkingDays, objectionDays }: LifeSteps): SnapshotState | null {
  const way: SnapshotState[] = ['draft', ...(checkingDays === undefined ? [] : ['checking' as const]), ...(objectionDays === undefined ? [] : ['objections' as const]), 'final', 'issued']
  const at = way.indexOf(state)
  return at < 0 ? null : way[at + 1] ?? null
}

/** When a state ends by itself (epoch ms): at midnight after its last day, the day of beginning not counted; null where a person has to end it. */
export function dueOf(state: SnapshotState, { checkingDays, objectionDays }: LifeSteps, now: number): number | null {
  const days = state === 'checking' ? checkingDays : state === 'objections' ? objectionDays : undefined
  return days === undefined ? null : startOfDay(dayNumber(now) + days + 1)
}

/** Names of the states in Chinese. */
export const STATE_WORDS: Readonly<Record<SnapshotState, string>> = { draft: '草稿', checking: '核对', objections: '异议', final: '定稿', issued: '签发', withdrawn: '撤回', superseded: '已被修订' }
