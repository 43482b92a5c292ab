import { describe, expect, it } from '@jest/globals'
import { Kafka, logLevel } from 'kafkajs'
import { until } from '../support/until.ts'
import * as kafka from './kafka.mjs'
import { leaveNothingBehind, own, place } from './own.ts'

leaveNothingBehind()

describe('a Kafka of one\'s own', () => {
  const client = (address: string): Kafka => new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 12 } })

  it('keeps its log and its identity over a kill, and takes settings', async () => {
    const engine = await own(kafka.start({ folder: place(), properties: { 'log.retention.ms': '123456789' } }))
    const admin = client(engine.address).admin()
    await admin.connect()
    await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 2 }] })
    const { clusterId } = await admin.describeCluster()
    const producer = client(engine.address).producer()
    await producer.connect()
    await producer.send({ topic: 'kept', acks: -1, messages: [{ partition: 0, value: 'a' }, { partition: 1, value: 'b' }, { partition: 1, value: 'c' }] })
    await Promise.all([producer.disconnect(), admin.disconnect()])
    const before = engine.pid

    await engine.kill()
    await engine.restart()

    expect(engine.pid).not.toBe(before)
    const again = client(engine.address).admin()
    await again.connect()
    expect((await again.describeCluster()).clusterId).toBe(clusterId)
    const ends = await until('the leader of the topic', async () => await again.fetchTopicOffsets('kept'))
    expect(Object.fromEntries(ends.map(({ partition, high }) => [partition, high]))).toEqual({ 0: '1', 1: '2' })
    const { resources } = await again.describeConfigs({ includeSynonyms: false, resources: [{ type: 4, name: '1', configNames: ['log.retention.ms', 'auto.create.topics.enable'] }] })
    expect(Object.fromEntries(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]) ?? [])).toEqual({ 'log.retention.ms': '123456789', 'auto.create.topics.enable': 'false' })
    await again.disconnect()
  })
})
