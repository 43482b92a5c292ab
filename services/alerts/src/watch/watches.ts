import { readInstant } from '@tierline/boards/board/watermark.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Watch, WatchBody, WatchChange, WatchList, WatchRemoval } from '@tierline/contracts/alert/watch'
import type { Fault } from '@tierline/contracts/problem'
import { WallClock } from '@tierline/platform/clock'
import { isRetryable } from '@tierline/platform/database/database-errors'
import type { Transaction } from '@tierline/platform/database/database'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { NamedText } from '@tierline/platform/folder/rules-folder'
import type { Platform } from '@tierline/platform/platform'
import { holdRevision, raiseRevision } from '@tierline/platform/signal/revision.store'
import type { RevisedTopic } from '@tierline/platform/signal/signal'
import { dayNumber, dayText, readCalendars, storedRubric, versionToday } from '@tierline/scoring'
import type { Rubric, WorkCalendar } from '@tierline/scoring'
import { readWatchedBoards } from '../evaluate/stand.store.ts'
import { runningBoard } from './board/running-board.ts'
import { endWatch } from './end-watch.ts'
import type { EndAbout } from './end-watch.ts'
import { lintWatch } from './lint-watch.ts'
import type { WatchContext } from './lint-watch.ts'
import { readWatchFiles } from './read-watch-files.ts'
import type { FiledWatch, FilePlace } from './read-watch-files.ts'
import { isSameBody, shownWatch } from './shown-watch.ts'
import { countStates, lockWatches, moveWatch, readChannelIds, readFaults, readWatches, removeWatch, writeWatch } from './watch.store.ts'
import type { StoredWatch, WrittenWatch } from './watch.store.ts'

/** The watches that are kept: those of files and those that were entered. */
export class Watches {
  private readonly machine = new WallClock()
  private calendar: WorkCalendar | null = null
  /** Where each watch of a file stands, as the files were brought. */
  private places: ReadonlyMap<string, FilePlace> = new Map()

  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  async list(): Promise<WatchList> {
    const { db, directory, clock } = this.platform
    const [stored, counts, faults, channels, rubrics, storedInstant] = await Promise.all([readWatches(db), countStates(db), readFaults(db), readChannelIds(db), this.rubrics.active(), readInstant(db)])
    const instant = storedInstant ?? clock.now()
    const boards = await readWatchedBoards(db, [...new Set(stored.map(({ body }) => body.rubric))])
    const day = dayText(dayNumber(clock.now()))
    const today = this.today(rubrics)
    return { watches: stored.map((watch) => {
      const running = runningBoard(watch.body, { rubrics, directory, instant })
      const hasBoard = boards.some(({ rubric, group_id: group, period, seq }) => seq > 0n && rubric === running.key.rubric && group === running.key.group && period === running.key.period)
      return shownWatch(watch, { counts, fault: faults.get(watch.id) ?? null, channels, day, rubric: today.get(watch.body.rubric) ?? null, running, hasBoard, place: this.placeOf(watch), directory })
    }) }
  }

  /** A 404 names the watches that there are. */
  async read(id: string): Promise<Watch> {
    const { watches } = await this.list()
    const found = watches.find(({ watch }) => watch.id === id)
    if (found) return found
    throw notFound('watch', id, watches.length > 0 ? `There are: ${watches.map(({ watch }) => watch.id).join(', ')}.` : 'None was entered yet.')
  }

  /** Enters or changes a watch; a 422 with every fault where it cannot be, a 409 where it stands in a file. A change resets its instances; the same watch once more changes nothing. */
  async put(id: string, { watch: body, by, reason }: WatchChange): Promise<Watch> {
    const faults = await this.faultsOf(body)
    if (body.id !== id) faults.unshift({ path: 'watch.id', found: JSON.stringify(body.id), expected: `${JSON.stringify(id)}, as in the address`, mend: 'Make both the same; another id is another watch.' })
    refuse(faults)
    await this.change(async (tx, at) => {
      const known = (await lockWatches(tx, [id])).get(id)
      this.refuseFiled(known)
      return await this.write(tx, known, { body, origin: 'entered', by, at, reason })
    })
    return await this.read(id)
  }

  /** Its open alerts end as `watch_removed`. */
  async remove(id: string, { by, reason }: WatchRemoval): Promise<void> {
    await this.read(id)
    await this.change(async (tx, at) => {
      const known = (await lockWatches(tx, [id])).get(id)
      this.refuseFiled(known)
      return known && known.removed_at === null ? await this.takeAway(tx, known, { by, at, reason }) : []
    })
  }

  /** Every fault of a watch that fits the contract. */
  async faultsOf(body: WatchBody): Promise<Fault[]> {
    const watches = new Set([body.id, ...(await readWatches(this.platform.db)).map(({ id }) => id)])
    return lintWatch(body, { ...this.context(await this.inForce()), channels: await readChannelIds(this.platform.db), watches }, 'watch')
  }

  /**
   * Brings the watches of the rules folder; a fault in one refuses all, and the error names every fault of every file. To be called before the loop starts.
   * Channels are entered while the program runs, so one that is missing stops no start: the watch says so. A watch that is in no file any more is removed.
   */
  async load(texts: readonly NamedText[] = this.platform.rules.watches): Promise<void> {
    const entered = (await readWatches(this.platform.db)).filter(({ origin }) => origin === 'entered').map(({ id }) => id)
    const rubrics = texts.length > 0 ? new Map([...(await this.inForce()), ...this.ofFolder()]) : new Map<string, Rubric>()
    const filed = readWatchFiles(texts, { ...this.context(rubrics), channels: null, watches: new Set(entered) })
    await this.change(async (tx, at) => await this.bring(tx, filed, at))
    this.places = new Map(filed.map(({ body, file, at }) => [body.id, { file, at }]))
  }

