import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import kafkajs from 'kafkajs'
import { openLogger } from '../../logger.ts'
import { Seal } from '../../seal.ts'
import { openCuttingProxy } from '../../testing/cutting-proxy.ts'
import type { CuttingProxy } from '../../testing/cutting-proxy.ts'
import { openKafkaTopics, withAdmin } from '../../testing/kafka-topics.ts'
import type { KafkaTopics } from '../../testing/kafka-topics.ts'
import { startOwnKafka } from '../../testing/own-kafka.ts'
import type { OwnKafka } from '../../testing/own-kafka.ts'
import { Overloaded } from '../event-log.ts'
import { logRecord } from '../event-log.behaviour.ts'
import { KafkaLog } from './kafka-log.ts'
import { KafkaProducer, PRODUCER_BOUNDS } from './kafka-producer.ts'
import { sendThrough } from './kafka-send.ts'

const closers: (() => unknown)[] = []
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close() })

const logger = openLogger('silent')
const openLog = async (topics: KafkaTopics): Promise<KafkaLog> => {
  const log = await KafkaLog.open({ kafka: topics.config, queueRecords: 50_000, seal: new Seal(Buffer.alloc(32)), logger })
  closers.push(() => log.stop())
  return log
}
const openKafka = async (): Promise<OwnKafka> => {
  const kafka = await startOwnKafka()
  closers.push(() => kafka.remove())
  return kafka
}
const idsIn = async (topics: KafkaTopics, topic: string): Promise<string[]> =>
  (await topics.read(topic)).map(({ value }) => (JSON.parse(String(value)) as { id: string }).id)

/** Appends records until told to stop, each until it is acknowledged, as senders do; gives the acknowledged ids. */
async function send(log: KafkaLog, name: string, state: { isOver: boolean; refusals: number }): Promise<string[]> {
  const acknowledged: string[] = []
  for (let at = 0; !state.isOver; at += 1) {
    const records = Array.from({ length: 20 }, (_, n) => logRecord(`${name}-${at}-${n}`, `u${n % 7}`))
    while (!await log.append(records).then(() => true, () => false)) {
      state.refusals += 1
      await wait(50)
    }
    acknowledged.push(...records.map(({ id }) => id))
  }
  return acknowledged
}

describe('a broker that is killed and started again under load', () => {
  it('has every record that was acknowledged; what was not is told', async () => {
    const kafka = await openKafka()
    const topics = openKafkaTopics([kafka.address])
    const log = await openLog(topics)
    const state = { isOver: false, refusals: 0 }
    const senders = ['a', 'b', 'c', 'd'].map((name) => send(log, name, state))
    for (const end of [() => kafka.kill(), () => kafka.stop()]) {
      await wait(1_000)
      await end()
      await wait(1_500)
      await kafka.restart()
    }
    await wait(1_000)
    state.isOver = true
    const acknowledged = (await Promise.all(senders)).flat()
    const kept = new Set(await idsIn(topics, `${topics.config.prefix}events`))
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect(acknowledged.length).toBeGreaterThan(200)
    expect(state.refusals).toBeGreaterThan(0)
  }, 300_000)

  it('costs no more memory than the bound while it does not answer, and refuses at once after the first time-out', async () => {
    const kafka = await openKafka()
    const topics = openKafkaTopics([kafka.address])
    await openLog(topics)
    const connection = topics.client.producer()
    await connection.connect()
    closers.push(() => connection.disconnect())
    const live = `${topics.config.prefix}events`
    const producer = new KafkaProducer({ live, backfill: `${live}.backfill` }, sendThrough(connection), { bounds: { ...PRODUCER_BOUNDS, queuedRecords: 100, ackMs: 2_000 }, logger })
    const append = (id: string): Promise<unknown> => producer.append(Array.from({ length: 10 }, (_, at) => logRecord(`${id}-${at}`)), 'live').then(() => null, (error: unknown) => error)
    expect(await append('before')).toBeNull()
    await kafka.pause()
    const flood = Array.from({ length: 300 }, (_, at) => append(`flood-${at}`))
    expect(producer.queued()).toBe(100)
    const answers = await Promise.all(flood)
    expect(answers.filter((answer) => answer instanceof Overloaded && answer.retryAfterSeconds === 5)).toHaveLength(10)
    expect(answers.filter((answer) => answer instanceof Overloaded && answer.retryAfterSeconds === 1)).toHaveLength(290)
    const asked = Date.now()
    expect(await append('away')).toMatchObject({ message: expect.stringContaining('The event log is away') })
    expect(Date.now() - asked).toBeLessThan(1_000)
    await kafka.resume()
    while (await append('after') !== null) await wait(100)
    expect(await idsIn(topics, live)).toEqual(expect.arrayContaining(['before-0', 'after-9']))
  }, 300_000)
})

/** A broker behind a proxy, with a topic of one partition. */
async function openCutKafka(): Promise<{ proxy: CuttingProxy; topics: KafkaTopics; topic: string }> {
  let brokerPort = 0
  const proxy = await openCuttingProxy(() => brokerPort)
  closers.push(() => proxy.close())
  const kafka = await startOwnKafka({ properties: { 'advertised.listeners': `PLAINTEXT://127.0.0.1:${proxy.port}` } })
  closers.push(() => kafka.remove())
  brokerPort = kafka.port
  const topics = openKafkaTopics([`127.0.0.1:${proxy.port}`])
  const topic = `${topics.config.prefix}one`
  await withAdmin(topics.client, (admin) => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] }))
  return { proxy, topics, topic }
}

describe('a produce reply that is cut off', () => {
  it('makes kafkajs’ idempotent producer acknowledge a record that is not in the log, so it is not used', async () => {
    const { proxy, topics, topic } = await openCutKafka()
    const client = new kafkajs.Kafka({ clientId: 'idempotent', brokers: topics.config.brokers, logLevel: kafkajs.logLevel.NOTHING, retry: { initialRetryTime: 3_000 } })
    const producer = client.producer({ idempotent: true })
    await producer.connect()
    closers.push(() => producer.disconnect())
    const cut = proxy.cutNextReply()
    const first = producer.send({ topic, messages: [{ value: '{"id":"first"}' }] })
    await cut
    // While the first waits to be sent again, the second takes its sequence number: the broker calls it a double and acknowledges it unwritten.
    await producer.send({ topic, messages: [{ value: '{"id":"second"}' }] })
    await first
    expect((await idsIn(topics, topic)).includes('second')).toBe(false)
  }, 300_000)

  it('is made good by a plain resend: both records are in the log, one of them twice', async () => {
    const { proxy, topics, topic } = await openCutKafka()
    const connection = topics.client.producer()
    await connection.connect()
    closers.push(() => connection.disconnect())
    const producer = new KafkaProducer({ live: topic, backfill: topic }, sendThrough(connection), { bounds: PRODUCER_BOUNDS, logger })
    const cut = proxy.cutNextReply()
    const first = producer.append([logRecord('first')], 'live')
    await cut
    // The other lane has a send of its own, so that this one overtakes as above.
    await producer.append([logRecord('second')], 'backfill')
    await first
    expect((await idsIn(topics, topic)).sort()).toEqual(['first', 'first', 'second'])
  }, 300_000)
})
