import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { machine } from '../bench/report/machine.ts'
import { faultsOf, table, writePage } from './report.ts'
import { simulate } from './simulator/simulator.ts'
import { BLOCKS } from './trial/blocks.ts'
import { isFaulty, runFaults } from './trial/fault-run.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, rounds: { type: 'string' }, only: { type: 'string', multiple: true }, short: { type: 'boolean', default: false }, simulate: { type: 'string' }, minutes: { type: 'string', default: '60' } } })
const seed = values.seed === undefined ? randomInt(2 ** 30) : Number(values.seed)
const say = (text: string): void => void process.stdout.write(`${text}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
say(`seed ${seed}`)
process.exitCode = values.simulate === undefined ? await faults() : await simulated(Number(values.simulate))

async function simulated(rounds: number): Promise<number> {
  const run = await simulate({ seed, rounds, told: (round) => { if (round % 200 === 0) say(`${round} rounds`) } })
  say(`${run.rounds} rounds, ${run.steps} steps in ${run.seconds.toFixed(1)} s (${Math.round((run.rounds / run.seconds) * 60)} rounds a minute), seeds ${seed} to ${seed + run.rounds - 1}`)
  if (!run.failed) return 0
  say(`\nThe round of seed ${run.failed.seed} differs:\n${run.failed.differences.slice(0, 20).join('\n')}\n\nIts steps:\n${run.failed.trace.join('\n')}\n\nAgain: npm run test:faults -- --simulate 1 --seed ${run.failed.seed}`)
  return 1
}

async function faults(): Promise<number> {
  const { only, rounds, short: isShort } = values
  const unknown = only?.filter((name) => !BLOCKS.some((block) => block.name === name)) ?? []
  if (unknown.length > 0) {
    say(`There is no fault ${unknown.join(', ')}; name some of ${BLOCKS.map(({ name }) => name).join(', ')}.`)
    return 2
  }
  const blocks = BLOCKS.filter(({ name }) => only?.includes(name) ?? true)
  const lines = await runFaults({ seed, blocks, isShort, rounds: rounds === undefined ? undefined : Number(rounds), hasVolume: !isShort && blocks.some(({ name }) => name === 'disk'), minutes: Number(values.minutes), say })
  say(`\n${table(lines)}\n\nseed ${seed}`)
  if (only === undefined && rounds === undefined && !isShort) await writePage(lines, { seed, machine: machine() })
  const found = faultsOf(lines)
  if (found.length > 0) say(`\n${found.join('\n')}`)
  return lines.some(isFaulty) ? 1 : 0
}
