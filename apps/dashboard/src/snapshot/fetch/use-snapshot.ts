import { SnapshotDetail, SnapshotList, SnapshotRows } from '@tierline/contracts/snapshot/snapshot'
import { SnapshotPlanList } from '@tierline/contracts/snapshot/plan'
import { request } from '../../api/http.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import type { ListFilter } from '../view/list-filter.ts'
import { listPath, snapshotPath } from './snapshot-address.ts'
import { useSnapshotNews } from './use-snapshot-news.ts'

/** A snapshot with its steps, objections and deliveries, read anew whenever a snapshot changes; a null id asks for none. */
export function useDetail(id: () => number | null) {
  const news = useSnapshotNews()
  return useFetched(() => { const asked = id(); return asked === null ? null : snapshotPath(asked) }, (path, signal) => request(SnapshotDetail, path, { signal }), () => news.value)
}

/** A snapshot, and its rows apart: these are long and do not change while it only moves. */
export function useSnapshot(id: () => number) {
  const detail = useDetail(id)
  const rows = useFetched(() => (detail.value.value ? `${snapshotPath(id(), 'rows')}#${detail.value.value.hash}` : null), (path, signal) => request(SnapshotRows, path.split('#')[0] ?? path, { signal }))
  return { detail, rows }
}

/** The snapshots that fit a filter, read anew whenever one changes; a null filter asks for none. */
export function useSnapshotList(filter: () => ListFilter | null) {
  const news = useSnapshotNews()
  return useFetched(() => { const asked = filter(); return asked && listPath(asked) }, (path, signal) => request(SnapshotList, path, { signal }), () => news.value)
}

/** Every freeze plan, read anew whenever one is changed or has frozen something. */
export function usePlans() {
  const news = useSnapshotNews()
  return useFetched(() => '/v1/snapshot-plans', (path, signal) => request(SnapshotPlanList, path, { signal }), () => news.value)
}
