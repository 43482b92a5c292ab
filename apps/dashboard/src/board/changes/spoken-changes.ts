import type { Change } from '../../live/changes.ts'

/** Most units named in one announcement; the rest is counted. */
const NAMED = 3

/** Which changes are worth naming aloud, weightiest first, and how many units only changed their score. */
export function worthSaying(fresh: readonly Change[]): { named: readonly Change[]; scores: number } {
  const weighty = fresh.filter((change) => change.kind !== 'score')
  const order = [...weighty.filter((change) => change.kind === 'tier'), ...weighty.filter((change) => change.kind === 'rank')]
  const latest = order.filter((change, index) => order.findIndex((other) => other.unit === change.unit) === index)
  return { named: latest.slice(0, NAMED), scores: new Set(fresh.filter((change) => change.kind === 'score').map((change) => change.unit)).size }
}
