import { setTimeout as wait } from 'node:timers/promises'
import type { BoardKey } from '@tierline/contracts/board'
import type { NewRevision, NewSnapshot } from '@tierline/contracts/snapshot/snapshot'
import type { BoardDesk } from '@tierline/boards/desk/board-desk'
import { instantOf } from '@tierline/boards/desk/board-question'
import { boardPeriod } from '@tierline/boards/board/period-title'
import { isoOf, readInstant } from '@tierline/boards/board/watermark.store'
import type { BoardAtCutoff, BoardsAtCutoff } from '@tierline/boards/past/at-cutoff'
import type { Database, Transaction } from '@tierline/platform/database/database'
import { isRetryable, sqlState } from '@tierline/platform/database/database-errors'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { readPlanFor } from '../plan/plan.store.ts'
import { kindOf } from '../plan/periods.ts'
import type { Freezer } from './freezer.ts'
import { readFrozenKey } from './snapshot.store.ts'
import { isWaiting, readRevisions } from './write.store.ts'

export interface FreezesParts {
  platform: Platform
  desk: BoardDesk
  boards: BoardsAtCutoff
  freezer: Freezer
}

/** Units that are being scored just now are waited for this long. */
const PATIENCE = { tries: 30, pauseMs: 100 } as const
const MAX_TRIES = 5

/** Freezes by a person's hand, and revisions. */
export class Freezes {
  constructor(private readonly parts: FreezesParts) {}

  /** Freezes a board as it was known at a cut-off, now where none is named; returns the new draft's number. */
  async byHand({ key, cutoff, by, reason }: NewSnapshot): Promise<number> {
    const { db } = this.parts.platform
    const now = await this.now()
    const at = cutoff === undefined ? now : instantOf(cutoff, 'cutoff')
    const { id } = await this.parts.desk.identify({ ...key, at: null, reading: 'known' })
    refuseCutoff(key, at, now)
    await this.settled(id)
    return await this.inOne(db, async (tx) => {
      const revision = await nextRevision(tx, key)
      const board = (await this.parts.boards.known(tx, { board: id, at })) ?? unknownThen(key, at)
      return await this.parts.freezer.freeze(tx, { key, at: board, cutoff: at, now, revision, revises: null, plan: await planOf(tx, key), by, note: reason })
    })
  }

  /** Freezes the cut-off of an issued or withdrawn snapshot afresh, as corrected: with the facts that came later. */
  async revise(id: number, { by, reason }: NewRevision): Promise<number> {
    const { db } = this.parts.platform
    const now = await this.now()
    return await this.inOne(db, async (tx) => {
      const frozen = (await readFrozenKey(tx, id)) ?? unknownSnapshot(id)
      refuseRevision(frozen, await readRevisions(tx, frozen.key))
      const at = await this.parts.boards.corrected(tx, { board: frozen.board, at: frozen.cutoff })
      return await this.parts.freezer.freeze(tx, { key: frozen.key, at, cutoff: frozen.cutoff, now, revision: frozen.revision + 1, revises: id, plan: await planOf(tx, frozen.key), by, note: reason })
    })
  }

  /** What a plan freezes: as known at the cut-off; where nothing was known by then (the board was not there yet), as corrected at it. */
  async atCutoff(tx: Transaction, about: { board: number; at: number }): Promise<BoardAtCutoff> {
    return (await this.parts.boards.known(tx, about)) ?? (await this.parts.boards.corrected(tx, about))
  }

  /** The stored clock. */
  async now(): Promise<number> {
    const { db, clock } = this.parts.platform
    return (await readInstant(db)) ?? clock.now()
  }

  private async inOne(db: Database, work: (tx: Transaction) => Promise<number>): Promise<number> {
    const { id, revision } = await unhindered(() => db.transaction(async (tx) => {
      const made = await work(tx)
      return { id: made, revision: await raiseRevision(tx, 'snapshot') }
    }, 'repeatable read'))
    this.parts.platform.signal.publish('snapshot', revision)
    return id
  }

