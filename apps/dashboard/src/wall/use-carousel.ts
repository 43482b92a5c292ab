import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import type { BoardList } from '@tierline/contracts/board'
import type { BoardAddress } from '../api/board-address.ts'
import { nextPlace, placeOfBoard, type WallPlace } from './wall-pages.ts'

const PAGE_SECONDS = 15

/** What the carousel needs: where it starts, which boards there are, how many screenfuls the shown one takes, and when it must wait. */
export interface CarouselParts {
  readonly home: Readonly<Ref<BoardAddress | null>>
  readonly list: Readonly<Ref<BoardList | null>>
  /** Seconds a screenful; null stays on the board of the address and only turns its pages. */
  readonly seconds: Readonly<Ref<number | null>>
  readonly pages: Readonly<Ref<number>>
  /** True while the network is gone: then the wall stays where its data are. */
  readonly isWaiting: Readonly<Ref<boolean>>
}

/** Wanders through the screenfuls: `address` is the board to show, `page` which of its rows, `dots` how many boards take turns. */
export function useCarousel(parts: CarouselParts) {
  const place = ref<WallPlace>({ board: 0, page: 0 })
  const boards = computed(() => (parts.seconds.value === null ? [] : (parts.list.value?.boards.filter((one) => one.units > 0) ?? [])))
  const address = computed<BoardAddress | null>(() => {
    const home = parts.home.value
    const turn = boards.value[place.value.board]
    if (!home || !turn) return home
    const isHome = turn.key.rubric === home.rubric && turn.key.group === home.group
    return isHome ? home : { rubric: turn.key.rubric, group: turn.key.group, period: null, at: null, reading: 'known' }
  })

  // Begins at the board of the address as soon as the list says which one that is.
  watch([() => parts.home.value?.rubric, () => parts.home.value?.group, () => boards.value.length], ([rubric = '', group = '']) => {
    place.value = { board: placeOfBoard(boards.value, rubric, group), page: 0 }
  }, { immediate: true })

  let timer: ReturnType<typeof setInterval> | undefined
  watch(parts.seconds, (seconds) => {
    clearInterval(timer)
    timer = setInterval(turn, (seconds ?? PAGE_SECONDS) * 1000)
  }, { immediate: true })
  function turn(): void {
    if (!parts.isWaiting.value) place.value = nextPlace(place.value, parts.pages.value, boards.value.length)
  }
  onScopeDispose(() => clearInterval(timer))
  return { address, page: computed(() => place.value.page), board: computed(() => place.value.board), dots: computed(() => boards.value.length) }
}
