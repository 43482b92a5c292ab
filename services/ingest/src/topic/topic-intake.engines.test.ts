import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { LogRecord } from '@tierline/contracts/log-record'
import type { RefusedRecord } from '@tierline/contracts/log-record'
import type { InletConfig } from '@tierline/platform/config'
import { kafkaBrokers } from '@tierline/platform/testing/engines'
import { openKafkaTopics, withAdmin } from '@tierline/platform/testing/kafka-topics'
import type { KafkaTopics } from '@tierline/platform/testing/kafka-topics'
import { startOwnKafka } from '@tierline/platform/testing/own-kafka'
import { openDoorServer, testSeal } from '../testing/door-server.ts'
import type { DoorServer } from '../testing/door-server.ts'
import { event } from '../testing/sample-event.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close() })

const PERSON = '340102199001011234'
const ALL: InletConfig = { topic: 'events.in', sources: null, types: null, units: null }
const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=UTF-8' }

interface Message {
  value: string | Buffer | null
  headers?: Record<string, string | string[]>
}

function useTopics(brokers: string[]): KafkaTopics {
  const topics = openKafkaTopics(brokers)
  closers.push(() => topics.close())
  return topics
}

async function openDoor(topics: KafkaTopics, inlet: InletConfig = ALL): Promise<DoorServer & { leave(): Promise<void> }> {
  const door = await openDoorServer(undefined, { kafka: topics.config, inlets: [inlet] })
  let left: Promise<void> | null = null
  const leave = (): Promise<void> => (left ??= door.close())
  closers.push(leave)
  return { ...door, leave }
}

/** Writes as another system would, once the door has made the topic. */
async function write(topics: KafkaTopics, messages: Message[]): Promise<void> {
  const topic = `${topics.config.prefix}events.in`
  await until(() => withAdmin(topics.client, async (admin) => (await admin.listTopics()).includes(topic)))
  const writer = topics.client.producer()
  await writer.connect()
  await writer.send({ topic, messages })
  await writer.disconnect()
}

const recordsIn = async (topics: KafkaTopics): Promise<LogRecord[]> =>
  (await topics.read(`${topics.config.prefix}events`)).map(({ value }) => LogRecord.parse(JSON.parse(String(value))))

async function untilRecords(topics: KafkaTopics, count: number): Promise<LogRecord[]> {
  let records: LogRecord[] = []
  await until(async () => (records = await recordsIn(topics)).length >= count)
  return records
}

async function metricOf(door: DoorServer, name: string): Promise<number> {
  const { values = [] } = await door.platform.metrics.getSingleMetric(name)?.get() ?? {}
  return values.reduce((sum, { value }) => sum + value, 0)
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1)
const idsOf = (records: readonly LogRecord[]): string[] => records.map(({ id }) => id ?? '').sort(byText)
const structured = (id: string, changes = {}): Message => ({ value: JSON.stringify(event(id, changes)), headers: STRUCTURED })

describe('other systems’ topic', () => {
  it('takes structured, listed and binary events; what is no event goes to quarantine, and no person is readable in the log', async () => {
    const topics = useTopics(kafkaBrokers())
    await openDoor(topics)
    const person = { data: { person: PERSON } }
    const attributes = { ce_specversion: '1.0', ce_source: 'test', ce_type: 'code.claimed', ce_time: '2021-12-15T08:00:00+08:00', ce_subject: '金安' }
    await write(topics, [
      structured('one', person),
      { value: JSON.stringify([event('listed 1', person), event('listed 2', person), { no: 'event', person: PERSON }]), headers: { 'content-type': 'application/cloudevents-batch+json' } },
      { value: JSON.stringify({ person: PERSON }), headers: { ...attributes, ce_id: 'binary', 'content-type': 'application/json' } },
      { value: JSON.stringify({ person: PERSON }), headers: { ...attributes, ce_id: 'untyped' } },
      { value: JSON.stringify({ person: PERSON }), headers: { ...attributes, ce_id: ['a', 'b'] } },
      { value: `garbage ${PERSON}`, headers: STRUCTURED },
      { value: JSON.stringify(event('no header', person)) },
      { value: null, headers: STRUCTURED },
      structured('unknown unit', { ...person, subject: '河沥' }),
      structured('unknown type', { ...person, type: 'no.such' }),
    ])
    const records = await untilRecords(topics, 12)
    const events = records.filter((record) => record.kind === 'event')
    expect(idsOf(events)).toEqual(['binary', 'listed 1', 'listed 2', 'one', 'untyped'])
    expect(new Set(events.map(({ unit, data }) => `${unit} ${String(data.person)}`)).size).toBe(1)
    const refused = records.filter((record): record is RefusedRecord => record.kind === 'refused')
    expect(refused.map(({ code, id }) => `${code} ${id ?? '-'}`).sort()).toEqual(['unknown_type unknown type', 'unknown_unit unknown unit', ...Array.from({ length: 5 }, () => 'unreadable -')])
    const unreadable = refused.filter(({ code }) => code === 'unreadable')
    expect(new Set(unreadable.map(({ source }) => source))).toEqual(new Set([`${topics.config.prefix}events.in`]))
    const originals = unreadable.map(({ sealed }) => String(testSeal.open(Buffer.from(sealed ?? '', 'base64')))).sort(byText)
    expect(originals).toEqual(['', `garbage ${PERSON}`, JSON.stringify({ no: 'event', person: PERSON }), JSON.stringify({ person: PERSON }), JSON.stringify(event('no header', person))].sort(byText))
    for (const { key, value, headers } of await topics.read(`${topics.config.prefix}events`)) expect(`${String(key)} ${String(value)} ${JSON.stringify(headers)}`).not.toContain(PERSON)
  })

  it('may send only what the configuration permits', async () => {
    const topics = useTopics(kafkaBrokers())
    await openDoor(topics, { ...ALL, sources: new Set(['test']), units: new Set(['341502']) })
    await write(topics, [structured('own'), structured('foreign', { source: 'other' }), structured('elsewhere', { subject: '裕安区' })])
    const records = await untilRecords(topics, 3)
    expect(records.map((record) => (record.kind === 'refused' ? `${record.id ?? ''}: ${record.detail}` : record.id)).sort()).toEqual([
      'elsewhere: subject: found "341503", expected a unit that the topic permits. Extend what the topic may send (TIERLINE_KAFKA_IN) by this unit and replay.',
      'foreign: source: found "other", expected a source that the topic permits. Extend what the topic may send (TIERLINE_KAFKA_IN) by this source and replay.',
      'own',
    ])
  })

})

