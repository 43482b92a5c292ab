import { onUnmounted, ref, watch, type Ref } from 'vue'
import type { Change } from '../../live/changes.ts'

const FLASH_MS = 1_300

/** The tier whose line is flashing because a unit has just crossed it. */
export function useFlash(changes: Readonly<Ref<readonly Change[]>>): Readonly<Ref<string | null>> {
  const flashing = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(changes, (now, before) => {
    const known = before[0]?.id ?? 0
    const crossing = now.find((change) => change.id > known && change.kind === 'tier')
    if (!crossing) return
    flashing.value = crossing.line
    clearTimeout(timer)
    timer = setTimeout(() => (flashing.value = null), FLASH_MS)
  })
  onUnmounted(() => clearTimeout(timer))
  return flashing
}
