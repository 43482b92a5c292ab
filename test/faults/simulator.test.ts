import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { playRound, simulate } from './simulator/simulator.ts'
import type { Run } from './simulator/simulator.ts'
import { fastTime } from './simulator/time.ts'
import type { FastTime } from './simulator/time.ts'
import { World } from './simulator/world.ts'

const ROUNDS = 40
/** Enough on any machine; the long run is a command of its own. */
const SECONDS = 10

const failed = ({ failed: round }: Run): unknown => round && { again: `npm run test:faults -- --simulate 1 --seed ${round.seed}`, differences: round.differences.slice(0, 5) }

describe('roll-up and scoring, simulated under lost connections, kills, rewinds, duplicates and poison', () => {
  it('leave what the records alone say, in rounds of known seeds', async () => {
    const run = await simulate({ seed: 20_211_001, rounds: ROUNDS, seconds: SECONDS })
    expect(failed(run)).toBeNull()
    expect(run.rounds).toBeGreaterThan(0)
    expect(run.steps).toBeGreaterThan(run.rounds * 100)
  }, 120_000)

  it('do so in rounds of a seed that nobody chose', async () => {
    const seed = randomInt(2 ** 30)
    process.stdout.write(`The simulator's random seed is ${seed}.\n`)
    expect(failed(await simulate({ seed, rounds: ROUNDS, seconds: SECONDS }))).toBeNull()
  }, 120_000)
})

describe('a round', () => {
  let world: World
  let time: FastTime
  beforeAll(async () => {
    world = await World.open()
    time = fastTime()
  }, 60_000)
  afterAll(async () => {
    time.restore()
    await world.close()
  })

  it('is the same step by step when its seed is played again', async () => {
    const [first, second] = [await playRound(world, { seed: 4_711, letTimePass: time.pass }), await playRound(world, { seed: 4_711, letTimePass: time.pass })]
    expect(second.trace).toEqual(first.trace)
    expect(first.trace.some((step) => step.includes('✗'))).toBe(true)
  })

  it('is found to differ when something that was counted is changed behind its back', async () => {
    const tampered = async (sql: string): Promise<string> => {
      const { calm } = world
      const round = await playRound(world, { seed: 4_711, letTimePass: time.pass, beforeLook: () => calm.script(sql) })
      return round.differences.join('\n')
    }
    expect(await tampered(`delete from ledger where identity in (select identity from ledger limit 1)`)).toContain('lost: ')
    expect(await tampered(`update rollup set value = value + 1 where (measure, unit, key, bucket) in (select measure, unit, key, bucket from rollup limit 1)`)).toContain('stored is')
    expect(await tampered(`update log_position set next = next + 1 where partition = 0`)).toContain('do not balance')
    expect(await tampered(`update score set row = jsonb_set(row, '{rank}', '9') where (board, unit) in (select board, unit from score limit 1)`)).toContain('board 2021')
  }, 120_000)
})
