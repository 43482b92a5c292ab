import { computed, ref, type Ref } from 'vue'
import { UnitExplanation } from '@tierline/contracts/explanation'
import { unitPath, type BoardAddress } from '../api/board-address.ts'
import { request } from '../api/http.ts'
import { useFetched } from '../explain/fetch/use-fetched.ts'
import { useLiveBoard } from '../live/use-live-board.ts'

/** What the unit page shows: the live board for lines, heads and neighbours, and the unit's explanation, fetched again when its row changes. */
export function useUnit(address: Ref<BoardAddress>, unit: () => string) {
  const live = useLiveBoard(address, { calm: ref(true), held: ref(false) })
  const row = computed(() => live.board.value?.rows.find((one) => one.unit === unit()) ?? null)
  const explained = useFetched(() => unitPath(address.value, unit()), (path, signal) => request(UnitExplanation, path, { signal }), () => row.value)
  const failure = computed(() => explained.failure.value ?? live.failure.value)

  function reload(): void {
    live.reload()
    explained.reload()
  }
  return { board: live.board, row, explanation: explained.value, failure, reload }
}
