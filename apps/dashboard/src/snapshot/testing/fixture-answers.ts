import { Snapshot, SnapshotDifference, SnapshotList } from '@tierline/contracts/snapshot/snapshot'
import { fixtureFrozen, fixtureLate, fixturePlans, fixturePreview, fixtureSnapshot, fixtureVerification } from './fixture-snapshot.ts'

/** The invented snapshots, by id: one in each state. */
export const SNAPSHOTS = [
  fixtureSnapshot({ id: 16, state: 'checking', period: '2021-12', seed: 8 }), fixtureSnapshot({ id: 15, state: 'issued', revision: 2 }), fixtureSnapshot({ id: 14, state: 'superseded', seed: 4 }), fixtureSnapshot({ id: 13, state: 'objections', period: '2021-10', seed: 5 }),
  fixtureSnapshot({ id: 12, state: 'final', period: '2021-09', seed: 6 }), fixtureSnapshot({ id: 11, state: 'withdrawn', period: '2021-08', seed: 7 }), fixtureSnapshot({ id: 10, state: 'draft', period: '2021-07', seed: 9, hasEarlier: false }),
]

/** The reply to a request about snapshots, or null where there is none. */
export function fixtureAnswer(method: string, { pathname, searchParams }: URL): unknown {
  if (pathname === '/v1/snapshot-plans') return fixturePlans()
  if (pathname.startsWith('/v1/snapshot-plans/')) return fixturePlans().plans[0]
  if (pathname === '/v1/snapshots' && method === 'POST') return listed(SNAPSHOTS[6]?.detail)
  if (pathname === '/v1/snapshots') return SnapshotList.parse({ snapshots: SNAPSHOTS.map(({ detail }) => listed(detail)).filter((one) => Object.entries({ rubric: one.key.rubric, group: one.key.group, period: one.key.period, state: one.state }).every(([name, value]) => [null, value].includes(searchParams.get(name)))) })
  if (pathname.startsWith('/v1/objections/')) return SNAPSHOTS[3]?.detail.objections[0]
  const [, id, part = ''] = /^\/v1\/snapshots\/(\d+)(?:\/(.+))?$/.exec(pathname) ?? []
  const one = SNAPSHOTS.find(({ detail }) => detail.id === Number(id))
  if (!one) return null
  if (part === '') return one.detail
  if (part === 'rows') return one.rows
  if (part.startsWith('units/')) return fixtureFrozen(one, part.slice(6))
  if (part === 'late') return fixtureLate(one)
  if (part === 'difference') return SnapshotDifference.parse({ ...fixtureLate(one), events: null })
  if (part === 'preview') return fixturePreview(one, searchParams.get('format') ?? 'xlsx')
  if (part === 'verify') return fixtureVerification(one.detail.id, one.detail.id === 14)
  return part === 'objections' ? SNAPSHOTS[3]?.detail.objections[0] : listed(one.detail)
}

function listed(detail: unknown): Snapshot {
  return Snapshot.parse(detail)
}