describe('several readers of the topic', () => {
  it('share it, and go on where it was left', async () => {
    const topics = useTopics(kafkaBrokers())
    const [one, two] = [await openDoor(topics), await openDoor(topics)]
    const many = (name: string): Message[] => Array.from({ length: 60 }, (_, at) => structured(`${name}-${at}`))
    await write(topics, many('a'))
    await untilRecords(topics, 60)
    await one.leave()
    await two.leave()
    await write(topics, many('b'))
    await openDoor(topics)
    const records = await untilRecords(topics, 120)
    expect(new Set(idsOf(records)).size).toBe(120)
    expect(idsOf(records.filter(({ id }) => id?.startsWith('b-'))).length).toBe(60)
  })

  it('count and say what was deleted before it was read', async () => {
    const topics = useTopics(kafkaBrokers())
    const first = await openDoor(topics)
    const topic = `${topics.config.prefix}events.in`
    await write(topics, Array.from({ length: 30 }, (_, at) => ({ ...structured(`read-${at}`), partition: at % 3 })))
    await untilRecords(topics, 30)
    await until(() => withAdmin(topics.client, async (admin) => (await admin.fetchOffsets({ groupId: `${topics.config.prefix}tierline-ingest`, topics: [topic] }))[0]?.partitions.every(({ offset }) => offset === '10') ?? false))
    await first.leave()
    await write(topics, Array.from({ length: 12 }, (_, at) => ({ ...structured(`lost-${at}`), partition: at % 3 })))
    await withAdmin(topics.client, async (admin) => {
      // kafkajs deletes records of topics only that this connection has asked about before.
      await admin.fetchTopicOffsets(topic)
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '14' }, { partition: 1, offset: '14' }] })
    })
    const second = await openDoor(topics)
    await until(async () => await metricOf(second, 'tierline_ingest_inlet_lost_total') >= 8)
    await write(topics, [structured('after')])
    const records = await untilRecords(topics, 35)
    expect(records).toHaveLength(35)
    expect(await metricOf(second, 'tierline_ingest_inlet_lost_total')).toBe(8)
  })
})

describe('the door while the broker is away', () => {
  it('answers 503 that means unknown, then at once; takes the same events again when it is back, and reads the topic on', async () => {
    const kafka = await startOwnKafka()
    closers.push(() => kafka.remove())
    const topics = openKafkaTopics([kafka.address])
    const door = await openDoor(topics)
    const body = JSON.stringify(event('again'))
    expect(await door.post(JSON.stringify(event('before')))).toMatchObject({ status: 200, body: { accepted: 1, duplicates: null, quarantined: [], durability: 'logged' } })
    await kafka.kill()
    const unknown = await door.post(body)
    expect([unknown.status, unknown.headers.get('retry-after'), unknown.body.code, unknown.body.detail]).toEqual([503, '5', 'overloaded', 'The event log did not acknowledge these events; it is unknown whether it kept them. Send the same events with the same ids again.'])
    const away = await door.post(body)
    expect([away.status, away.headers.get('retry-after'), away.body.detail]).toEqual([503, '1', 'The event log is away. These events were not handed to it; send the same events with the same ids again after a second.'])
    expect(await metricOf(door, 'tierline_ingest_overloaded_total')).toBe(2)
    await kafka.restart()
    await until(async () => (await door.post(body)).status === 200)
    await write(topics, [structured('from the topic')])
    await until(async () => idsOf(await recordsIn(topics)).includes('from the topic'))
    expect(idsOf(await recordsIn(topics))).toEqual(expect.arrayContaining(['again', 'before']))
  }, 300_000)
})

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 50_000; !await isTrue();) {
    if (Date.now() > giveUpAt) throw new Error('waited 50 s in vain')
    await wait(200)
  }
}
