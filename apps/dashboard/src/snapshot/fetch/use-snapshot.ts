import { SnapshotDetail, SnapshotList, SnapshotRows } from '@tierline/contracts/snapshot/snapshot'
import { SnapshotPlanList } from '@tierline/contracts/snapshot/plan'
import { request } from '../../api/http.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import type { ListFilter } from '../view/list-filter.ts'
import { listPath, snapshotPath } from './snapshot-address.ts'

/** A snapshot with its steps, objections and deliveries, and its rows apart: these are long and do not change while it only moves. */
export function useSnapshot(id: () => number) {
  const detail = useFetched(() => snapshotPath(id()), (path, signal) => request(SnapshotDetail, path, { signal }))
  const rows = useFetched(() => (detail.value.value ? `${snapshotPath(id(), 'rows')}#${detail.value.value.hash}` : null), (path, signal) => request(SnapshotRows, path.split('#')[0] ?? path, { signal }))
  return { detail, rows }
}

/** The snapshots that fit a filter; a null filter asks for none. */
export function useSnapshotList(filter: () => ListFilter | null) {
  return useFetched(() => { const asked = filter(); return asked && listPath(asked) }, (path, signal) => request(SnapshotList, path, { signal }))
}

/** Every freeze plan. */
export function usePlans() {
  return useFetched(() => '/v1/snapshot-plans', (path, signal) => request(SnapshotPlanList, path, { signal }))
}
