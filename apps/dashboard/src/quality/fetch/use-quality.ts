import { onScopeDispose, ref, type Ref } from 'vue'
import { QuarantineList, Reconciliation } from '@tierline/contracts/quality'
import { request } from '../../api/http.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import { quarantineQuery, type QuarantineFilter } from '../view/quarantine-query.ts'

const EVERY_MS = 10_000

/** The reconciliation, fetched again every ten seconds while the page is looked at. */
export function useReconciliation(key: Ref<string>) {
  const beat = ref(0)
  const timer = setInterval(() => { if (!document.hidden) beat.value += 1 }, EVERY_MS)
  onScopeDispose(() => clearInterval(timer))
  return useFetched(() => '/v1/reconciliation', (path, signal) => request(Reconciliation, path, { signal, key: key.value }), () => beat.value)
}

/** The page of the quarantine that the filter names. */
export function useQuarantine(filter: Ref<QuarantineFilter>, key: Ref<string>) {
  const path = () => `/v1/quarantine?${new URLSearchParams(quarantineQuery(filter.value)).toString()}`
  return useFetched(path, (address, signal) => request(QuarantineList, address, { signal, key: key.value }))
}
