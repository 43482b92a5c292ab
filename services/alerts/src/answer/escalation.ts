import { readInstant } from '@tierline/boards/board/watermark.store'
import type { EscalationStep, Severity } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Clock } from '@tierline/platform/clock'
import type { Database, Transaction } from '@tierline/platform/database/database'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import type { Signal } from '@tierline/platform/signal/signal'
import type { WorkCalendar } from '@tierline/scoring'
import { giveNotices } from '../notice/give-notice.ts'
import { isLouder } from '../notice/quiet-time.ts'
import { addStep } from '../state/step.store.ts'
import { countDue, keepEscalation, lockDue, readChannelTitles } from './escalation.store.ts'
import type { DueAlert } from './escalation.store.ts'
import { SEVERITY_WORDS } from './history/alert-words.ts'

/** What it works with. */
export interface EscalationParts {
  db: Database
  signal: Signal
  calendar: WorkCalendar
  /** The machine's time, by which messages are sent; that an escalation is due is said by the stored clock alone. */
  wall: Clock
}

/** Alerts of one transaction. */
const BATCH = 50
/** So long an escalation waits for a watch that has fallen behind; one that cannot look at all must not keep it for ever. By the machine's time. */
const PATIENCE_MS = 60_000
const MINUTE_MS = 60_000

/**
 * Tells further channels of alerts that nobody has acknowledged in time. Each step of an alert's escalation is taken once, however many processes look:
 * the row is locked, and step, notices and the next due instant are written together; a crash before the commit leaves it due.
 */
export class Escalation {
  /** Since when something is due that waits for its watch, by the machine's time. */
  private waitsSince: number | null = null

  constructor(private readonly parts: EscalationParts) {}

  /** Takes every step that is due by the stored clock; returns how many. */
  async pass(): Promise<number> {
    const { db, wall } = this.parts
    const isPatient = this.waitsSince === null || wall.now() - this.waitsSince < PATIENCE_MS
    let taken = 0
    for (let batch = -1; batch !== 0;) {
      batch = await this.takeSome(isPatient)
      taken += batch
    }
    this.waitsSince = (await countDue(db)) > 0 ? this.waitsSince ?? wall.now() : null
    return taken
  }

  private async takeSome(isPatient: boolean): Promise<number> {
    const { db, signal } = this.parts
    const { due, revision } = await db.transaction(async (tx) => {
      const instant = await readInstant(tx)
      const locked = instant === null ? [] : await lockDue(tx, instant, { limit: BATCH, isPatient })
      for (const alert of locked) await this.take(tx, alert, instant ?? 0)
      return { due: locked.length, revision: locked.length > 0 ? await raiseRevision(tx, 'alert') : null }
    })
    if (revision !== null) signal.publish('alert', revision)
    return due
  }

  private async take(tx: Transaction, due: DueAlert, instant: number): Promise<void> {
    const { calendar, wall } = this.parts
    const alert = Number(due.id)
    const step = due.steps[due.escalations]
    // A watch that has lost its steps: nothing is due any more.
    if (!step) return await keepEscalation(tx, alert, { escalations: due.escalations, next: null, severity: due.severity })
    const severity = raised(due.severity, step.severity)
    const escalations = due.escalations + 1
    await keepEscalation(tx, alert, { escalations, next: nextAt(due), severity })
    const text = wordsOf(step, { escalations, isRaised: severity !== due.severity, titles: await readChannelTitles(tx, step.channels) })
    const written = await addStep(tx, { alert, at: instant, kind: 'escalated', by: null, text })
    await giveNotices(tx, [{ alert, board: due.board, step: written, severity, channels: step.channels, quiet: due.quiet, calendar, now: wall.now() }])
  }
}

/** The minutes of every step count from the firing. */
function nextAt({ fired_at: firedAt, escalations, steps }: DueAlert): number | null {
  const next = steps[escalations + 1]
  return next === undefined ? null : firedAt + next.afterMinutes * MINUTE_MS
}

/** An escalation never makes an alert quieter. */
const raised = (severity: Severity, to: Severity | undefined): Severity => (to !== undefined && isLouder(to, severity) ? to : severity)

function wordsOf({ afterMinutes, channels, severity }: EscalationStep, { escalations, isRaised, titles }: { escalations: number; isRaised: boolean; titles: ReadonlyMap<string, Bilingual> }): Bilingual {
  const names = (lang: keyof Bilingual): string[] => channels.map((id) => titles.get(id)?.[lang] ?? id)
  const word = severity === undefined || !isRaised ? null : SEVERITY_WORDS[severity]
  return {
    zh: `${afterMinutes}分钟内无人签收，第${escalations}次升级，通知：${names('zh').join('、')}${word ? `；级别升为${word.zh}` : ''}`,
    en: `Not acknowledged within ${afterMinutes} minutes: escalation ${escalations}, told ${names('en').join(', ')}${word ? `; severity raised to ${word.en.toLowerCase()}` : ''}`,
  }
}
