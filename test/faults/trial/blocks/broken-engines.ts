import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../../support/random.ts'
import type { Block } from '../block.ts'
import { restartEnded } from '../revive.ts'

/** Between two faults of one engine, so that work goes on in between. */
const REST_MS = [300, 2_000] as const
const rest = (random: Random): Promise<void> => wait(random.whole(...REST_MS))

export const brokerClean: Block = {
  name: 'broker-clean', title: 'broker restarted in order', rounds: [3, 0],
  async run({ kafka, random, cluster }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      await rest(random)
      await kafka.restart()
      await restartEnded(cluster)
    }
    return { rounds }
  },
}

export const brokerHard: Block = {
  name: 'broker-hard', title: 'broker killed (kill −9) and started again', rounds: [4, 1],
  async run({ kafka, random, cluster }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      await rest(random)
      await kafka.kill()
      await wait(random.whole(0, 2_000))
      await kafka.restart()
      await restartEnded(cluster)
    }
    return { rounds }
  },
}

export const postgresKilled: Block = {
  name: 'postgres-killed', title: 'PostgreSQL killed (kill −9) and started again', rounds: [8, 1],
  async run({ timescale, random, cluster }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      await rest(random)
      await timescale.kill()
      await wait(random.whole(0, 2_000))
      await timescale.restart()
      await restartEnded(cluster)
    }
    return { rounds }
  },
}

export const connectionsTerminated: Block = {
  name: 'connections', title: 'all database connections terminated', rounds: [40, 4],
  async run({ random, cluster }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      await wait(random.whole(20, 600))
      await cluster.db.run('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()').catch(() => undefined)
    }
    await restartEnded(cluster)
    return { rounds }
  },
}

export const ambiguousCommits: Block = {
  name: 'ambiguous', title: 'commits that stand although the answer was cut off', rounds: [200, 15],
  async run({ proxy, cluster }, rounds) {
    const before = proxy.cut
    proxy.rate = 0.1
    for (const deadline = Date.now() + 90_000; proxy.cut - before < rounds && Date.now() < deadline;) await wait(50)
    proxy.rate = 0
    await restartEnded(cluster)
    return { rounds: proxy.cut - before }
  },
}

export const redisGone: Block = {
  name: 'redis', title: 'Redis flushed, and stopped and started empty', rounds: [6, 2],
  async run({ redis, random, cluster }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      await rest(random)
      if (round % 2 === 0) await tell(redis.port, 'FLUSHALL\r\n')
      else {
        await redis.kill()
        await wait(random.whole(500, 4_000))
        await redis.restart()
      }
    }
    await restartEnded(cluster)
    return { rounds }
  },
}

/** Says one line to a server and waits for its answer. */
function tell(port: number, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(line))
    socket.once('data', () => {
      socket.end()
      resolve()
    })
    socket.once('error', reject)
  })
}
