import { setTimeout as wait } from 'node:timers/promises'
import { readInstant } from '@tierline/boards/board/watermark.store'
import type { Bilingual } from '@tierline/contracts/text'
import type { Answer, OutMessage } from '@tierline/platform/channel/channel-adapter'
import { barChannel, readTarget, takeToken } from '@tierline/platform/channel/channel.store'
import type { StoredTarget } from '@tierline/platform/channel/channel.store'
import { LONGEST_CALL_MS } from '@tierline/platform/channel/outbound'
import type { Outbound } from '@tierline/platform/channel/outbound'
import type { Clock } from '@tierline/platform/clock'
import type { Transaction } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { Seal } from '@tierline/platform/seal'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { lockChannel } from '../notice/gather.store.ts'
import { languageWords } from '../notice/message-words.ts'
import { addSteps } from '../state/step.store.ts'
import type { OutboxMetrics } from './outbox-metrics.ts'
import { addDelivery, alertsOf, beginSending, countUnknown, endMessage, isStillOurs, lockAbandoned, lockNext, putBack } from './outbox.store.ts'
import type { Claimed } from './outbox.store.ts'
import { MOST_ATTEMPTS, MOST_UNKNOWN, retryPause } from './retry-pause.ts'

/** A process that sends for longer than this is gone: no call lasts half as long. By the machine's time. */
export const LEASE_MS = 2 * LONGEST_CALL_MS

export interface SenderParts {
  platform: Pick<Platform, 'db' | 'signal' | 'secrets'>
  outbound: Outbound
  /** The machine's time. */
  wall: Clock
  metrics: OutboxMetrics
  /** 0 … 1, for the pauses between attempts. */
  random?: () => number
}

/** Sends messages at least once: claim and commit, call, record the answer. What is recorded as sent is never sent again. */
export class Sender {
  constructor(private readonly parts: SenderParts) {}

  /**
   * Sends the channel's next message, if there is one and its limit allows it; false where there is nothing to do now. A crash
   * 1. before the claim is committed costs nothing: it still waits;
   * 2. between claim and recorded answer leaves it `sending`: after the lease somebody sends it once more, marked as perhaps repeated;
   * 3. after the record costs nothing.
   */
  async sendNext(channel: string): Promise<boolean> {
    const claimed = await this.claim(channel)
    if (!claimed) return false
    await this.deliver(claimed)
    return true
  }

  /** Calls the other side for a message that is claimed, and records the answer; returns it. */
  async deliver(claimed: Claimed): Promise<Answer> {
    const target = await this.open(claimed)
    const answer = target instanceof Error ? unopened(target) : await this.call(target, claimed)
    await stubbornly(() => this.record(claimed, answer, target instanceof Error ? null : target))
    return answer
  }

  /** Takes up what processes that died have left; returns how many. */
  async recover(): Promise<number> {
    const { db, signal } = this.parts.platform
    const done = await db.transaction(async (tx) => {
      const now = this.parts.wall.now()
      const abandoned = await lockAbandoned(tx, now - LEASE_MS)
      for (const message of abandoned) {
        await addDelivery(tx, message, { at: message.claimedAt, outcome: 'unknown', status: null, detail: SENDER_DIED[message.body.language] })
        const isOver = message.body.test === true || message.body.recovered === true
        if (isOver) await this.end(tx, message, { state: 'failed', channel: null, why: SENDER_DIED })
        else await putBack(tx, message.id, { dueAt: now, mayRepeat: true, isRecovered: true })
      }
      return { count: abandoned.length, revision: abandoned.length > 0 ? await raiseRevision(tx, 'alert') : null }
    })
    if (done.revision !== null) signal.publish('alert', done.revision)
    return done.count
  }

  private async call({ target, settings }: StoredTarget, { id, mayRepeat, body }: Claimed): Promise<Answer> {
    const { subject, text, markdown, json, language, items } = body
    const repeated = mayRepeat ? languageWords(language).repeated : ''
    const message: OutMessage = { id: `tierline-message-${id}`, subject: `${subject}${repeated}`, text, markdown, json: { mayRepeat, ...(json as object) }, language, items }
    const answer = await this.parts.outbound.send(target, message)
    this.parts.metrics.attempted(settings.kind, answer.outcome)
    return answer
  }

