import type { Database } from '@tierline/platform/database/database'
import type { Logger } from '@tierline/platform/logger'
import { monthOf, startOfMonth } from '@tierline/scoring'
import { holdMeasureSet } from '../measures/measure.store.ts'
import { deleteEvents, dropChunks, readPlaces } from './events.store.ts'
import { heldByBackFills } from './holds.ts'
import type { Hold, Holds } from './holds.ts'
import { beginDrop, finishDrop, isSeenByAll, moveKeptFrom, readKeptFrom, readOpenDrops, readXid } from './kept.store.ts'

/** What dropping old events needs; `holds` are asked one after another, and any of them may refuse. */
export interface EventRetentionParts {
  db: Database
  logger: Logger
  keepMonths: number
  holds: readonly Holds[]
  /** How long a run waits for readers that began before the drop was declared. */
  patienceMs?: number
}

/** What came of one run. */
export type EventRetentionOutcome =
  | { outcome: 'nothing' }
  | { outcome: 'refused'; until: number; holds: Hold[] }
  /** Somebody still reads from before; the next run goes on. */
  | { outcome: 'waiting'; until: number }
  | { outcome: 'dropped'; until: number; chunks: number; rows: number }

const SPAN_POSITIONS = 20_000
const PATIENCE_MS = 10_000
const LOOK_EVERY_MS = 100

/** Drops the raw events of months that are past keeping, by whole months of Asia/Shanghai. */
export class EventRetention {
  constructor(private readonly parts: EventRetentionParts) {}

  /**
   * 1. Ask who still needs them: one hold refuses all.
   * 2. In one transaction that keeps new measures out: say that nothing is kept before the instant. From here on nobody reads from before it. (A crash after it: 3 and 4 are done by the next run.)
   * 3. Wait until no snapshot is older than that.
   * 4. Drop: whole chunks on TimescaleDB (what shares a chunk with younger events goes with it later), bounded deletes on plain PostgreSQL. (A crash: the next run goes on.)
   */
  async run(instant: number, isTimescale: boolean): Promise<EventRetentionOutcome> {
    const { db } = this.parts
    const until = this.firstKept(instant)
    const isNew = until > await readKeptFrom(db, 'events')
    if (!isNew && (await readOpenDrops(db, 'events')).length === 0) return { outcome: 'nothing' }
    if (isNew) {
      const holds = await this.ask({ until, instant })
      if (holds.length > 0) return this.refuse(until, holds)
    }
    const xid = await this.mark(until, instant, isNew)
    if (xid === null) return { outcome: 'refused', until, holds: await heldByBackFills(db, { until, instant }) }
    if (!(await this.noOlderReader(xid))) return { outcome: 'waiting', until }
    return await this.drop(instant, isTimescale)
  }

  private firstKept(instant: number): number {
    const [year = 0, month = 0] = monthOf(instant).split('-').map(Number)
    return startOfMonth(year, month - this.parts.keepMonths)
  }

  private async ask(span: { until: number; instant: number }): Promise<Hold[]> {
    const held: Hold[] = []
    for (const holds of [...this.parts.holds, heldByBackFills]) held.push(...await holds(this.parts.db, span))
    return held
  }

  private refuse(until: number, holds: Hold[]): EventRetentionOutcome {
    for (const { holder, why } of holds) this.parts.logger.warn({ holder, until: new Date(until).toISOString() }, `events are not dropped: ${holder} holds them, for ${why}`)
    return { outcome: 'refused', until, holds }
  }

  /** Null where a measure came in between, which wants to be filled first. */
  private async mark(until: number, instant: number, isNew: boolean): Promise<string | null> {
    return await this.parts.db.transaction(async (tx) => {
      await holdMeasureSet(tx)
      if (isNew && (await heldByBackFills(tx, { until, instant })).length > 0) return null
      if (isNew) {
        await moveKeptFrom(tx, 'events', until)
        await beginDrop(tx, 'events', { until, at: instant })
      }
      return await readXid(tx)
    })
  }

  private async noOlderReader(xid: string): Promise<boolean> {
    const late = performance.now() + (this.parts.patienceMs ?? PATIENCE_MS)
    while (!(await isSeenByAll(this.parts.db, xid))) {
      if (performance.now() > late) return false
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
    return true
  }

  private async drop(instant: number, isTimescale: boolean): Promise<EventRetentionOutcome> {
    const { db, logger } = this.parts
    const until = await readKeptFrom(db, 'events')
    const done = isTimescale ? { chunks: await dropChunks(db, until), rows: 0 } : { chunks: 0, rows: await this.deleteBefore(until) }
    for (const { id } of await readOpenDrops(db, 'events')) await finishDrop(db, id, instant)
    logger.info({ until: new Date(until).toISOString(), ...done }, 'old events were dropped')
    return { outcome: 'dropped', until, ...done }
  }

  private async deleteBefore(until: number): Promise<number> {
    let rows = 0
    for (const { part, first, last } of await readPlaces(this.parts.db)) {
      for (let from = first; from <= last; from += SPAN_POSITIONS) rows += await deleteEvents(this.parts.db, { part, from, below: from + SPAN_POSITIONS }, until)
    }
    return rows
  }
}
