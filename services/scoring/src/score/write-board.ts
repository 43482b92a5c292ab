import type { Transaction } from '@tierline/platform/database/database'
import type { BoardScore } from '@tierline/scoring'
import { monthSpan } from '../board/board-periods.ts'
import type { TakenFacts } from '../facts/read-facts.ts'
import type { BoardMemory, RememberedRow } from './board-memory.ts'
import type { PlannedBoard } from './board-plan.ts'
import { rowChanges } from './row-changes.ts'
import { moveSeq, removeRows, storePlaces, storeRows } from './score.store.ts'
import type { BoardState, LogState } from './score.store.ts'

/** Somebody else has moved the board since it was read: nothing of this scoring holds. */
export class FenceLost extends Error {
  constructor(board: number) {
    super(`Board ${board} was moved by another scorer; it is read again.`)
  }
}

/** A scoring before it is stored. */
export interface Scored {
  score: BoardScore
  /** The board that it was made from, by the same plan; null where it was scored whole. */
  before: BoardScore | null
  taken: readonly TakenFacts[]
  /** Rows as they were remembered, by code. */
  rows: Map<string, RememberedRow>
  /** Codes of the rows that may have changed. */
  candidates: ReadonlySet<string>
  /** Numbers of units that left. */
  removed: readonly number[]
  units(code: string): number
}

/** What is written, and with which bounds. */
export interface Writing {
  board: number
  planned: PlannedBoard
  state: BoardState
  log: LogState
  instant: number
  boundary: number
  scored: Scored
  /** Rows were scored one by one: what the board says of itself has not changed. */
  isIncrement: boolean
}

/** The board after it; `remember` is put into the memory's rows once the transaction has committed. */
export interface Written {
  memory: BoardMemory
  remember: readonly [string, RememberedRow][]
  moved: boolean
  changed: number
}

/** Rows of one statement: bounds the memory of a big board, and others get a turn of the event loop after each. */
const CHUNK_ROWS = 500

/** Stores the rows and places that changed under the next seq; where nothing did, the board keeps its seq. */
export async function writeBoard(tx: Transaction, writing: Writing): Promise<Written> {
  const { board, instant, planned: { plan, head }, state, scored, boundary } = writing
  const [seq, candidates] = [state.seq + 1n, [...scored.candidates]]
  const taken = new Map(scored.taken.map((unit) => [unit.facts.unit, unit]))
  const remember: [string, RememberedRow][] = []
  const writes: Promise<unknown>[] = []
  let [moved, changed] = [isMovedAnyway(writing), 0]
  // The fence goes out before the first row, so that a board that somebody else has moved costs no writing.
  if (moved) writes.push(move(tx, writing))
  for (let at = 0; at < candidates.length; at += CHUNK_ROWS) {
    const changes = rowChanges(writing, taken, candidates.slice(at, at + CHUNK_ROWS))
    remember.push(...changes.remembered)
    changed += changes.changed
    if (!moved && changed > 0) writes.push(move(tx, writing))
    moved ||= changed > 0
    writes.push(storeRows(tx, { board, seq, instant, ...changes.rows }), storePlaces(tx, { board, seq, instant, ...changes.places }))
    if (at + CHUNK_ROWS < candidates.length) await Promise.all(writes.splice(0))
  }
  await Promise.all([...writes, removeRows(tx, { board, seq, instant, units: scored.removed })])
  return { memory: { seq: moved ? seq : state.seq, plan, head, score: scored.score, rows: scored.rows, nextBoundary: boundary }, remember, moved, changed }
}

/** Whether the board moves even if no row does: it is new, its rubric has changed, or a unit left. */
function isMovedAnyway({ state, scored, planned: { plan } }: Writing): boolean {
  return state.seq === 0n || state.rubric_hash !== plan.rubric.hash || scored.removed.length > 0
}

async function move(tx: Transaction, { board, planned: { plan, head }, state, log, instant, scored, isIncrement }: Writing): Promise<void> {
  const lastEvent = scored.taken.reduce<number | null>((newest, unit) => later(newest, unit.lastEvent), state.last_event)
  const moved = await moveSeq(tx, {
    board, base: state.seq, instant, hash: plan.rubric.hash, head: isIncrement ? null : head, months: monthSpan(plan.window), log, lastEvent, provisional: scored.score.provisional, summaries: scored.score.summaries,
  })
  if (!moved) throw new FenceLost(board)
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}
