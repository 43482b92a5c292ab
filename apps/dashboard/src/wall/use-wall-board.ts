import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { Board } from '@tierline/contracts/board'
import type { BoardAddress } from '../api/board-address.ts'
import { changesBetween, keepChanges, type Change } from '../live/changes.ts'
import { useLiveBoard } from '../live/use-live-board.ts'

/**
 * The board on the wall: while the next one is being fetched, or cannot be, the last good one stays. What changed is
 * remembered per board, so that a board that comes round again shows what happened in between.
 */
export function useWallBoard(address: Ref<BoardAddress | null>, isCalm: Ref<boolean>) {
  const live = useLiveBoard(address, { calm: isCalm, held: ref(false) })
  const board = shallowRef<Board | null>(null)
  const seen = new Map<string, { board: Board; changes: readonly Change[] }>()
  const changes = shallowRef<readonly Change[]>([])

  watch(live.board, (next) => {
    if (!next) return
    const known = seen.get(keyOf(next))
    changes.value = keepChanges(known?.changes ?? [], known ? changesBetween(known.board, next) : [])
    seen.set(keyOf(next), { board: next, changes: changes.value })
    board.value = next
  })
  return { board, changes, failure: computed(() => (board.value ? null : live.failure.value)) }
}

function keyOf({ key }: Board): string {
  return `${key.rubric}\n${key.group}\n${key.period}`
}
