import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { KafkaClient } from '@tierline/platform/log/kafka/kafka-client'
import { lanesOf } from '@tierline/platform/log/kafka/topics'
import { openLogger } from '@tierline/platform/logger'
import type { Cluster } from '../../../support/cluster.ts'
import { until } from '../../../support/until.ts'
import { NotHere } from '../block.ts'
import type { Block } from '../block.ts'
import { VOLUME_MB } from '../place.ts'
import { restartEnded } from '../revive.ts'

/** Kafka's own offsets are set back to the beginning of the topic while nobody reads, and every sender sends everything again. */
export const rewinds: Block = {
  name: 'rewind', title: 'whole topic rewound, and everything sent again', rounds: [2, 1],
  async run({ cluster, writers }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      const workers = [cluster.process('rollup', 0), cluster.process('rollup', 1)]
      await Promise.all(workers.map((one) => one.stop()))
      await setOffsetsBack(cluster)
      await Promise.all(workers.map((one) => one.start()))
      await writers.sendAllAgain()
    }
    return { rounds }
  },
}

/** Both roll-ups stand still while the doors fill the log at full speed; then they must work it off. */
export const slowConsumer: Block = {
  name: 'slow', title: 'a slow consumer with a full log', rounds: [1, 0],
  async run({ cluster, writers }, rounds) {
    const workers = [cluster.process('rollup', 0), cluster.process('rollup', 1)]
    for (const one of workers) one.pause()
    const before = writers.sent.size
    const pauseMs = writers.pauseMs
    writers.pauseMs = 0
    await wait(25_000)
    writers.pauseMs = pauseMs
    const waiting = writers.sent.size - before
    for (const one of workers) one.resume()
    return { rounds, note: `${waiting} events waited in the log` }
  },
}

/** The database's disk is full: nothing can be counted, everything is still accepted; then there is room again. */
export const diskFull: Block = {
  name: 'disk', title: 'disk of the database full, then room again', rounds: [2, 0],
  async run({ cluster, timescale, random, say }, rounds) {
    const resizeVolume = timescale.resizeVolume?.bind(timescale)
    if (!resizeVolume) throw new NotHere('a volume that can be filled is had on Debian as root only')
    let refused = 0
    for (let round = 0; round < rounds; round += 1) {
      await wait(random.whole(200, 1_500))
      const usedMb = Math.ceil(Number((await cluster.db.one(raw<{ n: bigint }>(), 'select (sum(pg_database_size(oid)) + (select sum(size) from pg_ls_waldir()))::int8 as n from pg_database')).n) / 1_048_576)
      await resizeVolume(usedMb + 2)
      const isFull = await until('the disk to be full', async () => isRefused(cluster), 60).catch(() => false)
      if (isFull) refused += 1
      await wait(3_000)
      await resizeVolume(VOLUME_MB)
      await until('the database to write again', async () => !(await isRefused(cluster)), 20).catch(async () => {
        say('the database stopped for want of room; it is started again')
        await timescale.restart()
      })
      await restartEnded(cluster)
    }
    return { rounds, note: `full ${refused} of ${rounds} times` }
  },
}

/** Whether the database cannot write a few pages. */
async function isRefused({ db }: Cluster): Promise<boolean> {
  try {
    await db.script(`create table if not exists disk_probe (text text); insert into disk_probe select repeat(md5(n::text), 64) from generate_series(1, 200) as n; truncate disk_probe`)
    return false
  } catch {
    return true
  }
}

async function setOffsetsBack({ environment }: Cluster): Promise<void> {
  const { distributed } = readConfig({ ...environment })
  if (!distributed) throw new Error('The cluster is not distributed.')
  const { topic, group } = lanesOf(distributed.kafka).live
  const admin = new KafkaClient(distributed.kafka, openLogger('silent')).admin()
  await admin.connect()
  try {
    await until('the group to be empty', async () => { await admin.resetOffsets({ groupId: group, topic, earliest: true }); return true }, 60)
  } finally {
    await admin.disconnect()
  }
}
