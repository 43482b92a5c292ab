import { readSeqAt } from '@tierline/boards/past/seq-walk.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Transaction } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { WallClock } from '@tierline/platform/clock'
import { readCalendars } from '@tierline/scoring'
import type { WorkCalendar } from '@tierline/scoring'
import { readAllInstances, readInstances, removeInstances, writeInstances } from '../state/instance.store.ts'
import type { StandKey } from '../state/instance.store.ts'
import { AlertBook } from './alert-book.ts'
import { Baselines } from './read/baselines.ts'
import { BoardTurn } from './board-turn.ts'
import type { InstanceShelf, TurnAbout, Turned } from './board-turn.ts'
import { Frames } from './read/frames.ts'
import { Freezer } from './freeze/freezer.ts'
import { periodSpan } from './running-period.ts'
import { SeqViews } from './freeze/seq-views.ts'
import { SilenceTurn } from './silence-turn.ts'
import { beginStand, holdWatch, lockStand, moveStand } from './stand.store.ts'
import type { ActiveWatch, Stand, WatchedBoard } from './stand.store.ts'
import { Walks } from './read/walks.ts'

/** A watch, a board of it, and where the stored clock stands. */
export interface TurnPlace {
  watch: Pick<ActiveWatch, 'id'>
  board: WatchedBoard
  instant: number
  /** Whether the watch has never looked at the board. */
  isNew: boolean
}

/** What a turn came to: nothing where another process is at it; `more` where there is more to do at once. */
export interface TurnOutcome {
  isMore: boolean
  /** What a signal about alerts carries, where there is something to tell. */
  revision: string | null
}

/**
 * One look of one watch at one board, in one transaction: hold the watch against changes → lock the stand → fold seqs and clock → write instances, alerts, steps, notices → move the stand.
 * A process that dies anywhere in it has done nothing. Whoever finds the stand locked leaves it to who has it. What is stored of a seq never changes, so
 * reading committed is enough: all that is read is bounded by the seq at which the board was found.
 */
export class Turns {
  private readonly frames: Frames
  private readonly baselines = new Baselines()
  private readonly walks = new Walks()
  private readonly freezer: Freezer
  private readonly machine = new WallClock()
  private calendar: WorkCalendar | null = null

  constructor(private readonly platform: Platform, rubrics: StoredRubrics) {
    const { directory } = platform
    this.frames = new Frames(rubrics)
    this.freezer = new Freezer({ views: new SeqViews(rubrics, directory), baselines: this.baselines, directory })
  }

  /** Null where somebody else is at it, or the watch is gone. */
  async take({ watch: { id }, board, instant, isNew }: TurnPlace): Promise<TurnOutcome | null> {
    return await this.platform.db.transaction(async (tx) => {
      const watch = await holdWatch(tx, id)
      if (!watch) return null
      const key = { watch: id, board: board.id }
      const stand = isNew ? await this.begin(tx, { watch, board }, instant) : await lockStand(tx, key)
      if (!stand) return null
      const { from, until } = periodSpan(board.period, isNew ? instant : stand.instant)
      const book = new AlertBook(tx, { watch, board }, { freezer: this.freezer, calendar: (this.calendar ??= readCalendars(this.platform.rules.calendars)), now: this.machine.now() })
      const turned = await this.turn(tx, { about: { watch, board, stand, isFresh: isNew, scope: this.scopeOf(watch), instant, until }, from, book })
      const isOver = turned.isAll && instant >= until
      if (isOver) await this.endPeriod(tx, { watch, board, until, seq: turned.stand.seq }, book)
      await moveStand(tx, key, isOver ? { ...turned.stand, instant: until } : turned.stand)
      return { isMore: !turned.isAll, revision: await book.close() }
    })
  }

  private async turn(tx: Transaction, { about, from, book }: { about: TurnAbout; from: number; book: AlertBook }): Promise<Turned> {
    const { watch: { body: { condition } }, board, scope } = about
    if (condition.kind !== 'missing_reporter') return await new BoardTurn(tx, about, { frames: this.frames, baselines: this.baselines, walks: this.walks, shelf: shelfOf(tx, { watch: about.watch.id, board: board.id }), book }).run()
    const members = (this.platform.directory.group(board.group_id)?.units ?? []).map(({ id }) => id)
    const units = scope ? members.filter((unit) => scope.has(unit)) : members
    return await new SilenceTurn(tx, { ...about, condition, units, members, from }, { frames: this.frames, book }).run()
  }

  /** A watch looks at a board from the seq on at which it was entered; of a board that came later, from its first. */
  private async begin(tx: Transaction, { watch, board }: { watch: ActiveWatch; board: WatchedBoard }, instant: number): Promise<Stand | null> {
    const point = await readSeqAt(tx, board.id, watch.entered_at)
    // The board has moved since it was found; the next pass finds it there.
    if (point && point.seq > board.seq) return null
    const isRunning = point !== null && point.at >= periodSpan(board.period, instant).from
    const stand = { seq: point ? (isRunning ? point.seq - 1n : point.seq) : 0n, instant: isRunning ? watch.entered_at : periodSpan(board.period, instant).from, fault: null }
    return (await beginStand(tx, { watch: watch.id, board: board.id }, { version: watch.version, instant: stand.instant })) ? stand : null
  }

  private async endPeriod(tx: Transaction, { watch, board, until, seq }: { watch: ActiveWatch; board: WatchedBoard; until: number; seq: bigint }, book: AlertBook): Promise<void> {
    const key = { watch: watch.id, board: board.id }
    await book.end(await readAllInstances(tx, key), 'period_over', { at: until, seq: Number(seq) })
    await removeInstances(tx, key)
  }

  private scopeOf({ body: { units } }: ActiveWatch): ReadonlySet<number> | null {
    return units ? new Set(units.flatMap((text) => this.platform.directory.unitByCodeOrAlias(text)?.id ?? [])) : null
  }
}

/** What a watch knows of a board's units, as it is stored. */
function shelfOf(tx: Transaction, key: StandKey): InstanceShelf {
  return {
    some: (units, until) => readInstances(tx, key, { units, until }), all: () => readAllInstances(tx, key),
    forget: (units) => removeInstances(tx, key, units), keep: (tracked) => writeInstances(tx, key, tracked),
  }
}
