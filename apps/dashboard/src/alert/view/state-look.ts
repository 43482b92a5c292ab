import type { Alert, InstanceState } from '@tierline/contracts/alert/alert'
import type { Severity } from '@tierline/contracts/alert/watch'

/** How a state is told: a word of its own and a drawn shape; `isLoud` ones also carry the colour of alerts. */
export interface StateLook {
  /** Key of the words under `bell.state`. */
  readonly word: string
  /** Stroke path in a box of 16 × 16. */
  readonly path: string
  readonly isLoud: boolean
}

const PATHS: Readonly<Record<InstanceState | 'ended', string>> = {
  normal: 'M3 8.5l3.5 3.5L13 4.5', pending: 'M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM8 5v3.2l2 1.8', alerting: 'M8 2L14.5 13.5h-13zM8 6.5v3.2M8 11.3v.7',
  recovering: 'M13.5 8A5.5 5.5 0 118 2.5M8 2.5h4M12 2.5v4', no_data: 'M2.5 8h3M7 8h2M10.5 8h3', error: 'M4 4l8 8M12 4l-8 8', ended: 'M4 4h8v8H4z',
}

/** The look of an instance's state, as a watch counts them. */
export function stateLook(state: InstanceState): StateLook {
  return { word: state, path: PATHS[state], isLoud: state === 'alerting' || state === 'error' }
}

/** The look of an alert: its state while it is open, afterwards why it ended; only `recovered` looks recovered. */
export function alertLook({ state, endedAt, ended }: Pick<Alert, 'state' | 'endedAt' | 'ended'>): StateLook {
  if (endedAt === null) return stateLook(state)
  return ended === 'recovered' ? { word: 'recovered', path: PATHS.normal, isLoud: false } : { word: ended ?? 'over', path: PATHS.ended, isLoud: false }
}

const WEIGHT: Readonly<Record<Severity, number>> = { notice: 1, warning: 2, critical: 3 }

/** How heavy a severity is; more is worse. */
export function weightOf(severity: Severity): number {
  return WEIGHT[severity]
}

/** The worst severity of some alerts; null of none. */
export function worstOf(alerts: readonly Pick<Alert, 'severity'>[]): Severity | null {
  return alerts.reduce<Severity | null>((worst, { severity }) => (worst === null || weightOf(severity) > weightOf(worst) ? severity : worst), null)
}
