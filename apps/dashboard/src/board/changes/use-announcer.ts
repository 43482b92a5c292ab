import { onUnmounted, ref, watch, type Ref } from 'vue'
import type { Change } from '../../live/changes.ts'

const QUIET_MS = 10_000

/** Says what changed into a polite live region, at most once in ten seconds; `sentence` puts the changes since the last time into words. */
export function useAnnouncer(changes: Readonly<Ref<readonly Change[]>>, sentence: (fresh: readonly Change[]) => string): Readonly<Ref<string>> {
  const spoken = ref('')
  let lastId = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function speak(): void {
    timer = undefined
    const fresh = changes.value.filter((change) => change.id > lastId)
    if (fresh.length === 0) return
    lastId = Math.max(...fresh.map((change) => change.id))
    spoken.value = sentence(fresh)
  }
  watch(changes, () => {
    timer ??= setTimeout(speak, QUIET_MS)
  })
  onUnmounted(() => clearTimeout(timer))
  return spoken
}
