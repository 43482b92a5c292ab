import type { Transaction } from '@tierline/platform/database/database'
import { rowOf } from '@tierline/scoring'
import type { BoardScore } from '@tierline/scoring'
import { monthSpan } from '../board/board-periods.ts'
import type { TakenFacts } from '../facts/read-facts.ts'
import type { BoardMemory, RememberedRow } from './board-memory.ts'
import type { PlannedBoard } from './board-plan.ts'
import { digestOf, rowText } from './row-text.ts'
import { moveSeq, removeRows, storeRows } from './score.store.ts'
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
  taken: readonly TakenFacts[]
  /** Rows as they were remembered, by code. */
  rows: Map<string, RememberedRow>
  /** Codes of the rows that may have changed. */
  candidates: ReadonlySet<string>
  /** Numbers of units that left. */
  removed: readonly number[]
  units(code: string): number
  nextEffective: string | null
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
}

/** The board after it; `remember` is put into the memory's rows once the transaction has committed. */
export interface Written {
  memory: BoardMemory
  remember: readonly [string, RememberedRow][]
  moved: boolean
  changed: number
}

/** Rows of one statement; bounds the memory of a big board. */
const CHUNK_ROWS = 1_000

/** Stores the rows that changed under the next seq; where nothing did, the board keeps its seq. */
export async function writeBoard(tx: Transaction, writing: Writing): Promise<Written> {
  const { planned, state, scored, boundary } = writing
  const { plan, head } = planned
  const changes = changedRows(writing)
  const moved = changes.units.length > 0 || scored.removed.length > 0 || state.seq === 0n || state.rubric_hash !== plan.rubric.hash
  const seq = moved ? state.seq + 1n : state.seq
  if (moved) await store(tx, writing, changes)
  return { memory: { seq, plan, head, score: scored.score, rows: scored.rows, nextBoundary: boundary }, remember: changes.remembered, moved, changed: changes.units.length }
}

interface Changes {
  units: number[]
  texts: string[]
  digests: string[]
  remembered: [string, RememberedRow][]
}

function changedRows({ planned: { plan, head }, scored }: Writing): Changes {
  const indicators = head.indicators.map(({ id }) => id)
  const taken = new Map(scored.taken.map((unit) => [unit.facts.unit, unit]))
  const changes: Changes = { units: [], texts: [], digests: [], remembered: [] }
  for (const code of scored.candidates) {
    const row = scored.score.byUnit.get(code)
    const before = scored.rows.get(code)
    const fresh = taken.get(code)
    const facts = fresh?.text ?? before?.facts
    if (!row || facts === undefined) continue
    const lastEvent = fresh ? fresh.lastEvent : before?.lastEvent ?? null
    const text = rowText(rowOf(plan, row), { indicators, lastEvent, facts })
    const digest = digestOf(text)
    changes.remembered.push([code, { facts, lastEvent, digest }])
    if (digest === before?.digest) continue
    changes.units.push(scored.units(code))
    changes.texts.push(text)
    changes.digests.push(digest)
  }
  return changes
}

async function store(tx: Transaction, writing: Writing, { units, texts, digests }: Changes): Promise<void> {
  const { board, state, instant, scored } = writing
  const seq = state.seq + 1n
  const writes: Promise<unknown>[] = [move(tx, writing)]
  for (let at = 0; at < units.length; at += CHUNK_ROWS) {
    const until = at + CHUNK_ROWS
    writes.push(storeRows(tx, { board, seq, instant, units: units.slice(at, until), texts: texts.slice(at, until), digests: digests.slice(at, until) }))
  }
  writes.push(removeRows(tx, { board, seq, instant, units: scored.removed }))
  await Promise.all(writes)
}

async function move(tx: Transaction, { board, planned: { plan, head }, state, log, instant, scored }: Writing): Promise<void> {
  const lastEvent = scored.taken.reduce<number | null>((newest, unit) => later(newest, unit.lastEvent), state.last_event)
  const moved = await moveSeq(tx, {
    board, base: state.seq, instant, hash: plan.rubric.hash, head, months: monthSpan(plan.period), log, lastEvent, provisional: scored.score.provisional, summaries: scored.score.summaries,
  })
  if (!moved) throw new FenceLost(board)
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}