  private async bring(tx: Transaction, filed: readonly FiledWatch[], at: number): Promise<Raised[]> {
    const ids = new Set(filed.map(({ body }) => body.id))
    const gone = (await readWatches(tx)).filter(({ id, origin }) => origin === 'file' && !ids.has(id))
    const known = await lockWatches(tx, [...ids, ...gone.map(({ id }) => id)])
    const raised: Raised[] = []
    for (const { body, by, file } of filed) {
      const before = known.get(body.id)
      const reason = `文件 ${file}`
      const stands = before && before.origin === 'file' && before.removed_at === null && isSameBody(before.body, body)
      if (!stands) raised.push(...(await this.write(tx, before, { body, origin: 'file', by, at, reason })))
      else if (before.reason !== reason) await moveWatch(tx, body.id, reason)
    }
    for (const watch of gone) raised.push(...(await this.takeAway(tx, watch, { by: watch.entered_by, at, reason: '规则文件中已无此预警' })))
    return raised
  }

  private async write(tx: Transaction, known: StoredWatch | undefined, written: WrittenWatch): Promise<Raised[]> {
    const stands = known !== undefined && known.removed_at === null
    if (stands && known.origin === written.origin && isSameBody(known.body, written.body)) return []
    await writeWatch(tx, (known?.version ?? 0) + 1, written)
    const alerts = stands ? await endWatch(tx, known, this.ending('watch_changed', written)) : null
    return raisedBy(await raiseRevision(tx, 'watch'), alerts)
  }

  private async takeAway(tx: Transaction, watch: StoredWatch, about: { by: string; at: number; reason: string }): Promise<Raised[]> {
    await removeWatch(tx, { id: watch.id, version: watch.version + 1 }, about)
    const alerts = await endWatch(tx, watch, this.ending('watch_removed', about))
    return raisedBy(await raiseRevision(tx, 'watch'), alerts)
  }

  private placeOf({ id, origin }: Pick<StoredWatch, 'id' | 'origin'>): FilePlace | null {
    return origin === 'file' ? this.places.get(id) ?? null : null
  }

  private refuseFiled(known: StoredWatch | undefined): void {
    if (known?.origin !== 'file' || known.removed_at !== null) return
    const place = this.placeOf(known)
    throw new ProblemError(409, 'watch_in_file', { title: 'The watch stands in a file', detail: `${known.id} comes from the rules folder (${place ? `${place.file}: ${place.at}` : known.reason}). Change it there and start again, or enter one with another id.` })
  }

  private ending(ended: EndAbout['ended'], { by, reason, at }: { by: string; reason: string; at: number }): EndAbout {
    return { ended, by, reason, at, now: this.machine.now(), calendar: (this.calendar ??= readCalendars(this.platform.rules.calendars)) }
  }

  /** One writer after the other; whoever listens hears of it once it is committed. */
  private async change(work: (tx: Transaction, at: number) => Promise<Raised[]>): Promise<void> {
    const attempt = (): Promise<Raised[]> => this.platform.db.transaction(async (tx) => {
      await holdRevision(tx, 'watch')
      return await work(tx, (await readInstant(tx)) ?? this.platform.clock.now())
    })
    // It may collide with a look that mutes the same alerts; the second time it comes after that.
    const raised = await attempt().catch((error: unknown) => (isRetryable(error) ? attempt() : Promise.reject(error as Error)))
    for (const { topic, payload } of raised) this.platform.signal.publish(topic, payload)
  }

  private context(rubrics: ReadonlyMap<string, Rubric>): Pick<WatchContext, 'rubrics' | 'directory' | 'types'> {
    const { directory, rules } = this.platform
    return { rubrics, directory, types: new Set(Object.keys(rules.catalogue.types)) }
  }

  private async inForce(): Promise<Map<string, Rubric>> {
    return this.today(await this.rubrics.active())
  }

  /** At the first start the scoring may not have stored the rubrics yet, so watches of files are held against those that lie beside them. */
  private ofFolder(): Map<string, Rubric> {
    return this.today(this.platform.rules.rubrics.flatMap(({ name, text }) => {
      const read = storedRubric(text, name)
      return 'rubric' in read ? [read.rubric] : []
    }))
  }

  private today(rubrics: readonly Rubric[]): Map<string, Rubric> {
    return new Map([...new Set(rubrics.map(({ id }) => id))].flatMap((id) => {
      const rubric = versionToday(rubrics, id, this.platform.clock.now())
      return rubric ? [[id, rubric] as const] : []
    }))
  }
}

/** A revision that was raised, to be published after the commit. */
interface Raised {
  topic: RevisedTopic
  payload: string
}

const raisedBy = (watch: string, alerts: string | null): Raised[] => [{ topic: 'watch', payload: watch }, ...(alerts === null ? [] : [{ topic: 'alert', payload: alerts } as const])]

function refuse(faults: Fault[]): void {
  if (faults.length === 0) return
  throw new ProblemError(422, 'wrong_watch', { title: 'The watch cannot be used', detail: faults.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`).join('; '), faults })
}