  private async settled(board: number): Promise<void> {
    for (let tries = 0; await isWaiting(this.parts.platform.db, board); tries++) {
      if (tries === PATIENCE.tries) throw new ProblemError(409, 'not_settled', { title: 'The board is being scored', detail: 'Units of this board still wait to be scored. Try again in a moment.', retryAfterSeconds: 5 })
      await wait(PATIENCE.pauseMs)
    }
  }
}

/** The plan that a board of this period would be frozen by: its steps and words are a hand-made snapshot's too. */
async function planOf(tx: Transaction, { rubric, group, period }: BoardKey) {
  const kind = kindOf(period)
  return kind === null ? null : await readPlanFor(tx, { rubric, group, period: kind })
}

async function nextRevision(tx: Transaction, key: BoardKey): Promise<number> {
  const revisions = await readRevisions(tx, key)
  const standing = revisions.find(({ state }) => state !== 'withdrawn')
  if (standing) {
    throw new ProblemError(409, 'already_frozen', {
      title: 'It is frozen already',
      detail: `${nameOf(key)} has the snapshot #${standing.id} (revision ${standing.revision}, ${standing.state}). Withdraw it first, or, once it is issued, ask for a revision of it.`,
    })
  }
  return (revisions[0]?.revision ?? 0) + 1
}

/** A freeze that any other change of snapshots collided with begins anew: what it then sees decides. The unique index alone says that somebody else froze this board in the meantime. */
async function unhindered<T>(freeze: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await freeze()
    } catch (error) {
      if (sqlState(error) === '23505') throw frozenMeanwhile()
      if (tries === MAX_TRIES || !isRetryable(error)) throw error
    }
  }
}

function frozenMeanwhile(): ProblemError {
  return new ProblemError(409, 'already_frozen', { title: 'It is being frozen by somebody else', detail: 'Another request froze this board in the meantime. Look at the list of snapshots and try again.' })
}

function refuseCutoff(key: BoardKey, at: number, now: number): void {
  const { from } = boardPeriod(key.period, at)
  if (at <= now && at >= from) return
  const expected = at > now ? `an instant that has passed (the clock stands at ${isoOf(now)})` : `an instant after the period's begin, ${isoOf(from)}`
  throw new ProblemError(400, 'wrong_field', { title: 'The cut-off does not fit', detail: `cutoff: found ${isoOf(at)}, expected ${expected}.`, faults: [{ path: 'cutoff', found: isoOf(at), expected, mend: 'Choose another cut-off, or leave it out for now.' }] })
}

function refuseRevision({ id, state, key }: { id: number; state: string; key: BoardKey }, revisions: readonly { id: number; revision: number; state: string }[]): void {
  const newest = revisions[0]
  if (newest && newest.id !== id) {
    throw new ProblemError(409, 'not_newest', { title: 'A later revision exists', detail: `#${id} is not the newest of ${nameOf(key)}: #${newest.id} is (revision ${newest.revision}, ${newest.state}). Revise or withdraw that one.` })
  }
  if (state !== 'issued' && state !== 'withdrawn') {
    throw new ProblemError(409, 'not_revisable', { title: 'It is not published yet', detail: `#${id} is ${state}; only an issued or a withdrawn snapshot is revised. Carry it on, or withdraw it first.` })
  }
}

function unknownThen(key: BoardKey, at: number): never {
  throw new ProblemError(404, 'no_data', { title: 'Nothing was known then', detail: `Of the board ${nameOf(key)} nothing was known at ${isoOf(at)}. Choose a later cut-off.` })
}

export const unknownSnapshot = (id: number): never => {
  throw notFound('snapshot', String(id), 'GET /v1/snapshots lists them.')
}

const nameOf = ({ rubric, group, period }: BoardKey): string => `${rubric}/${group} ${period}`
