import { Snapshot, SNAPSHOT_STATES } from '@tierline/contracts/snapshot/snapshot'
import type { SnapshotMove, SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { DemoDoor } from '../run/door.ts'
import { DEMO_CLERK, DEMO_DIRECTOR, DEMO_PLAN, DEMO_SNAPSHOTS } from './snapshots.ts'
import { DEMO_WATCHES } from './watches.ts'

const REASON = '演示'

/** Opens the demo's bureau for business, through the door like everybody else: what it watches, how it freezes, and the last two months frozen and issued. */
export async function openBureau(door: DemoDoor): Promise<void> {
  for (const watch of DEMO_WATCHES) await door.ask('PUT', `/v1/watches/${watch.id}`, { watch, by: DEMO_CLERK, reason: REASON })
  await door.ask('PUT', `/v1/snapshot-plans/${DEMO_PLAN.id}`, { plan: DEMO_PLAN, by: DEMO_CLERK, reason: REASON })
  for (const freeze of DEMO_SNAPSHOTS) await issue(door, Snapshot.parse(await door.ask('POST', '/v1/snapshots', freeze)))
}

/** Takes a snapshot through the steps that its plan has, up to the signature. */
async function issue(door: DemoDoor, snapshot: Snapshot): Promise<void> {
  const to = nextOf(snapshot)
  if (to === null) return
  const move: SnapshotMove = { to, by: to === 'issued' ? DEMO_DIRECTOR : DEMO_CLERK, note: REASON }
  await issue(door, Snapshot.parse(await door.ask('POST', `/v1/snapshots/${snapshot.id}/move`, move)))
}

const ONWARD: readonly SnapshotState[] = ['checking', 'objections', 'final', 'issued']

/** The step after the one that it is at; null once it is issued. */
function nextOf({ state, moves }: Snapshot): SnapshotState | null {
  return ONWARD.find((one) => moves.includes(one) && SNAPSHOT_STATES.indexOf(one) > SNAPSHOT_STATES.indexOf(state)) ?? null
}
