import { isoOf } from '@tierline/boards/board/watermark.store'
import type { Channel, ChannelChange, ChannelList, ChannelTarget, Delivery, DeliveryList, TestReply } from '@tierline/contracts/alert/channel'
import { putChannel, readTarget, removeChannel, takeToken } from '@tierline/platform/channel/channel.store'
import type { ChannelSettings } from '@tierline/platform/channel/channel.store'
import type { Outbound } from '@tierline/platform/channel/outbound'
import { WallClock } from '@tierline/platform/clock'
import type { Clock } from '@tierline/platform/clock'
import type { Transaction } from '@tierline/platform/database/database'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import { Seal } from '@tierline/platform/seal'
import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { languageWords } from '../notice/message-words.ts'
import { readDeliveries, readShown, watchesOf } from './channels.store.ts'
import type { DeliveryRow, ShownRow } from './channels.store.ts'
import { OutboxMetrics } from './outbox-metrics.ts'
import { beginTest, countWaiting } from './outbox.store.ts'
import type { Claimed } from './outbox.store.ts'
import { Sender } from './sender.ts'

const MOST_DELIVERIES = 200

/** Channels (渠道) as people enter, test and read them. Addresses and secrets go in and never come out. */
export class Channels {
  private readonly sender: Sender
  private readonly wall: Clock
  private readonly seal: Seal

  constructor(private readonly platform: Pick<Platform, 'db' | 'signal' | 'secrets' | 'metrics'>, outbound: Outbound, wall: Clock = new WallClock()) {
    this.wall = wall
    this.seal = new Seal(Buffer.from(platform.secrets.seal, 'hex'))
    this.sender = new Sender({ platform, outbound, wall, metrics: OutboxMetrics.on(platform.metrics, () => countWaiting(platform.db)) })
  }

  async list(): Promise<ChannelList> {
    return { channels: (await readShown(this.platform.db)).map((row) => channelOf(row, this.wall.now())) }
  }

  /** A 404 names the channels that there are. */
  async read(id: string): Promise<Channel> {
    const [row] = await readShown(this.platform.db, id)
    return row ? channelOf(row, this.wall.now()) : await this.missing(id)
  }

  /** Enters or changes a channel; without a target the one that is kept stays. */
  async put(id: string, { channel, by }: ChannelChange): Promise<Channel> {
    const { title, language, severityAtLeast, enabled } = channel
    await this.change(async (tx) => {
      const target = channel.target ?? await this.keptTarget(tx, id)
      const settings: ChannelSettings = { title, language, severityAtLeast, enabled, kind: checked(id, channel.id, target).kind }
      await putChannel(tx, this.seal, { id, settings, target: checked(id, channel.id, target), by, at: this.wall.now() })
    })
    return await this.read(id)
  }

  /** Takes a channel away; a 409 names the watches that still send to it. */
  async remove(id: string): Promise<void> {
    await this.read(id)
    await this.change(async (tx) => {
      const watches = await watchesOf(tx, id)
      if (watches.length > 0) throw inUse(id, watches)
      await removeChannel(tx, id, this.wall.now())
    })
  }

  /** Sends one message at once, past the queue but within the other side's limit, and says what was answered. */
  async test(id: string): Promise<TestReply> {
    const claimed = await this.platform.db.transaction((tx) => this.beginTest(tx, id))
    if (claimed === null) return await this.missing(id)
    if ('outcome' in claimed) return claimed
    const { outcome, status, detail } = await this.sender.deliver(claimed)
    return { outcome, status, detail }
  }

  /** The latest attempts, newest first. */
  async deliveries(id: string, limit = MOST_DELIVERIES): Promise<DeliveryList> {
    await this.read(id)
    return { deliveries: (await readDeliveries(this.platform.db, id, Math.min(limit, MOST_DELIVERIES))).map(deliveryOf) }
  }

  private async beginTest(tx: Transaction, id: string): Promise<Claimed | TestReply | null> {
    const [row] = await readShown(tx, id)
    if (!row) return null
    const now = this.wall.now()
    const { language, title, enabled } = row.body
    if (!enabled) return { outcome: 'failed', status: null, detail: OFF[language] }
    const { isGiven, waitUntil } = await takeToken(tx, id, now)
    if (!isGiven) return { outcome: 'failed', status: null, detail: waiting(language, Math.ceil((waitUntil - now) / 1_000)) }
    const { subject, text } = languageWords(language).test
    const words = text(title[language])
    return await beginTest(tx, id, { now, body: { subject, text: words, markdown: words, json: { test: true }, language, items: 1, test: true } })
  }

  private async keptTarget(tx: Transaction, id: string): Promise<ChannelTarget | null> {
    return (await readTarget(tx, this.seal, id))?.target ?? null
  }

  private async change(work: (tx: Transaction) => Promise<void>): Promise<void> {
    const revision = await this.platform.db.transaction(async (tx) => {
      await work(tx)
      return await raiseRevision(tx, 'alert')
    })
    this.platform.signal.publish('alert', revision)
  }

  private async missing(id: string): Promise<never> {
    const ids = (await readShown(this.platform.db)).map((row) => row.id)
    throw notFound('channel', id, ids.length > 0 ? `There are: ${ids.join(', ')}.` : `There are none yet; enter one with PUT /v1/channels/${id}.`)
  }
}

/** The target, or a 400 with every fault of the change. */
function checked(id: string, named: string, target: ChannelTarget | null): ChannelTarget {
  const faults = [
    ...(id === named ? [] : [{ path: 'channel.id', found: JSON.stringify(named), expected: JSON.stringify(id), mend: 'Name the channel as in the address.' }]),
    ...(target ? [] : [{ path: 'channel.target', found: 'nothing', expected: 'how the channel is reached', mend: 'A new channel needs its kind and address.' }]),
  ]
  if (target && faults.length === 0) return target
  throw new ProblemError(400, 'wrong_field', { title: 'The channel cannot be kept', detail: faults.map(({ path, found, expected, mend }) => `${path}: found ${found}, expected ${expected}. ${mend}`).join(' '), faults })
}

const inUse = (id: string, watches: readonly string[]): ProblemError => new ProblemError(409, 'channel_in_use', {
  title: 'Watches still send to the channel',
  detail: `Channel ${id}: found ${watches.length} watches that name it (${watches.join(', ')}), expected none. Take it out of them first, or switch the channel off.`,
})

const OFF = { zh: '渠道已停用，未发送；请先启用', en: 'The channel is switched off, nothing was sent; switch it on first' }

const waiting = (language: 'zh' | 'en', seconds: number): string =>
  language === 'zh' ? `已达对方的频率上限，未发送；请在 ${seconds} 秒后再试` : `The other side's limit is reached, nothing was sent; try again in ${seconds} s`

function channelOf(row: ShownRow, now: number): Channel {
  const { id, body: { title, kind, language, severityAtLeast, enabled } } = row
  return {
    id, title, kind, language, severityAtLeast, enabled, address: row.masked, hasSecret: row.has_secret, by: row.entered_by, at: isoOf(row.entered_at),
    waiting: Number(row.waiting), barredUntil: row.barred_until !== null && row.barred_until > now ? isoOf(row.barred_until) : null,
    last: row.last_at === null || row.last_outcome === null ? null : { at: isoOf(row.last_at), outcome: row.last_outcome, detail: row.last_detail ?? '' },
  }
}

const deliveryOf = ({ message, at, alerts, ...row }: DeliveryRow): Delivery => ({ ...row, message: Number(message), at: isoOf(at), alerts: alerts.map(Number) })
