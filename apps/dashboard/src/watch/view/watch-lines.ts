import type { InstanceState } from '@tierline/contracts/alert/alert'
import type { StateCounts, Watch } from '@tierline/contracts/alert/watch'

const WORST_FIRST: readonly InstanceState[] = ['alerting', 'recovering', 'no_data', 'error', 'pending', 'normal']

/** The states in which units stand, worst first, without those in which none does. */
export function statesShown(states: StateCounts): { state: InstanceState; count: number }[] {
  return WORST_FIRST.map((state) => ({ state, count: states[state] })).filter(({ count }) => count > 0)
}

/** Watches in the order in which they need to be looked at: what cannot be judged, what is alerting, the others by name. */
export function watchOrder(watches: readonly Watch[]): Watch[] {
  const weight = ({ fault, states }: Watch): number => (fault ? 2 : 0) + (states.alerting > 0 ? 1 : 0)
  return [...watches].sort((a, b) => weight(b) - weight(a) || (a.watch.id < b.watch.id ? -1 : 1))
}