  /** Writes down what became of an attempt, in one transaction with what follows from it. Whoever lost the message meanwhile notes the attempt alone. */
  private async record(claimed: Claimed, answer: Answer, channel: StoredTarget | null): Promise<void> {
    const revision = await this.parts.platform.db.transaction(async (tx) => {
      const now = this.parts.wall.now()
      const isOurs = await isStillOurs(tx, claimed)
      await addDelivery(tx, claimed, { ...answer, at: now })
      if (answer.barredMs !== null) await barChannel(tx, claimed.channel, { now, until: now + answer.barredMs })
      if (!isOurs) return null
      if (answer.outcome === 'sent') await this.end(tx, claimed, { state: 'sent', channel, why: SENT })
      else if (await this.isGivenUp(tx, claimed, answer)) await this.end(tx, claimed, { state: 'failed', channel, why: { zh: answer.detail, en: answer.detail } })
      else await putBack(tx, claimed.id, { dueAt: now + Math.max(answer.barredMs ?? 0, retryPause(claimed.attempt, (this.parts.random ?? Math.random)())), mayRepeat: answer.outcome === 'unknown', isRecovered: false })
      return await raiseRevision(tx, 'alert')
    })
    if (revision !== null) this.parts.platform.signal.publish('alert', revision)
  }

  private async claim(channel: string): Promise<Claimed | null> {
    const now = this.parts.wall.now()
    return await this.parts.platform.db.transaction(async (tx) => {
      // The channel first, as gathering does: who holds its row may wait for its messages.
      await lockChannel(tx, channel)
      const id = await lockNext(tx, channel, now)
      if (id === null) return null
      const { isGiven, waitUntil } = await takeToken(tx, channel, now)
      // A removed channel takes no token, and its messages come to their end.
      return isGiven || waitUntil === Infinity ? await beginSending(tx, id, now) : null
    })
  }

  private async open({ channel, body: { language } }: Claimed): Promise<StoredTarget | Error> {
    const { db, secrets } = this.parts.platform
    try {
      const target = await readTarget(db, new Seal(Buffer.from(secrets.seal, 'hex')), channel)
      if (target?.enabled) return target
      return new Error((target ? SWITCHED_OFF : REMOVED)[language])
    } catch (error) {
      return error as Error
    }
  }

  private async isGivenUp(tx: Transaction, { id, attempt, body }: Claimed, { isWorthRetrying, outcome }: Answer): Promise<boolean> {
    if (!isWorthRetrying || attempt >= MOST_ATTEMPTS || body.test === true) return true
    return outcome === 'unknown' && (await countUnknown(tx, id)) >= MOST_UNKNOWN
  }

  private async end(tx: Transaction, claimed: Claimed, { state, channel, why }: { state: 'sent' | 'failed'; channel: StoredTarget | null; why: Bilingual }): Promise<void> {
    const now = this.parts.wall.now()
    await endMessage(tx, claimed.id, { state, now })
    const at = await readInstant(tx) ?? now
    const title = channel?.settings.title ?? { zh: claimed.channel, en: claimed.channel }
    const text = state === 'sent'
      ? { zh: `消息已发送至“${title.zh}”${claimed.mayRepeat ? '（可能重复）' : ''}`, en: `Sent to "${title.en}"${claimed.mayRepeat ? ' (perhaps repeated)' : ''}` }
      : { zh: `发往“${title.zh}”的消息未能送达，不再重试：${why.zh}`, en: `The message to "${title.en}" could not be delivered and is not tried again: ${why.en}` }
    await addSteps(tx, (await alertsOf(tx, claimed.id)).map((alert) => ({ alert, at, kind: state, by: null, text, channel: claimed.channel })))
  }
}

/** An answer that is not recorded means the same message again, so a database that is away for a moment is waited for. */
async function stubbornly(record: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await record()
    } catch (error) {
      if (tries === RECORD_TRIES) throw error
      await wait(tries * RECORD_PAUSE_MS)
    }
  }
}

const RECORD_TRIES = 5
const RECORD_PAUSE_MS = 200
const REMOVED: Bilingual = { zh: '渠道已删除', en: 'The channel was removed' }
const SWITCHED_OFF: Bilingual = { zh: '渠道已停用', en: 'The channel is switched off' }
const SENT: Bilingual = { zh: '', en: '' }
const SENDER_DIED: Bilingual = { zh: '发送进程中断，对方是否收到不明', en: 'The sending process died; nobody knows whether it arrived' }

const unopened = (error: Error): Answer => ({ outcome: 'failed', status: null, detail: error.message, isWorthRetrying: false, barredMs: null })
