import { isoOf, readInstant } from '@tierline/boards/board/watermark.store'
import type { Acknowledgement, AlertNote, AlertStep } from '@tierline/contracts/alert/alert'
import type { Transaction } from '@tierline/platform/database/database'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { addStep } from '../state/step.store.ts'
import { keepAcknowledgement, lockAlert } from './answer.store.ts'
import { alertNumber, noAlert } from './list/alert-number.ts'

/** What people answer to alerts: acknowledgements (签收) and notes. Each is a step with the name, by the stored clock. */
export class Answers {
  constructor(private readonly platform: Pick<Platform, 'db' | 'clock' | 'signal'>) {}

  /** Once an alert, also after its end; a second one is a 409 that says who was first. */
  async acknowledge(id: string, { by, reason }: Acknowledgement): Promise<void> {
    await this.answer(id, async (tx, { alert, at, acknowledged }) => {
      if (acknowledged) throw alreadyAcknowledged(alert, acknowledged)
      await keepAcknowledgement(tx, alert, { by, at: isoOf(at), reason })
      return { kind: 'acknowledged', by, text: { zh: `${by}签收：${reason}`, en: `Acknowledged by ${by}: ${reason}` } }
    })
  }

  async note(id: string, { by, text }: AlertNote): Promise<void> {
    await this.answer(id, () => Promise.resolve({ kind: 'note', by, text: { zh: text, en: text } }))
  }

  private async answer(id: string, answerWith: (tx: Transaction, held: { alert: number; at: number; acknowledged: { by: string; at: string } | null }) => Promise<Pick<AlertStep, 'kind' | 'by' | 'text'>>): Promise<void> {
    const { db, clock, signal } = this.platform
    const alert = alertNumber(id)
    const revision = await db.transaction(async (tx) => {
      const held = alert === null ? null : await lockAlert(tx, alert)
      if (alert === null || held === null) throw noAlert(id)
      const at = await readInstant(tx) ?? clock.now()
      await addStep(tx, { alert, at, ...await answerWith(tx, { alert, at, ...held }) })
      return await raiseRevision(tx, 'alert')
    })
    signal.publish('alert', revision)
  }
}

function alreadyAcknowledged(alert: number, { by, at }: { by: string; at: string }): ProblemError {
  return new ProblemError(409, 'already_acknowledged', {
    title: 'The alert is acknowledged already',
    detail: `Alert ${alert}: found an acknowledgement by ${by} at ${at}, expected none: who was first stands. Add a note (POST /v1/alerts/${alert}/notes) instead.`,
  })
}
