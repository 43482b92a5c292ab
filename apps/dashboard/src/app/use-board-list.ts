import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { BoardList } from '@tierline/contracts/board'
import { fetchBoards } from '../api/boards.ts'

/** The boards that the server keeps; null until they are known. */
export interface BoardListing {
  readonly list: ShallowRef<BoardList | null>
  readonly failure: ShallowRef<unknown>
  reload(): Promise<void>
}

const injectionKey: InjectionKey<BoardListing> = Symbol('board list')
const REFRESH_MS = 300_000
const RETRY_MS = 5_000

/** The list that the page's root keeps. */
export function useBoardList(): BoardListing {
  const listing = inject(injectionKey)
  if (!listing) throw new Error('useBoardList: no list was found; expected App to have called provideBoardList first')
  return listing
}

/** Fetches the list, keeps it fresh, and gives it to everything below the calling component. */
export function provideBoardList(): BoardListing {
  const list = shallowRef<BoardList | null>(null)
  const failure = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function reload(): Promise<void> {
    clearTimeout(timer)
    try {
      list.value = await fetchBoards()
      failure.value = null
    } catch (reason) {
      failure.value = reason
    }
    timer = setTimeout(() => void reload(), failure.value === null ? REFRESH_MS : RETRY_MS)
  }
  onScopeDispose(() => clearTimeout(timer))
  void reload()
  const listing = { list, failure, reload }
  provide(injectionKey, listing)
  return listing
}
