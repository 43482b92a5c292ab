import { describe, expect, it } from '@jest/globals'
import { openLogger } from '../../logger.ts'
import { Overloaded } from '../event-log.ts'
import { logRecord } from '../event-log.behaviour.ts'
import { KafkaProducer, PRODUCER_BOUNDS } from './kafka-producer.ts'
import type { ProducerBounds } from './kafka-producer.ts'
import { unanswered } from './kafka-send.ts'
import type { Outgoing } from './kafka-send.ts'

/** One send that the test answers by hand. */
interface Send {
  topic: string
  ids: string[]
  messages: readonly Outgoing[]
  acknowledge(tooLarge?: readonly Outgoing[]): void
  fail(): void
}

/** A producer whose sends wait for the test. */
function open(bounds: Partial<ProducerBounds> = {}): { producer: KafkaProducer; sends: Send[]; next: () => Promise<Send> } {
  const sends: Send[] = []
  let seen = 0
  const producer = new KafkaProducer({ live: 'events', backfill: 'events.backfill' }, (topic, messages) => new Promise((resolve, reject) => {
    const ids = messages.map(({ value }) => (JSON.parse(value.toString()) as { id: string }).id)
    sends.push({ topic, ids, messages, acknowledge: (tooLarge = []) => resolve(tooLarge), fail: () => reject(new Error('broker away')) })
  }), { bounds: { ...PRODUCER_BOUNDS, refuseMs: 50, ...bounds }, logger: openLogger('silent') })
  return {
    producer, sends,
    next: async () => {
      while (!sends[seen]) await new Promise((resolve) => setTimeout(resolve, 1))
      seen += 1
      return sends[seen - 1] as Send
    },
  }
}

const refusalOf = (append: Promise<unknown>): Promise<unknown> => append.then(() => 'taken', (error: unknown) => error)
const some = (prefix: string, count: number): ReturnType<typeof logRecord>[] => Array.from({ length: count }, (_, at) => logRecord(`${prefix}${at}`))

describe('appends to Kafka', () => {
  it('that come together go in one send, in order, each answered after its own last record', async () => {
    const { producer, sends, next } = open({ sendRecords: 3 })
    const answered: string[] = []
    const [one, two] = [producer.append(some('a', 2), 'live').then(() => answered.push('a')), producer.append(some('b', 3), 'live').then(() => answered.push('b'))]
    const first = await next()
    expect([first.topic, first.ids]).toEqual(['events', ['a0', 'a1', 'b0']])
    first.acknowledge()
    const second = await next()
    expect([second.ids, answered, producer.queued()]).toEqual([['b1', 'b2'], ['a'], 2])
    second.acknowledge()
    await Promise.all([one, two])
    expect([answered, sends.length, producer.queued()]).toEqual([['a', 'b'], 2, 0])
  })

  it('of a lane have one send under way, and wait for no other lane', async () => {
    const { producer, sends, next } = open()
    const imported = producer.append(some('old', 1), 'backfill')
    const import_ = await next()
    const live = producer.append(some('a', 1), 'live')
    const send = await next()
    const later = producer.append(some('b', 1), 'live')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(sends.map(({ topic, ids }) => [topic, ids])).toEqual([['events.backfill', ['old0']], ['events', ['a0']]])
    send.acknowledge()
    await live
    ;(await next()).acknowledge()
    await later
    import_.acknowledge()
    await imported
  })

  it('stay below the bytes of one send, though a single record may be above', async () => {
    const { producer, next } = open({ sendBytes: 1_500 })
    const large = { ...logRecord('large'), data: { text: 'x'.repeat(3_000) } }
    const append = producer.append([logRecord('a'), large, ...some('b', 2)], 'live')
    const sent: string[][] = []
    for (let left = 4; left > 0;) {
      const send = await next()
      sent.push(send.ids)
      left -= send.ids.length
      send.acknowledge()
    }
    await append
    expect(sent).toEqual([['a'], ['large'], ['b0', 'b1']])
  })

})

