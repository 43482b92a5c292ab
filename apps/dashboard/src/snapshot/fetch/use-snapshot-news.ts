import { onScopeDispose, ref, type Ref } from 'vue'
import { useLiveConnection } from '../../live/use-live-connection.ts'

const POLL_MS = 30_000

/** Moves whenever something about snapshots or freeze plans may have changed: when the server says so, which it also does after every (re)connection, and every thirty seconds while there is no connection. */
export function useSnapshotNews(): Readonly<Ref<number>> {
  const live = useLiveConnection()
  const news = ref(0)
  const stopHearing = live.hear('snapshots', () => { news.value += 1 })
  const timer = setInterval(() => { if (!live.connected.value) news.value += 1 }, POLL_MS)
  onScopeDispose(() => {
    stopHearing()
    clearInterval(timer)
  })
  return news
}
