import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import type { Block } from '../block.ts'
import { buildOldVersion, startOldRollup } from '../old-version.ts'
import { SESSION_MS } from '../place.ts'

/** Stopped for longer than its session, so that another takes its partitions; then it goes on, and believes that they are its own. */
export const zombies: Block = {
  name: 'zombie', title: 'zombie: SIGSTOP past the session time-out, takeover, SIGCONT', rounds: [6, 1],
  async run({ cluster, random }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      const [worker, scorer] = [cluster.process('rollup', round % 2), cluster.process('scoring', round % 2)]
      await wait(random.whole(100, 1_000))
      worker.pause()
      scorer.pause()
      await wait(SESSION_MS + random.whole(2_000, 5_000))
      worker.resume()
      scorer.resume()
      await wait(1_000)
    }
    return { rounds }
  },
}

const SHIFT = fileURLToPath(new URL('../shifted-clock.mjs', import.meta.url))
const HOUR_MS = 3_600_000

/** One door and one roll-up live in the wrong hour. What must hold: nothing is lost or doubled, the ledger balances, and figures are those of the stored instant, which follows the fastest clock and never goes back. */
export const wrongClocks: Block = {
  name: 'clock', title: 'clock skew of ±1 h: a door and a roll-up started in the wrong hour', rounds: [4, 2],
  async run({ cluster }, rounds) {
    for (let round = 0; round < rounds; round += 1) {
      const shift = round % 2 === 0 ? HOUR_MS : -HOUR_MS
      for (const service of ['ingest', 'rollup'] as const) {
        const one = cluster.process(service, 1)
        await one.kill()
        await one.start({ NODE_OPTIONS: `--import=${SHIFT}`, FAULTS_CLOCK_SHIFT_MS: String(shift) })
      }
      await wait(3_000)
    }
    for (const service of ['ingest', 'rollup'] as const) {
      const one = cluster.process(service, 1)
      await one.kill()
      await one.start({ NODE_OPTIONS: '', FAULTS_CLOCK_SHIFT_MS: '0' })
    }
    return { rounds }
  },
}

/** The build of the commit before, one roll-up of it beside the new ones in one group, killed and started again. */
export const oldAndNew: Block = {
  name: 'versions', title: 'old and new version in one consumer group', rounds: [4, 0],
  async run({ cluster, random, say }, rounds) {
    const old = await buildOldVersion()
    say(`the old version is ${old.commit}`)
    try {
      for (let round = 0; round < rounds; round += 1) {
        const one = await startOldRollup(old.folder, cluster.environment)
        await wait(SESSION_MS + random.whole(1_000, 3_000))
        const [newer] = [cluster.process('rollup', round % 2)]
        await newer.kill()
        await newer.start()
        await wait(1_000)
        await one.kill()
      }
    } finally {
      await old.remove()
    }
    return { rounds, note: `old: ${old.commit}` }
  },
}
