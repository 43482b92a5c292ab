import type { SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'

/** What a verification comes to: a check that could not be made is never counted as one that holds. */
export function verdictOf({ holds, checks }: Pick<SnapshotVerification, 'holds' | 'checks'>): { kind: 'holds' | 'broken' | 'partly'; skipped: number } {
  const skipped = checks.filter(({ outcome }) => outcome === 'skipped').length
  if (!holds || checks.some(({ outcome }) => outcome === 'broken')) return { kind: 'broken', skipped }
  return { kind: skipped > 0 || checks.length === 0 ? 'partly' : 'holds', skipped }
}
