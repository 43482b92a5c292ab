import type { Alert } from '@tierline/contracts/alert/alert'
import { weightOf } from '../../alert/view/state-look.ts'

/** Open alerts in the order in which the wall tells of them: unacknowledged first, then those that are alerting, worst, newest. */
export function stripAlerts(alerts: readonly Alert[]): Alert[] {
  const key = ({ acknowledged, state, severity }: Alert): number => (acknowledged ? 0 : 100) + (state === 'alerting' ? 10 : 0) + weightOf(severity)
  return [...alerts].sort((a, b) => key(b) - key(a) || b.id - a.id)
}
