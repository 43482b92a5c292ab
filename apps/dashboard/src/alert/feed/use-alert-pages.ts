import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { AlertList, type Alert } from '@tierline/contracts/alert/alert'
import { request } from '../../api/http.ts'
import { useFetched } from '../../explain/fetch/use-fetched.ts'
import { alertsPath, PAGE_ALERTS, type AlertFilter } from '../view/alert-query.ts'
import { useAlertFeed } from './alert-feed.ts'

/** The alerts that a filter lists, newest first: the first page is read anew whenever an alert moves, older ones are added when they are asked for. */
export function useAlertPages(filter: Readonly<Ref<AlertFilter>>) {
  const { open } = useAlertFeed()
  const path = () => alertsPath(filter.value, { limit: PAGE_ALERTS })
  const first = useFetched(path, (at, signal) => request(AlertList, at, { signal }), () => open.value?.revision)
  const older = shallowRef<readonly Alert[]>([])
  const olderNext = ref<number | null>(null)
  const olderFailure = shallowRef<unknown>(null)
  const loadingOlder = ref(false)

  watch(path, () => { older.value = []; olderNext.value = null; olderFailure.value = null })
  const alerts = computed(() => {
    const known = first.value.value?.alerts ?? []
    const last = known[known.length - 1]?.id ?? Infinity
    return [...known, ...older.value.filter(({ id }) => id < last)]
  })
  const next = computed(() => (older.value.length > 0 ? olderNext.value : (first.value.value?.next ?? null)))

  async function readOlder(): Promise<void> {
    const before = next.value
    const asked = path()
    if (before === null || loadingOlder.value) return
    loadingOlder.value = true
    olderFailure.value = null
    try {
      const list = await request(AlertList, alertsPath(filter.value, { limit: PAGE_ALERTS, before }))
      if (asked !== path()) return
      older.value = [...older.value, ...list.alerts]
      olderNext.value = list.next
    } catch (reason) {
      olderFailure.value = reason
    } finally {
      loadingOlder.value = false
    }
  }
  return { list: first.value, failure: first.failure, reload: () => first.reload(), alerts, next, loadingOlder, olderFailure, readOlder: () => void readOlder() }
}
