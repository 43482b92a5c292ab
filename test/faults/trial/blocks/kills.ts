import { setTimeout as wait } from 'node:timers/promises'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import type { Service } from '../../../support/gateway.ts'
import { Random } from '../../../support/random.ts'
import type { Block } from '../block.ts'
import { SESSION_MS } from '../place.ts'
import type { Place } from '../place.ts'
import { takeoverOf } from '../takeover.ts'

const KILLED: readonly Service[] = ['ingest', 'rollup', 'scoring', 'alerts']

/** kill −9 at random points, by two killers at once, each of one half of the processes; every second one of a roll-up strikes right after a commit, before Kafka hears of it. */
export const kills: Block = {
  name: 'kills',
  title: 'kill −9 of ingest, roll-up, scoring, alerts at random points',
  rounds: [200, 12],
  every: 20,
  async run(place, rounds) {
    const halves = [Math.ceil(rounds / 2), Math.floor(rounds / 2)].map((count, index) => killSome(place, { count, index, random: new Random(place.random.whole(0, 2 ** 31)) }))
    const afterCommit = (await Promise.all(halves)).reduce((sum, one) => sum + one, 0)
    return { rounds, afterCommit }
  },
}

interface Half {
  index: number
  count: number
  random: Random
}

/** Gives how many struck right after a commit. */
async function killSome({ cluster }: Place, { count, index, random }: Half): Promise<number> {
  let afterCommit = 0
  for (let round = 1; round <= count; round += 1) {
    const victim = cluster.process(random.one(KILLED), index)
    await wait(random.whole(10, 700))
    if (victim.service === 'rollup' && random.chance(0.5) && await nextCommit(cluster.db)) afterCommit += 1
    await victim.kill()
    await victim.start()
  }
  return afterCommit
}

/** How long the partitions and boards of a killed process stand still. */
export const takeovers: Block = {
  name: 'takeovers',
  title: 'takeover after kill −9 of a roll-up and of a scorer',
  rounds: [8, 2],
  async run(place, rounds) {
    const rollup: number[] = []
    const scoring: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      rollup.push(await killedFor(place, 'rollup', round % 2))
      scoring.push(await killedFor(place, 'scoring', round % 2))
    }
    const bound = SESSION_MS + 5_000
    const late = [...rollup, ...scoring].filter((ms) => ms > bound)
    if (late.length > 0) throw new Error(`takeover: ${late.join(', ')} ms, expected ${bound} ms at most`)
    return { rounds: rounds * 2, note: `partitions ${told(rollup)}; boards ${told(scoring)}; bound ${bound} ms` }
  },
}

const told = (ms: readonly number[]): string => `${Math.min(...ms)}–${Math.max(...ms)} ms`

async function killedFor(place: Place, service: 'rollup' | 'scoring', index: number): Promise<number> {
  const victim = place.cluster.process(service, index)
  const took = await takeoverOf(place.cluster.db, service, async () => { await victim.kill() })
  await victim.start()
  await victim.untilReady()
  // The group is whole again before the next one dies.
  await wait(SESSION_MS)
  return took
}

/** Resolves right after some batch has committed; false where none did in time. */
async function nextCommit(db: Database): Promise<boolean> {
  const sum = async (): Promise<bigint> => (await db.one(raw<{ n: bigint }>(), 'select coalesce(sum(next), 0)::int8 as n from log_position')).n
  const before = await sum()
  for (const deadline = Date.now() + 5_000; Date.now() < deadline;) {
    if ((await sum()) !== before) return true
    await wait(2)
  }
  return false
}
