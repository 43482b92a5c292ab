import { readSeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { SeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { WalkedSeq } from '@tierline/boards/past/seq-walk'
import type { AlertEnd } from '@tierline/contracts/alert/alert'
import type { Statements } from '@tierline/platform/database/database'
import type { SeenRow, SeenUnit } from '../condition/observation.ts'
import { looksAtPlaces } from '../condition/words.ts'
import { observe, settle } from '../state/fold.ts'
import { unseen } from '../state/instance.ts'
import type { Folded, Moment, Timing } from '../state/instance.ts'
import type { Tracked } from '../state/instance.store.ts'
import type { BookPlace, Told } from './alert-book.ts'
import type { Baselines } from './read/baselines.ts'
import type { Frames } from './read/frames.ts'
import { regimeAt } from './read/regimes.ts'
import type { Regime } from './read/regimes.ts'
import type { ActiveWatch, Stand, WatchedBoard } from './stand.store.ts'
import { MOST_SEQS } from './read/walks.ts'
import type { Walks } from './read/walks.ts'

/** One look of a watch at a board. */
export interface TurnAbout {
  watch: ActiveWatch
  board: WatchedBoard
  stand: Stand
  /** Nothing was looked at before: the first seq is looked at whole. */
  isFresh: boolean
  /** Units that the watch is about; null: all of the board. */
  scope: ReadonlySet<number> | null
  /** The stored clock, epoch ms. */
  instant: number
  /** The end of the board's period. */
  until: number
}

export interface TurnParts {
  frames: Frames
  baselines: Baselines
  walks: Walks
}

/** Where a turn finds what is known of units, and where it leaves it. */
export interface InstanceShelf {
  /** Of these units, and of all that the clock moves by an instant. */
  some(units: readonly number[], until: number): Promise<Tracked[]>
  all(): Promise<Tracked[]>
  forget(units: readonly number[]): Promise<void>
  keep(tracked: readonly Tracked[]): Promise<void>
}

/** Where a turn tells what happened; who fires gets its alert's number there, and loses it where the alert ends. */
export interface TurnBook {
  write(told: readonly Told[], place: BookPlace): Promise<void>
  end(tracked: readonly Tracked[], ended: Exclude<AlertEnd, 'recovered'>, moment: Moment): Promise<void>
}

/** Where a turn has brought the stand; `isAll` where no seq of the period is left. */
export interface Turned {
  stand: Stand
  isAll: boolean
}

const MINUTE_MS = 60_000

/** Folds a board's seqs, then the clock, into what a watch knows of its units. It reads with the statements given, and writes only to the shelf and the book. */
export class BoardTurn {
  private readonly tracked = new Map<number, Tracked>()
  private readonly changed = new Set<number>()
  private readonly left = new Set<number>()
  private readonly timing: Timing
  private hasAll = false
  private last: { point: SeqPoint; regime: Regime } | null = null

  constructor(private readonly tx: Statements, private readonly about: TurnAbout, private readonly parts: TurnParts & { shelf: InstanceShelf; book: TurnBook }) {
    const { holdMinutes, keepFiringMinutes } = about.watch.body
    this.timing = { holdMs: holdMinutes * MINUTE_MS, keepMs: keepFiringMinutes * MINUTE_MS }
  }

  async run(): Promise<Turned> {
    const { watch, board, stand, instant, until, isFresh } = this.about
    const walked = await this.parts.walks.after(this.tx, { board: board.id, after: stand.seq, places: looksAtPlaces(watch.body), upTo: board.seq })
    const seqs = walked.filter(({ at }) => at < until)
    await this.load(seqs)
    if (!isFresh) await this.resume()
    for (const seq of seqs) await this.look(seq)
    const isAll = walked.length < MOST_SEQS || seqs.length < walked.length
    if (isAll) await this.settleBy(Math.min(instant, until))
    await this.save()
    const reached = Math.max(stand.instant, isAll ? Math.min(instant, until) : this.last?.point.at ?? 0)
    return { isAll, stand: { seq: seqs.at(-1)?.seq ?? stand.seq, instant: reached, fault: this.last ? this.last.regime.fault : stand.fault } }
  }

  /** Those that a seq or the clock may move. */
  private async load(seqs: readonly WalkedSeq<SeenRow>[]): Promise<void> {
    const units = [...new Set(seqs.flatMap(({ changed }) => [...changed.keys()]))]
    for (const tracked of await this.parts.shelf.some(units, Math.max(this.about.instant, ...seqs.map(({ at }) => at)))) this.tracked.set(tracked.unit, tracked)
  }

  /** The seq that was looked at last; where it is no longer kept, the next is looked at whole. */
  private async resume(): Promise<void> {
    const point = await readSeqPoint(this.tx, this.about.board.id, this.about.stand.seq)
    if (!point) return
    const regime = await regimeAt(this.parts.frames, this.about, point)
    this.last = { point, regime: point.seq === this.about.stand.seq ? regime : { ...regime, name: 'thinned away' } }
  }

  private async look(seq: WalkedSeq<SeenRow>): Promise<void> {
    const { board, stand, scope } = this.about
    const at = Math.max(seq.at, stand.instant)
    await this.settleBy(at)
    const regime = await regimeAt(this.parts.frames, this.about, seq)
    const isWhole = this.last?.regime.name !== regime.name
    const rows = isWhole ? await this.parts.walks.whole(this.tx, board.id, seq.seq) : seq.changed
    if (isWhole) await this.loadAll()
    const gone = [...this.tracked.keys()].filter((unit) => (isWhole ? !rows.has(unit) : rows.get(unit) === null))
    await this.leave(gone, { at, seq: Number(seq.seq) })
    const units = [...rows].flatMap(([unit, row]) => (row && (scope?.has(unit) ?? true) ? [{ unit, row }] : []))
    const told = await this.observeAll(units, { seq, at, regime })
    await this.parts.book.write(told, { point: seq, frame: regime.frame, fault: regime.fault })
    this.last = { point: seq, regime }
  }

  private async observeAll(units: readonly { unit: number; row: SeenRow }[], { seq, at, regime }: { seq: SeqPoint; at: number; regime: Regime }): Promise<Told[]> {
    const { watch: { body }, board, stand } = this.about
    const before: Moment = this.last ? { seq: Number(this.last.point.seq), at: this.last.point.at } : { seq: Number(stand.seq), at: stand.instant }
    const ranks = looksAtPlaces(body) ? await this.parts.baselines.of(this.tx, board.id, { units: units.map(({ unit }) => unit), instant: seq.at }) : null
    return units.flatMap(({ unit, row }) => {
      const seen: SeenUnit = { row, previousRank: ranks?.get(unit) ?? null }
      return this.fold(unit, at, (instance) => observe(instance, { seen: regime.judge(seen), now: { seq: Number(seq.seq), at }, before, timing: this.timing, needsHeight: body.condition.kind === 'tier_drop' }))
    })
  }

  /** Holds and keep-firings that are over by an instant, as the board stood then. */
  private async settleBy(instant: number): Promise<void> {
    const due = [...this.tracked.values()].filter(({ instance }) => instance.due !== null && instance.due <= instant).sort((a, b) => (a.instance.due ?? 0) - (b.instance.due ?? 0))
    if (due.length === 0 || !this.last) return
    const { point, regime } = this.last
    const told = due.flatMap(({ unit }) => this.fold(unit, instant, (instance) => settle(instance, { until: instant, seq: Number(point.seq) })))
    await this.parts.book.write(told, { point, frame: regime.frame, fault: regime.fault })
  }

  private fold(unit: number, at: number, by: (was: Tracked['instance']) => Folded): Told[] {
    const known = this.tracked.get(unit)
    const tracked = known ?? { unit, instance: unseen(at), alert: null }
    const { instance, happened } = by(tracked.instance)
    if (known && instance === known.instance && happened.length === 0) return []
    tracked.instance = instance
    this.tracked.set(unit, tracked)
    this.changed.add(unit)
    this.left.delete(unit)
    return happened.map((happening) => ({ tracked, happening }))
  }

  private async leave(units: readonly number[], moment: Moment): Promise<void> {
    const gone = units.flatMap((unit) => this.tracked.get(unit) ?? [])
    await this.parts.book.end(gone, 'unit_left', moment)
    for (const { unit } of gone) {
      this.tracked.delete(unit)
      this.changed.delete(unit)
      this.left.add(unit)
    }
  }

  private async loadAll(): Promise<void> {
    if (this.hasAll) return
    for (const tracked of await this.parts.shelf.all()) if (!this.tracked.has(tracked.unit) && !this.left.has(tracked.unit)) this.tracked.set(tracked.unit, tracked)
    this.hasAll = true
  }

  private async save(): Promise<void> {
    if (this.left.size > 0) await this.parts.shelf.forget([...this.left])
    await this.parts.shelf.keep([...this.changed].flatMap((unit) => this.tracked.get(unit) ?? []))
  }
}
