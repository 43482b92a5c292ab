import type { Board, BoardKey } from '@tierline/contracts/board'
import type { BoardDelta } from '@tierline/contracts/live'
import { mergeDelta, reuseRows } from './merge-delta.ts'

/** What a feed needs from the world; the composable gives it HTTP and the socket, a test gives it arrays. */
export interface FeedParts {
  fetch(signal: AbortSignal): Promise<Board>
  /** Joins the board's room; null where the board is of the past and does not move. */
  follow: ((key: BoardKey, listener: { delta(delta: BoardDelta): void; joined(seq: number): void }) => () => void) | null
  board(board: Board): void
  failed(reason: unknown): void
}

const RESYNC_JITTER_MS = 2_000
const RETRY_MS = 5_000

/**
 * Keeps the newest state of one board: a snapshot, then deltas in `seq` order; deltas that come before the snapshot wait for it,
 * a gap is closed by one fetch after a random pause, a failed fetch is tried again. Returns the function that ends it.
 */
export function startFeed(parts: FeedParts): () => void {
  const abort = new AbortController()
  let latest: Board | null = null
  let early: BoardDelta[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let leave: (() => void) | null = null

  function hear(delta: BoardDelta): void {
    if (!latest) return void early.push(delta)
    const merged = mergeDelta(latest, delta)
    if (merged.kind === 'gap') fetchAfter(Math.random() * RESYNC_JITTER_MS)
    if (merged.kind !== 'newer') return
    latest = merged.board
    parts.board(latest)
  }
  function fetchAfter(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void load()
    }, ms)
  }
  async function load(): Promise<void> {
    try {
      const fetched = await parts.fetch(abort.signal)
      if (!abort.signal.aborted) take(fetched)
    } catch (reason) {
      if (abort.signal.aborted) return
      parts.failed(reason)
      fetchAfter(RETRY_MS * (1 + Math.random()))
    }
  }
  function take(fetched: Board): void {
    if (latest && fetched.seq < latest.seq) return
    latest = latest ? reuseRows(latest, fetched) : fetched
    parts.board(latest)
    const kept = early
    early = []
    kept.forEach(hear)
    leave ??= parts.follow?.(fetched.key, { delta: hear, joined }) ?? null
  }
  function joined(seq: number): void {
    if (latest && seq !== latest.seq) fetchAfter(Math.random() * RESYNC_JITTER_MS)
  }

  void load()
  return () => {
    abort.abort()
    clearTimeout(timer)
    leave?.()
  }
}
