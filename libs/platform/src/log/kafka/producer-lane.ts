import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../../logger.ts'
import { Overloaded } from '../event-log.ts'
import type { Outgoing, SendMessages } from './kafka-send.ts'
import { TOPIC_MESSAGE_BYTES } from './topics.ts'

/** How much is gathered for one send, and how long an answer is waited for. */
export interface LaneBounds {
  sendRecords: number
  sendBytes: number
  lingerMs: number
  ackMs: number
  /** After a failed send, appends are refused at once for so long; then one is tried. */
  refuseMs: number
}

/** What one append waits for. */
interface Append {
  messages: readonly Outgoing[]
  /** The next message to send. */
  at: number
  unacknowledged: number
  resolve(): void
  reject(error: unknown): void
}

/** The messages of one send, each with its append. */
interface Group {
  messages: Outgoing[]
  owners: Append[]
  bytes: number
}

/** Bytes that a message takes in a batch beside its value and an ASCII key. */
const FRAME_BYTES = 32

/** The size of a message in a batch, at most. */
export const sizeOf = ({ key, value }: Outgoing): number => value.length + key.length * 3 + FRAME_BYTES

/**
 * The appends of one topic: gathered for a moment, sent in order, one send under way at a time, each append resolved when all its messages are acknowledged.
 * While the broker is known to be away nothing is queued: one send is tried, then everything is refused for a second.
 */
export class ProducerLane {
  private readonly queue: Append[] = []
  private sending: Promise<void> | null = null
  private linger: NodeJS.Timeout | null = null
  private health: 'well' | 'away' | 'tried' = 'well'
  private isStopped = false
  /** Messages and bytes that are held, until their send has settled. */
  readonly held = { records: 0, bytes: 0 }

  constructor(private readonly topic: string, private readonly send: SendMessages, private readonly parts: { bounds: LaneBounds; logger: Logger }) {}

  /** Why nothing is taken at present, or null. */
  refusal(): Overloaded | null {
    const isTried = this.health === 'tried' && this.sending !== null
    if (this.health === 'away' || isTried) return new Overloaded(1, 'The event log is away. These events were not handed to it; send the same events with the same ids again after a second.')
    return null
  }

  append(messages: readonly Outgoing[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ messages, at: 0, unacknowledged: messages.length, resolve, reject })
      this.held.records += messages.length
      for (const message of messages) this.held.bytes += sizeOf(message)
      this.wake()
    })
  }

  /** Sends what waits at once; resolves when all of it has its answer, or is given up. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.start()
    await Promise.race([this.sending, wait(this.parts.bounds.ackMs, undefined, { ref: false })])
  }

  private wake(): void {
    if (this.sending) return
    const { sendRecords, sendBytes, lingerMs } = this.parts.bounds
    if (this.isStopped || this.held.records >= sendRecords || this.held.bytes >= sendBytes) return this.start()
    this.linger ??= setTimeout(() => this.start(), lingerMs)
  }

  private start(): void {
    if (this.linger) clearTimeout(this.linger)
    this.linger = null
    if (this.sending || this.queue.length === 0) return
    this.sending = this.drain().finally(() => {
      this.sending = null
      if (this.queue.length > 0) this.wake()
    })
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) await this.sendGroup(this.take())
  }

  /** The next messages in order, up to the bounds of one send. */
  private take(): Group {
    const group: Group = { messages: [], owners: [], bytes: 0 }
    let done = 0
    for (let append = this.queue[0]; append && !this.isFull(group, append); append = this.queue[done]) {
      for (; append.at < append.messages.length && !this.isFull(group, append); append.at += 1) {
        const message = append.messages[append.at] as Outgoing
        group.messages.push(message)
        group.owners.push(append)
        group.bytes += sizeOf(message)
      }
      if (append.at === append.messages.length) done += 1
    }
    this.queue.splice(0, done)
    return group
  }

  private isFull({ messages, bytes }: Group, { messages: next, at }: Append): boolean {
    const { sendRecords, sendBytes } = this.parts.bounds
    const message = next[at]
    return messages.length > 0 && (messages.length >= sendRecords || bytes + (message ? sizeOf(message) : 0) > sendBytes)
  }

  private async sendGroup(group: Group): Promise<void> {
    const late = setTimeout(() => this.giveUp(group, new Error('no acknowledgement in time')), this.parts.bounds.ackMs)
    const settled = await this.send(this.topic, group.messages).then((tooLarge) => ({ tooLarge }), (error: unknown) => ({ error }))
    clearTimeout(late)
    this.held.records -= group.messages.length
    this.held.bytes -= group.bytes
    if ('error' in settled) this.giveUp(group, settled.error)
    else this.acknowledge(group, settled.tooLarge)
  }

  private acknowledge({ messages, owners }: Group, tooLarge: readonly Outgoing[]): void {
    this.health = 'well'
    for (const message of tooLarge) owners[messages.indexOf(message)]?.reject(this.tooNarrow(message))
    for (const append of owners) {
      append.unacknowledged -= 1
      if (append.unacknowledged === 0) append.resolve()
    }
  }

  private tooNarrow(message: Outgoing): Error {
    const error = new Error(`topic ${this.topic}: found a record of ${message.value.length} bytes, over the topic's max.message.bytes. Raise that setting to ${TOPIC_MESSAGE_BYTES}, then send the same events again.`)
    this.parts.logger.error({ err: error, topic: this.topic }, 'a topic is set too narrow for its events')
    return error
  }

  /** Also when the answer is late: the send may still come to an end, and until then no other one starts. */
  private giveUp({ messages, owners }: Group, error: unknown): void {
    this.parts.logger.warn({ err: error, topic: this.topic, records: messages.length }, 'Kafka did not acknowledge')
    const unknown = new Overloaded(5, 'The event log did not acknowledge these events; it is unknown whether it kept them. Send the same events with the same ids again.')
    for (const append of owners) append.reject(unknown)
    for (const append of this.queue.splice(0)) this.drop(append, unknown)
    this.health = 'away'
    setTimeout(() => { if (this.health === 'away') this.health = 'tried' }, this.parts.bounds.refuseMs).unref()
  }

  private drop(append: Append, error: Overloaded): void {
    append.reject(error)
    for (const message of append.messages.slice(append.at)) {
      this.held.records -= 1
      this.held.bytes -= sizeOf(message)
    }
  }
}
