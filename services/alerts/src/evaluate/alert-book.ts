import type { SeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { AlertEnd } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import type { Transaction } from '@tierline/platform/database/database'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import type { WorkCalendar } from '@tierline/scoring'
import type { Frame } from '../condition/frame.ts'
import type { SeenUnit } from '../condition/observation.ts'
import { figureWords } from '../condition/words.ts'
import { giveNotices } from '../notice/give-notice.ts'
import type { GivenNotice } from '../notice/give-notice.ts'
import { addAlerts, citeSeqs, moveAlerts, readEscalated } from '../state/alert.store.ts'
import type { AlertMove } from '../state/alert.store.ts'
import type { Happening, HappeningKind } from '../state/instance.ts'
import type { Tracked } from '../state/instance.store.ts'
import { muteOthers, readMuters, unmuteOthers } from '../state/muting.store.ts'
import { endText, stepText } from '../state/step-words.ts'
import { addSteps } from '../state/step.store.ts'
import type { NewStep } from '../state/step.store.ts'
import type { Freezer } from './freeze/freezer.ts'
import type { ActiveWatch, WatchedBoard } from './stand.store.ts'

/** What happened to a unit, and what is known of it. */
export interface Told {
  tracked: Tracked
  happening: Happening
}

/** The board of a happening; the fault where it could not be looked at. */
export interface BookPlace {
  point: SeqPoint
  frame: Frame | null
  fault: Bilingual | null
}

export interface BookParts {
  freezer: Freezer
  calendar: WorkCalendar
  /** The machine's time, epoch ms. */
  now: number
}

const MINUTE_MS = 60_000

/** Kinds of which channels hear; the rest is in the alert's own story. */
const SENT: ReadonlySet<HappeningKind> = new Set(['fired', 'recovered', 'no_data', 'error'])

/** Writes what happened under one watch on one board into alerts, steps and notices; all of it in the transaction that moves the stand. */
export class AlertBook {
  private readonly notices: GivenNotice[] = []
  private readonly firedAlerts: number[] = []
  private readonly endedAlerts: number[] = []
  private isTouched = false

  constructor(private readonly tx: Transaction, private readonly about: { watch: ActiveWatch; board: WatchedBoard }, private readonly parts: BookParts) {}

  /** What happened at one seq, in order; those that fire get their alert's number. */
  async write(told: readonly Told[], place: BookPlace): Promise<void> {
    if (told.length === 0) return
    this.isTouched = true
    const seen = place.frame ? await this.parts.freezer.see(this.tx, { board: this.about.board, point: place.point }, told.map(({ tracked }) => tracked.unit)) : new Map<number, SeenUnit>()
    await this.fire(told.filter(({ happening }) => happening.kind === 'fired'), place, seen)
    await this.move(told.filter(({ happening }) => happening.kind !== 'fired'), place, seen)
  }

  /** Alerts that end without a recovery, and why. */
  async end(tracked: readonly Tracked[], ended: Exclude<AlertEnd, 'recovered'>, { at, seq }: { at: number; seq: number }): Promise<void> {
    const open = tracked.flatMap(({ alert }) => (alert === null ? [] : [alert]))
    if (open.length === 0) return
    this.isTouched = true
    await moveAlerts(this.tx, open.map((alert) => ({ alert, state: null, since: at, ended })))
    await this.tell(open.map((alert) => ({ alert, at, kind: 'ended', by: null, text: endText(ended), seq })), true)
    this.endedAlerts.push(...open)
    for (const unit of tracked) unit.alert = null
  }

  /** Gives notice of everything; returns what a signal about alerts carries, null where nothing happened. To be called last in the transaction. */
  async close(): Promise<string | null> {
    if (!this.isTouched) return null
    if (this.firedAlerts.length > 0) await muteOthers(this.tx, this.firedAlerts)
    for (const { alert, board, step, severity, body } of this.endedAlerts.length > 0 ? await unmuteOthers(this.tx, this.endedAlerts) : []) {
      this.notices.push({ alert, board, step, severity, channels: body.channels, quiet: body.quiet ?? null, calendar: this.parts.calendar, now: this.parts.now })
    }
    await giveNotices(this.tx, await this.heardByAll())
    return await raiseRevision(this.tx, 'alert')
  }

  /** Whoever an escalation has told hears how it goes on, as loud as it has become. */
  private async heardByAll(): Promise<GivenNotice[]> {
    const { id, body } = this.about.watch
    if (body.escalation.length === 0) return this.notices
    const escalated = await readEscalated(this.tx, id, this.notices.map(({ alert }) => alert))
    return this.notices.map((notice) => {
      const taken = escalated.get(notice.alert)
      return taken ? { ...notice, severity: taken.severity, channels: [...notice.channels, ...body.escalation.slice(0, taken.escalations).flatMap(({ channels }) => channels)] } : notice
    })
  }

  private async fire(told: readonly Told[], { point, frame }: BookPlace, seen: ReadonlyMap<number, SeenUnit>): Promise<void> {
    if (told.length === 0 || !frame) return
    const { watch: { id, version, body }, board } = this.about
    const firing = told.map(({ tracked: { unit, instance }, happening }) => ({ unit, stood: instance.anchor.stood, at: happening.moment.at }))
    const [facts, muters] = [
      await this.parts.freezer.freeze(this.tx, { ...this.about, point, frame }, { firing, seen }),
      new Map((await readMuters(this.tx, { watches: body.mutedBy, group: board.group_id, units: firing.map(({ unit }) => unit) })).map(({ unit, alert }) => [unit, alert])),
    ]
    const [first] = body.escalation
    const alerts = firing.flatMap(({ unit, at }) => {
      const frozen = facts.get(unit)
      return frozen ? [{ unit, since: at, firedAt: at, escalatesAt: first ? at + first.afterMinutes * MINUTE_MS : null, mutedBy: muters.get(unit) ?? null, facts: frozen }] : []
    })
    const ids = await addAlerts(this.tx, { watch: id, version, board: board.id, severity: body.severity }, alerts)
    for (const [at, { tracked }] of told.entries()) tracked.alert = ids[at] ?? null
    await citeSeqs(this.tx, board.id, alerts.flatMap(({ facts: { seq, since } }) => [seq, ...(since ? [since.seq] : [])]))
    await this.tell(alerts.flatMap(({ firedAt, facts: { text, seq } }, at): NewStep[] => {
      const alert = ids[at]
      return alert === undefined ? [] : [{ alert, at: firedAt, kind: 'fired', by: null, text, seq }]
    }), true)
    this.firedAlerts.push(...ids)
  }

  private async move(told: readonly Told[], { point, frame, fault }: BookPlace, seen: ReadonlyMap<number, SeenUnit>): Promise<void> {
    const { body } = this.about.watch
    const moves: AlertMove[] = []
    const steps: NewStep[] = []
    for (const { tracked, happening: { kind, moment } } of told) {
      if (tracked.alert === null || kind === 'fired') continue
      const unit = seen.get(tracked.unit)
      const figure = frame && unit && body.condition.kind !== 'missing_reporter' ? figureWords(body.condition, frame, unit) : null
      moves.push({ alert: tracked.alert, state: STATE_AFTER[kind], since: moment.at, ended: kind === 'recovered' ? 'recovered' : null })
      steps.push({ alert: tracked.alert, at: moment.at, kind, by: null, text: stepText(kind, { figure, fault, keepMinutes: body.keepFiringMinutes }), seq: Number(point.seq) })
      if (kind !== 'recovered') continue
      this.endedAlerts.push(tracked.alert)
      tracked.alert = null
    }
    await moveAlerts(this.tx, moves)
    await this.tell(steps.filter(({ kind }) => SENT.has(kind as HappeningKind)), true)
    await this.tell(steps.filter(({ kind }) => !SENT.has(kind as HappeningKind)), false)
  }

  private async tell(steps: readonly NewStep[], isSent: boolean): Promise<void> {
    const ids = await addSteps(this.tx, steps)
    if (!isSent) return
    const { watch: { body: { severity, channels, quiet } }, board } = this.about
    this.notices.push(...steps.flatMap(({ alert }, at): GivenNotice[] => {
      const step = ids[at]
      return step === undefined ? [] : [{ alert, board: board.id, step, severity, channels, quiet: quiet ?? null, calendar: this.parts.calendar, now: this.parts.now }]
    }))
  }
}

const STATE_AFTER = { recovering: 'recovering', fired_again: 'alerting', data_back: 'alerting', recovered: 'normal', no_data: 'no_data', error: 'error' } as const
