import { firstKnown } from '@tierline/boards/board/movement.store'
import { isoOf, readInstant } from '@tierline/boards/board/watermark.store'
import { readSeqAt, readSeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { PreviewedAlert, PreviewRequest, WatchPreview } from '@tierline/contracts/alert/watch'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { BoardTurn } from '../evaluate/board-turn.ts'
import { Freezer } from '../evaluate/freeze/freezer.ts'
import { SeqViews } from '../evaluate/freeze/seq-views.ts'
import { readInstants } from '../evaluate/newest.store.ts'
import { Baselines } from '../evaluate/read/baselines.ts'
import { Frames } from '../evaluate/read/frames.ts'
import { Walks } from '../evaluate/read/walks.ts'
import { periodSpan, runningPeriod } from '../evaluate/running-period.ts'
import { readWatchedBoards } from '../evaluate/stand.store.ts'
import type { ActiveWatch, Stand, WatchedBoard } from '../evaluate/stand.store.ts'
import type { Watches } from '../watch/watches.ts'
import { PreviewBook, PreviewShelf } from './preview-book.ts'
import { countSeqs } from './preview.store.ts'
import { silenceStory } from './silence-story.ts'

/** So many alerts are listed. */
const MOST_LISTED = 500
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A board with the part of the asked time in which it ran. */
interface PreviewedBoard {
  watch: ActiveWatch
  board: WatchedBoard
  from: number
  until: number
}

/** Says what a watch would have done over stored history, and writes nothing. */
export class Previews {
  private readonly frames: Frames

  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics, private readonly watches: Watches) {
    this.frames = new Frames(rubrics)
  }

  /** A 422 names every fault of the watch. */
  async of({ watch: body, from: fromText, until: untilText }: PreviewRequest): Promise<WatchPreview> {
    const { db } = this.platform
    const [from, until] = [Date.parse(fromText), Math.min(Date.parse(untilText), (await readInstant(db)) ?? this.platform.clock.now())]
    await this.refuse(body, { from, until, fromText, untilText })
    const watch: ActiveWatch = { id: body.id, version: 0, body, entered_at: from }
    const boards = (await readWatchedBoards(db, [body.rubric])).flatMap((board): PreviewedBoard[] => (board.group_id === body.group ? runsOf(watch, board, { from, until }) : [])).sort((a, b) => a.from - b.from)
    const alerts: PreviewedAlert[] = []
    let [seqs, historyFrom] = [0, Infinity]
    for (const one of boards) {
      alerts.push(...(body.condition.kind === 'missing_reporter' ? await this.silent(one) : await this.walk(one)))
      seqs += await countSeqs(db, one.board.id, one)
      historyFrom = Math.min(historyFrom, (await firstKnown(db, one.board.id)) ?? Infinity)
    }
    alerts.sort((a, b) => (a.firedAt < b.firedAt ? -1 : a.firedAt > b.firedAt ? 1 : 0))
    const units = new Set(alerts.map(({ unit }) => unit)).size
    return {
      from: isoOf(from), until: isoOf(until), alerts: alerts.slice(0, MOST_LISTED), total: alerts.length, seqs, historyFrom: Number.isFinite(historyFrom) ? isoOf(historyFrom) : null,
      text: verdict({ total: alerts.length, units, hasHistory: boards.length > 0, isShort: historyFrom > from }),
    }
  }

  /** The fold of the loop, over the seqs of a board, into memory. */
  private async walk({ watch, board, from, until }: PreviewedBoard): Promise<PreviewedAlert[]> {
    const { db, directory } = this.platform
    const baselines = new Baselines()
    const book = new PreviewBook(db, { watch, board }, { freezer: new Freezer({ views: new SeqViews(this.rubrics, directory), baselines, directory }), directory })
    const parts = { frames: this.frames, baselines, walks: new Walks(), shelf: new PreviewShelf(), book }
    const first = await readSeqAt(db, board.id, from)
    const isRunning = first !== null && first.at >= periodSpan(board.period, from).from
    const { units } = watch.body
    const scope = units ? new Set(units.flatMap((text) => directory.unitByCodeOrAlias(text)?.id ?? [])) : null
    let stand: Stand = { seq: first ? (isRunning ? first.seq - 1n : first.seq) : 0n, instant: from, fault: null }
    for (let [isAll, isFresh] = [false, true]; !isAll; isFresh = false) {
      const turned = await new BoardTurn(db, { watch, board, stand, isFresh, scope, instant: until, until }, parts).run()
      stand = turned.stand
      isAll = turned.isAll
    }
    return book.alerts
  }

  /** Silence is found in the instants of events; a board is needed for its titles only. */
  private async silent({ watch, board, from, until }: PreviewedBoard): Promise<PreviewedAlert[]> {
    const { db, directory } = this.platform
    const { condition, holdMinutes, keepFiringMinutes, units: named } = watch.body
    const point = await readSeqPoint(db, board.id, board.seq)
    if (condition.kind !== 'missing_reporter' || !point) return []
    const members = directory.group(board.group_id)?.units ?? []
    const units = named ? members.filter(({ id }) => named.some((text) => directory.unitByCodeOrAlias(text)?.id === id)) : members
    const withinMs = condition.withinMinutes * MINUTE_MS
    const asked = condition.source === undefined ? units : members
    const rows = await readInstants(db, { units: asked.map(({ id }) => id), type: condition.type ?? null, source: condition.source ?? null, since: Math.min(periodSpan(board.period, from).from, from - withinMs - DAY_MS), from, until })
    const timesOf = (row: (typeof rows)[number]): number[] => [...(row.before === null ? [] : [row.before]), ...row.times]
    const ofSource = condition.source === undefined ? null : rows.flatMap(timesOf).sort((a, b) => a - b)
    const book = new PreviewBook(db, { watch, board }, { freezer: new Freezer({ views: new SeqViews(this.rubrics, directory), baselines: new Baselines(), directory }), directory })
    const frame = await this.frames.at(board, point.rubric_hash, point.at)
    for (const { id } of units) {
      const times = ofSource ?? rows.filter(({ unit }) => unit === id).flatMap(timesOf)
      const tracked = { unit: id, instance: { state: 'normal', since: from, due: null, anchor: { isWell: false, stood: null }, isOpen: false }, alert: null } as Parameters<PreviewBook['write']>[0][number]['tracked']
      for (const { happening, stood } of silenceStory({ times, from, until, withinMs, timing: { holdMs: holdMinutes * MINUTE_MS, keepMs: keepFiringMinutes * MINUTE_MS } })) {
        tracked.instance = { ...tracked.instance, anchor: { isWell: false, stood: stood === null ? null : { seq: 0, at: stood } } }
        await book.write([{ tracked, happening }], { point, frame, fault: null })
      }
    }
    return book.alerts
  }

  private async refuse(body: PreviewRequest['watch'], { from, until, fromText, untilText }: { from: number; until: number; fromText: string; untilText: string }): Promise<void> {
    // A preview is often asked for before its channels are entered.
    const faults = (await this.watches.faultsOf(body)).filter(({ path }) => !/channels\[\d+\]$/.test(path))
    if (from >= until) faults.push({ path: 'from', found: fromText, expected: `an instant before until (${untilText}) and before now`, mend: 'Ask for a time that is over.' })
    if (faults.length === 0) return
    throw new ProblemError(422, 'wrong_watch', { title: 'The watch cannot be previewed', detail: faults.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`).join('; '), faults })
  }
}

/** The parts of a time in which a board of the watch's kind ran; a year to date runs once each year. */
function runsOf(watch: ActiveWatch, board: WatchedBoard, { from, until }: { from: number; until: number }): PreviewedBoard[] {
  const runs: PreviewedBoard[] = []
  for (let at = from; at < until;) {
    const span = periodSpan(board.period, at)
    if (span.until <= at || span.from >= until) break
    const begin = Math.max(at, span.from)
    if (runningPeriod(watch.body.period, begin) !== board.period) break
    runs.push({ watch, board, from: begin, until: Math.min(until, span.until) })
    at = span.until
  }
  return runs
}

function verdict({ total, units, hasHistory, isShort }: { total: number; units: number; hasHistory: boolean; isShort: boolean }): WatchPreview['text'] {
  if (!hasHistory) return { zh: '该时段内没有榜单记录，无法试算。', en: 'There is no board of that time, so nothing can be said.' }
  const said = total === 0 ? { zh: '按此规则，该时段内不会触发预警。', en: 'It would not have fired in that time.' }
    : { zh: `按此规则，该时段内会触发 ${total} 次，涉及 ${units} 个单位。`, en: `It would have fired ${total === 1 ? 'once' : `${total} times`} in that time, about ${units === 1 ? 'one unit' : `${units} units`}.` }
  return isShort ? { zh: `${said.zh}更早的榜单没有记录。`, en: `${said.en} Earlier boards were not kept.` } : said
}
