import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { Board } from '@tierline/contracts/board'
import { flagsOf, NO_FLAGS, type Flags } from '../view/flags.ts'
import { useAlertFeed } from './alert-feed.ts'

const injectionKey: InjectionKey<ComputedRef<Flags>> = Symbol('board flags')

/** Gives everything below the open alerts of the board by unit; none where the board is not the live one, whose alerts are other ones. */
export function provideBoardFlags(board: () => Board | null, isLive: () => boolean): ComputedRef<Flags> {
  const { open } = useAlertFeed()
  const flags = computed(() => {
    const shown = board()
    return shown && open.value && isLive() ? flagsOf(open.value.alerts, shown.key) : NO_FLAGS
  })
  provide(injectionKey, flags)
  return flags
}

/** The flags that the page above has given; none where it gave none. */
export function useBoardFlags(): { readonly value: Flags } {
  return inject(injectionKey, null) ?? { value: NO_FLAGS }
}
