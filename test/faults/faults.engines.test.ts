import { randomInt } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { brokerHard, postgresKilled, redisGone } from './trial/blocks/broken-engines.ts'
import { kills } from './trial/blocks/kills.ts'
import { zombies } from './trial/blocks/strange-processes.ts'
import { runFaults } from './trial/fault-run.ts'
import type { Line } from './trial/fault-run.ts'

/** Some of each; the command `npm run test:faults` makes them all, and more of them. */
const BLOCKS = [kills, brokerHard, postgresKilled, redisGone, zombies]

const summary = ({ block, outcome, finding, failure }: Line) => ({
  fault: block.name, isMade: (outcome?.rounds ?? 0) > 0, failure, lost: finding?.lost, doubled: finding?.doubled, differences: finding?.differences.slice(0, 3),
})

describe('real processes on real engines, killed and broken while writers send, 30 % of it twice and 1 % of it poison', () => {
  it('lose nothing, double nothing, and show what a plain recomputation shows', async () => {
    const seed = randomInt(2 ** 30)
    process.stdout.write(`The fault run's seed is ${seed}; npm run test:faults -- --short --seed ${seed} ${BLOCKS.map(({ name }) => `--only ${name}`).join(' ')} draws the same faults.\n`)
    const said: string[] = []
    const lines = await runFaults({ seed, blocks: BLOCKS, isShort: true, hasVolume: false, say: (text) => void said.push(text) })
    const told = lines.map(summary)
    if (told.some(({ failure }) => failure !== null)) process.stdout.write(`${said.join('\n')}\n`)
    expect(told).toEqual(BLOCKS.map(({ name }) => ({ fault: name, isMade: true, failure: null, lost: 0, doubled: 0, differences: [] })))
    for (const { finding } of lines) expect([finding?.acknowledged, finding?.cells, finding?.boards].map(Number).every((count) => count > 0)).toBe(true)
  }, 600_000)
})
