import { wantBoard } from '@tierline/boards/board/board.store'
import { readInstant } from '@tierline/boards/board/watermark.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { isRetryable } from '@tierline/platform/database/database-errors'
import type { Platform } from '@tierline/platform/platform'
import { SteadyLoop } from '@tierline/platform/loop/steady-loop'
import { runningBoard } from '../watch/board/running-board.ts'
import { periodSpan, runningPeriod } from './running-period.ts'
import { readActiveWatches, readDueKeys, readStandPlaces, readWatchedBoards } from './stand.store.ts'
import type { ActiveWatch, StandPlace, WatchedBoard } from './stand.store.ts'
import { Turns } from './turns.ts'
import type { TurnPlace } from './turns.ts'

const PAUSE_MS = 1_000
/** Boards move several times a second; their signals are taken together. */
const SOON_MS = 100

/** A watch's boards are looked at in the order in which they are found; `name` is one look. */
const nameOf = (watch: string, board: number): string => `${board} ${watch}`

/** Looks at the boards of every watch, once a second and on signals; several processes at once are safe. */
export class WatchLoop {
  private readonly turns: Turns
  private readonly failing = new Set<string>()
  private readonly wanted = new Set<string>()
  private readonly loop: SteadyLoop
  private ends: (() => void)[] = []

  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {
    this.turns = new Turns(platform, rubrics)
    this.loop = new SteadyLoop({ name: 'watches', work: () => this.pass(), pauseMs: PAUSE_MS, soonMs: SOON_MS, logger: platform.logger, complaint: 'watches cannot be looked at; tried again every second, and not logged again until it succeeds' })
  }

  start(): void {
    this.ends = (['board', 'watch'] as const).map((topic) => this.platform.signal.subscribe(topic, () => this.loop.hurry()))
    this.loop.start()
  }

  /** Finishes the board at hand. */
  async stop(): Promise<void> {
    for (const end of this.ends.splice(0)) end()
    await this.loop.stop()
  }

  /** Brings every watch up to its boards and the stored clock; returns how many looks it took. */
  async pass(): Promise<number> {
    const { db } = this.platform
    const instant = await readInstant(db)
    const watches = instant === null ? [] : await readActiveWatches(db)
    if (instant === null || watches.length === 0) return 0
    const [boards, places, due] = [await readWatchedBoards(db, [...new Set(watches.map(({ body }) => body.rubric))]), await readStandPlaces(db), await readDueKeys(db, instant)]
    const standing = new Map(places.map((place) => [nameOf(place.watch, place.board), place]))
    const isDue = new Set(due.map(({ watch, board }) => nameOf(watch, board)))
    let looks = 0
    for (const watch of watches) {
      const own = boards.filter(({ rubric, group_id: group }) => rubric === watch.body.rubric && group === watch.body.group)
      await this.want(watch, own, instant)
      for (const board of own) {
        const place = standing.get(nameOf(watch.id, board.id))
        if (isToDo({ watch, board, place, instant, isDue: isDue.has(nameOf(watch.id, board.id)) })) looks += await this.look({ watch, board, instant, isNew: !place })
      }
    }
    return looks
  }

  /** One board of one watch, to its end; a failure is logged once and tried again with the next pass. */
  private async look(place: TurnPlace): Promise<number> {
    const name = nameOf(place.watch.id, place.board.id)
    let looks = 0
    try {
      for (let [isMore, isNew] = [true, place.isNew]; isMore; isNew = false) {
        const outcome = await this.turns.take({ ...place, isNew })
        if (!outcome) return looks
        looks += 1
        if (outcome.revision !== null) this.platform.signal.publish('alert', outcome.revision)
        isMore = outcome.isMore
      }
      this.failing.delete(name)
    } catch (error) {
      if (!isRetryable(error) && !this.failing.has(name)) {
        this.platform.logger.error({ err: error, watch: place.watch.id, board: place.board.id }, 'a watch cannot be evaluated; tried again with every pass, and not logged again until it succeeds')
        this.failing.add(name)
      }
    }
    return looks
  }

  /** Asks once for the running board of a watch where nobody has made it. */
  private async want({ body }: ActiveWatch, boards: readonly WatchedBoard[], instant: number): Promise<void> {
    const period = runningPeriod(body.period, instant)
    const name = JSON.stringify([body.rubric, body.group, period])
    if (boards.some((board) => board.period === period) || this.wanted.has(name)) return
    const { key, faults, isInForce } = runningBoard(body, { rubrics: await this.rubrics.active(), directory: this.platform.directory, instant })
    if (faults.length > 0 || !isInForce) return
    await wantBoard(this.platform.db, key)
    this.platform.signal.publish('touched', 'a board is wanted')
    this.wanted.add(name)
  }
}

/** Whether there is anything to look at: the running board where it is new, one that has moved, one that the clock moves, one whose period is over. */
function isToDo({ watch, board, place, instant, isDue }: { watch: ActiveWatch; board: WatchedBoard; place: StandPlace | undefined; instant: number; isDue: boolean }): boolean {
  if (board.seq === 0n) return false
  if (!place) return board.period === runningPeriod(watch.body.period, instant)
  const { until } = periodSpan(board.period, place.instant)
  if (place.instant >= until) return false
  if (watch.body.condition.kind === 'missing_reporter' && instant > place.instant) return true
  return isDue || board.seq > place.seq || instant >= until
}
