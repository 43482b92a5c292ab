import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { Board } from '@tierline/contracts/board'
import type { BoardAddress } from '../api/board-address.ts'
import { fetchBoard } from '../api/boards.ts'
import { startFeed } from './board-feed.ts'
import { calmPainter } from './calm-painter.ts'
import { changesBetween, keepChanges, type Change } from './changes.ts'
import { useLiveConnection, type LiveConnection } from './use-live-connection.ts'

/** How a board is followed: `calm` paints at most once a second, `held` keeps the picture still. */
export interface LiveOptions {
  readonly calm: Ref<boolean>
  readonly held: Ref<boolean>
}

/**
 * Follows the board at `address` and gives what the screen shows of it: the board, the failure while there is none newer, how many
 * rows wait while the picture is held, and the changes seen since it was opened.
 */
export function useLiveBoard(address: Ref<BoardAddress | null>, options: LiveOptions) {
  const live = useLiveConnection()
  const picture = usePicture(options)
  const failure = shallowRef<unknown>(null)
  let stop: (() => void) | null = null

  function reload(): void {
    stop?.()
    stop = null
    failure.value = null
    picture.clear()
    const wanted = address.value
    if (!wanted) return
    stop = startFeed({
      fetch: (signal) => fetchBoard(wanted, signal),
      follow: followOf(live, wanted),
      failed: (reason) => (failure.value = reason),
      board(board) {
        failure.value = null
        picture.offer(board)
      },
    })
  }
  watch(() => JSON.stringify(address.value), reload, { immediate: true })
  onScopeDispose(() => stop?.())
  return { board: picture.board, waiting: picture.waiting, changes: picture.changes, apply: picture.apply, failure, reload }
}

function followOf(live: LiveConnection, address: BoardAddress): LiveConnection['follow'] | null {
  return address.at === null && !address.under?.length ? (key, listener) => live.follow(key, listener) : null
}

/** What is on screen, apart from what is known: calm, and still while it is held. */
function usePicture({ calm, held }: LiveOptions) {
  const board = shallowRef<Board | null>(null)
  const waiting = ref(0)
  const changes = shallowRef<readonly Change[]>([])
  let latest: Board | null = null
  const painter = calmPainter({ paint, waiting: countWaiting, intervalMs: () => (calm.value ? 1000 : 0) })

  function paint(): void {
    if (board.value && latest) changes.value = keepChanges(changes.value, changesBetween(board.value, latest))
    board.value = latest
    waiting.value = 0
  }
  function countWaiting(): void {
    const shown = new Set(board.value?.rows)
    waiting.value = latest?.rows.filter((row) => !shown.has(row)).length ?? 0
  }
  function offer(next: Board): void {
    latest = next
    painter.request()
    if (!board.value) painter.force()
  }
  function clear(): void {
    latest = null
    board.value = null
    changes.value = []
    waiting.value = 0
  }
  watch(held, (isHeld) => painter.hold(isHeld), { immediate: true })
  onScopeDispose(() => painter.stop())
  return { board, waiting, changes, offer, clear, apply: () => painter.force() }
}
