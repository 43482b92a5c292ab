import type { Alert } from '@tierline/contracts/alert/alert'
import { SEVERITIES, type Severity } from '@tierline/contracts/alert/watch'
import { weightOf, worstOf } from '../../alert/view/state-look.ts'

/** What of an alert decides whether it sounds. */
export type Sounding = Pick<Alert, 'id' | 'severity' | 'escalations' | 'acknowledged' | 'silence' | 'mutedBy'>

/** The wall's sound as its address says it: the lowest severity that sounds, or none. */
export type SoundLevel = Severity | 'off'

const USUAL: Severity = 'warning'

/** Reads `sound=`; warnings and worse sound where it says nothing. */
export function soundLevel(text: unknown): SoundLevel {
  return text === 'off' ? 'off' : (SEVERITIES.find((one) => one === text) ?? USUAL)
}

/** The next threshold when the button is touched: notice, warning, critical and round again. */
export function nextThreshold(level: Severity): Severity {
  return SEVERITIES[(SEVERITIES.indexOf(level) + 1) % SEVERITIES.length] ?? USUAL
}

/**
 * The severity at which the wall sounds when the open alerts change: the worst of those that came or were escalated since, that nobody
 * has acknowledged, silenced or muted, and that reach the threshold; null for none. What was there when the wall was opened does not sound.
 */
export function soundFor(before: readonly Sounding[] | null, now: readonly Sounding[], level: SoundLevel): Severity | null {
  if (before === null || level === 'off') return null
  const known = new Map(before.map(({ id, escalations }) => [id, escalations]))
  const fresh = now.filter(({ id, escalations, acknowledged, silence, mutedBy }) => escalations > (known.get(id) ?? -1) && acknowledged === null && silence === null && mutedBy === null)
  return worstOf(fresh.filter(({ severity }) => weightOf(severity) >= weightOf(level)))
}