describe('appends that cannot go through', () => {
  it('are refused over the records or the bytes that may wait; imports have half of them', async () => {
    const { producer, next } = open({ queuedRecords: 10, queuedBytes: 100_000 })
    const first = producer.append(some('a', 5), 'live')
    const old = producer.append(some('old', 1), 'backfill')
    const imports = await refusalOf(producer.append(some('older', 1), 'backfill'))
    const records = await refusalOf(producer.append(some('b', 5), 'live'))
    const bytes = await refusalOf(producer.append([{ ...logRecord('c'), data: { text: 'x'.repeat(99_000) } }], 'live'))
    for (const refused of [imports, records, bytes]) expect(refused).toMatchObject({ retryAfterSeconds: 1, message: expect.stringMatching(/^6 events \(\d+ bytes\) wait for the event log, the bounds are/) })
    const fits = producer.append(some('d', 4), 'live')
    expect(producer.queued()).toBe(10)
    for (const _ of [1, 2]) (await next()).acknowledge()
    await Promise.all([first, old, fits])
  })

  it('are all unknown when their send fails; what waits behind is told at once, and then one send is tried', async () => {
    const { producer, sends, next } = open()
    const sent = refusalOf(producer.append(some('a', 1), 'live'))
    const send = await next()
    const waiting = refusalOf(producer.append(some('b', 1), 'live'))
    send.fail()
    for (const refused of [await sent, await waiting]) expect(refused).toMatchObject({ retryAfterSeconds: 5, message: expect.stringContaining('it is unknown whether it kept them. Send the same events with the same ids again') })
    expect(await refusalOf(producer.append(some('c', 1), 'live'))).toMatchObject({ retryAfterSeconds: 1, message: expect.stringContaining('The event log is away. These events were not handed to it') })
    expect([sends.length, producer.queued()]).toEqual([1, 0])

    await new Promise((resolve) => setTimeout(resolve, 80))
    const tried = producer.append(some('d', 1), 'live')
    const trial = await next()
    expect(await refusalOf(producer.append(some('e', 1), 'live'))).toBeInstanceOf(Overloaded)
    trial.acknowledge()
    await tried
    const after = producer.append(some('f', 1), 'live')
    ;(await next()).acknowledge()
    await after
  })

  it('are unknown when no answer comes in time; nothing more is sent until that send has ended', async () => {
    const { producer, sends, next } = open({ ackMs: 40, refuseMs: 10 })
    const late = refusalOf(producer.append(some('a', 1), 'live'))
    const send = await next()
    expect(await late).toMatchObject({ retryAfterSeconds: 5 })
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(await refusalOf(producer.append(some('b', 1), 'live'))).toBeInstanceOf(Overloaded)
    expect([sends.length, producer.queued()]).toEqual([1, 1])
    send.acknowledge()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const after = producer.append(some('c', 1), 'live')
    ;(await next()).acknowledge()
    await after
  })

  it('fail alone where a record is too large for the topic', async () => {
    const { producer, next } = open()
    const [good, bad, other] = [producer.append(some('a', 1), 'live'), refusalOf(producer.append(some('b', 2), 'live')), producer.append(some('c', 1), 'live')]
    const send = await next()
    send.acknowledge(send.messages.filter((_, at) => at === 2))
    await Promise.all([good, other])
    expect(await bad).toMatchObject({ message: expect.stringContaining('over the topic\'s max.message.bytes. Raise that setting to 4194304') })
  })

  it('that wait are sent when it stops, and none are taken after', async () => {
    const { producer, next } = open({ lingerMs: 60_000 })
    const waiting = producer.append(some('a', 1), 'live')
    const stopping = producer.stop()
    expect(await refusalOf(producer.append(some('b', 1), 'live'))).toMatchObject({ message: expect.stringContaining('stopping') })
    ;(await next()).acknowledge()
    await Promise.all([waiting, stopping])
  })
})

it('sends again what no broker has answered for, though the send as a whole came to its end', () => {
  const messages = [0, 1, 2, 1].map((partition, at) => ({ key: `${at}`, value: Buffer.alloc(0), partition }))
  expect(unanswered(messages, [{ partition: 0, errorCode: 0 }, { partition: 2, errorCode: 6 }]).map(({ key }) => key)).toEqual(['1', '2', '3'])
  expect(unanswered([{ key: 'unplaced', value: Buffer.alloc(0) }], [{ partition: 0, errorCode: 0 }])).toHaveLength(1)
})
