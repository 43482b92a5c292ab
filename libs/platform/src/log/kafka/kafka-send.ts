import { setTimeout as wait } from 'node:timers/promises'
import type { Producer } from './kafka-client.ts'
import type { EncodedRecord } from './record-codec.ts'

/** A message on its way; the partitioner notes its partition on it. */
export interface Outgoing extends EncodedRecord {
  partition?: number
}

/**
 * Writes messages to a topic. Resolves once every replica in sync has them, and gives those that the topic never takes for their size;
 * a rejection says nothing about what was kept.
 */
export type SendMessages = (topic: string, messages: readonly Outgoing[]) => Promise<readonly Outgoing[]>

/** How long brokers may wait for their replicas. */
const REPLICAS_MS = 8_000
/** Rounds of resending what was left without an answer. */
const ROUNDS = 5
/** kafkajs gives up at once on some errors that pass, as when a connection breaks under another send; such a send is made again for so long. */
const AGAIN = { forMs: 3_000, pauseMs: 100 } as const

/**
 * Sends through kafkajs: acknowledged by all replicas in sync, resent plainly where no answer came.
 * kafkajs resolves although a partition was never sent, when its leader moves during a resend to a broker that has answered for others already;
 * so each partition's own answer is asked for, and what has none is sent again.
 */
export function sendThrough(producer: Producer): SendMessages {
  return async (topic, messages) => {
    const tooLarge: Outgoing[] = []
    const giveUpAt = performance.now() + AGAIN.forMs
    let left = [...messages]
    for (let round = 0; left.length > 0; round += 1) {
      if (round === ROUNDS) throw new Error(`topic ${topic}: found no answer for ${left.length} messages after ${ROUNDS} rounds, expected one for every partition`)
      left = await untilSent(giveUpAt, () => sendRound(producer, { topic, messages: left, tooLarge }))
    }
    return [...new Set(tooLarge)]
  }
}

async function untilSent(giveUpAt: number, send: () => Promise<Outgoing[]>): Promise<Outgoing[]> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if (performance.now() > giveUpAt) throw error
      await wait(AGAIN.pauseMs)
    }
  }
}

/** Messages of partitions for which no broker has answered: they have to be sent again. */
export function unanswered(messages: readonly Outgoing[], answers: readonly { partition: number; errorCode: number }[]): Outgoing[] {
  const kept = new Set<number | undefined>(answers.filter(({ errorCode }) => errorCode === 0).map(({ partition }) => partition))
  return messages.filter(({ partition }) => partition === undefined || !kept.has(partition))
}

/** Sends once and gives what is left; a batch that is too large for the topic is halved, down to the one message that is. */
async function sendRound(producer: Producer, round: { topic: string; messages: Outgoing[]; tooLarge: Outgoing[] }): Promise<Outgoing[]> {
  const { topic, messages, tooLarge } = round
  try {
    return unanswered(messages, await producer.send({ topic, acks: -1, timeout: REPLICAS_MS, messages }))
  } catch (error) {
    if (!isTooLarge(error)) throw error
    if (messages.length === 1) {
      tooLarge.push(...messages)
      return []
    }
    const middle = Math.ceil(messages.length / 2)
    const first = await sendRound(producer, { topic, messages: messages.slice(0, middle), tooLarge })
    return [...first, ...await sendRound(producer, { topic, messages: messages.slice(middle), tooLarge })]
  }
}

const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'])

function isTooLarge(error: unknown): boolean {
  const { type, cause } = (error ?? {}) as { type?: unknown; cause?: { type?: unknown } }
  return TOO_LARGE.has(String(type)) || TOO_LARGE.has(String(cause?.type))
}
