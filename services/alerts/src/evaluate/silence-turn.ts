import { readSeqAt, readSeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { WatchCondition } from '@tierline/contracts/alert/watch'
import type { Transaction } from '@tierline/platform/database/database'
import { observe, settle } from '../state/fold.ts'
import { unseen } from '../state/instance.ts'
import type { Instance, Timing } from '../state/instance.ts'
import { readRestless, readStrangers, removeInstances, writeInstances } from '../state/instance.store.ts'
import type { Tracked } from '../state/instance.store.ts'
import type { AlertBook, Told } from './alert-book.ts'
import type { TurnAbout, Turned } from './board-turn.ts'
import type { Frames } from './read/frames.ts'
import { NO_TEXT } from './read/regimes.ts'
import { readArrival, readArrivalOfType, readNewest, readNewestOfType } from './newest.store.ts'

type MissingReporter = Extract<WatchCondition, { kind: 'missing_reporter' }>

/** A silence watch with the units that it is about, all members of the group, and when the board's period began. */
export interface SilenceAbout extends TurnAbout {
  condition: MissingReporter
  units: readonly number[]
  members: readonly number[]
  from: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Looks by the stored clock for units, or a source, of which nothing has come for too long. A normal unit is looked at again only when its time is up. */
export class SilenceTurn {
  private readonly instant: number
  private readonly withinMs: number
  private readonly timing: Timing

  constructor(private readonly tx: Transaction, private readonly about: SilenceAbout, private readonly parts: { frames: Frames; book: AlertBook }) {
    const { watch: { body }, condition, instant, until } = about
    this.instant = Math.min(instant, until)
    this.withinMs = condition.withinMinutes * MINUTE_MS
    this.timing = { holdMs: body.holdMinutes * MINUTE_MS, keepMs: body.keepFiringMinutes * MINUTE_MS }
  }

  async run(): Promise<Turned> {
    const { board, stand, units } = this.about
    const point = await readSeqPoint(this.tx, board.id, board.seq)
    const frame = point && (await this.parts.frames.at(board, point.rubric_hash, point.at))
    // Without the rubric's text nobody could be told of what fires; it is looked at again once the text is there.
    if (!point || !frame) return { isAll: true, stand: { ...stand, fault: point ? NO_TEXT.fault : null } }
    await this.partWith(await readStrangers(this.tx, this.key(), units), Number(point.seq))
    const { unseen: unknown, tracked } = await readRestless(this.tx, this.key(), { units, until: this.instant })
    const fresh = new Set(unknown)
    const looked = [...tracked, ...unknown.map((unit): Tracked => ({ unit, instance: unseen(this.instant), alert: null }))]
    const newest = await this.newestOf(looked.map(({ unit }) => unit))
    const told: Told[] = []
    const before = new Map(looked.map((one) => [one.unit, textOf(one)]))
    for (const one of looked) told.push(...(await this.look(one, { last: newest.get(one.unit) ?? null, isFresh: fresh.has(one.unit) })))
    await this.parts.book.write(told, { point, frame, fault: null })
    await writeInstances(this.tx, this.key(), looked.filter((one) => fresh.has(one.unit) || before.get(one.unit) !== textOf(one)))
    return { isAll: true, stand: { seq: board.seq, instant: Math.max(stand.instant, this.instant), fault: null } }
  }

  private async look(tracked: Tracked, { last, isFresh }: { last: number | null; isFresh: boolean }): Promise<Told[]> {
    const was = tracked.instance
    const deadline = (last ?? this.about.from) + this.withinMs
    const isSilent = this.instant >= deadline
    const at = isSilent && !isFresh ? Math.min(this.instant, Math.max(deadline, was.since)) : this.instant
    const before = was.anchor.isWell || was.anchor.stood === null ? await this.standingAt(isSilent ? last : null) : was.anchor.stood
    const seen = observe({ ...was, due: was.state === 'normal' ? null : was.due }, {
      seen: isSilent ? { kind: 'breach', isWell: false } : { kind: 'healed', isWell: true }, now: { seq: Number(this.about.board.seq), at }, before, timing: this.timing, needsHeight: false,
    })
    const anchored: Instance = isSilent ? { ...seen.instance, anchor: { isWell: false, stood: before } } : seen.instance
    const { instance, happened } = settle(anchored, { until: this.instant, seq: Number(this.about.board.seq) })
    tracked.instance = instance.state === 'normal' ? { ...instance, due: deadline > this.instant ? deadline : null } : instance
    return [...seen.happened, ...happened].map((happening) => ({ tracked, happening }))
  }

  /** Where the board stood when something came last. */
  private async standingAt(at: number | null): Promise<{ seq: number; at: number } | null> {
    return at === null ? null : { seq: Number((await readSeqAt(this.tx, this.about.board.id, at))?.seq ?? 0), at }
  }

  /** Of a source, when anything arrived last; of units, when their newest event happened. What is older than the period and the time allowed is silent in any case. */
  private async newestOf(units: readonly number[]): Promise<Map<number, number | null>> {
    const { condition: { type, source }, members, from } = this.about
    const since = Math.min(from, this.instant - this.withinMs - DAY_MS)
    if (source !== undefined) {
      const arrival = type === undefined ? await readArrival(this.tx, source) : await readArrivalOfType(this.tx, { units: members, type, source, since })
      return new Map(units.map((unit) => [unit, arrival]))
    }
    const rows = type === undefined ? await readNewest(this.tx, { units, since }) : await readNewestOfType(this.tx, { units, type, since })
    return new Map(rows.map(({ unit, at }) => [unit, at]))
  }

  private async partWith(strangers: readonly Tracked[], seq: number): Promise<void> {
    if (strangers.length === 0) return
    await this.parts.book.end(strangers, 'unit_left', { at: this.instant, seq })
    await removeInstances(this.tx, this.key(), strangers.map(({ unit }) => unit))
  }

  private key(): { watch: string; board: number } {
    return { watch: this.about.watch.id, board: this.about.board.id }
  }
}

/** What is stored of a unit, to know whether it has to be written. */
const textOf = ({ instance, alert }: Tracked): string => JSON.stringify([instance, alert])
