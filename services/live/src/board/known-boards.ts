import type { Board, BoardKey } from '@tierline/contracts/board'
import { unpackRow } from '@tierline/platform/board/stored-row'
import type { StoredHead } from '@tierline/platform/board/stored-row'
import type { Platform } from '@tierline/platform/platform'
import { boardHead } from '@tierline/scoring'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { assembleBoard } from './assemble-board.ts'
import type { KeptRow } from './board-memory.ts'
import { readBoard, readMoment } from './board.store.ts'
import type { BoardRecord } from './board.store.ts'
import { readBoardThen, readRowsThen } from './history.store.ts'

/** Boards of the past as they were known then: stored history, with the rubric of then. */
export class KnownBoards {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  /** The board as it stood at an instant (epoch ms), or null where it was not scored by then. */
  async read(key: BoardKey, at: number): Promise<Board | null> {
    const { db, directory, clock, isDemo } = this.platform
    const record = await readBoard(db, key)
    const then = record && (await readBoardThen(db, record.id, at))
    if (!record || !then) return null
    const head = await this.headOf(record, then.rubric_hash)
    const { instant } = await readMoment(db)
    return assembleBoard({
      key, head, reading: 'known', seq: then.seq, asOf: then.at, provisional: then.provisional,
      rows: await this.rows(record, then.seq, head), summaries: then.summaries as Board['summaries'], baseline: null, sparks: new Map(),
      lastEvent: then.last_event, lastArrived: then.last_arrived, position: then.position, instant: instant ?? clock.now(),
    }, directory, isDemo)
  }

  private async rows(record: BoardRecord, seq: bigint, head: StoredHead): Promise<Map<number, KeptRow>> {
    const indicators = head.indicators.map(({ id }) => id)
    const rows = await readRowsThen(this.platform.db, record.id, seq)
    return new Map(rows.flatMap(({ unit, row }) => (row ? [[unit, { ...unpackRow({ ...row, facts: { r: [], e: 0 } }, indicators), lastEvent: row.lastEvent }]] : [])))
  }

  private async headOf(record: BoardRecord, hash: string): Promise<StoredHead> {
    const rubric = hash === record.rubric_hash ? null : await this.rubrics.byHash(record.rubric, hash)
    return rubric ? boardHead(rubric) : record.head
  }
}
