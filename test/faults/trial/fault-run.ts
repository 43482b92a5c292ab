import { setTimeout as wait } from 'node:timers/promises'
import { NotHere } from './block.ts'
import type { Block, Outcome } from './block.ts'
import { look } from './oracle.ts'
import type { Finding } from './oracle.ts'
import { openPlace } from './place.ts'
import type { Place } from './place.ts'

/** One block with what it came to. */
export interface Line {
  block: Block
  outcome: Outcome | null
  finding: Finding | null
  seconds: number
  /** Why it was not made, or what broke it. */
  failure: string | null
  isNotHere: boolean
}

/** What to run. */
export interface RunChoices {
  seed: number
  blocks: readonly Block[]
  isShort: boolean
  /** Instead of each block's own number. */
  rounds?: number | undefined
  hasVolume: boolean
  /** After so long no further faults are made. */
  minutes?: number
  say: (text: string) => void
}

/** Makes the faults of all blocks, one block after the other on one cluster, and looks at everything after each. */
export async function runFaults({ seed, blocks, isShort, rounds, hasVolume, minutes = Infinity, say }: RunChoices): Promise<Line[]> {
  const late = Date.now() + minutes * 60_000
  const place = await openPlace({ seed, hasVolume, say })
  const lines: Line[] = []
  try {
    // What nothing disturbs must be right too, or the oracle is wrong.
    place.writers.start()
    await wait(2_000)
    for (const { block, count } of parted(blocks, rounds, isShort)) {
      if (Date.now() > late) break
      const line = await make(place, block, count)
      add(lines, line)
      // What one block broke would be found by all that follow.
      if (isFaulty(line)) break
    }
  } finally {
    await Promise.race([place.writers.stop(), wait(10_000, undefined, { ref: false })])
    await place.close()
  }
  return lines
}

/** Long blocks in parts, so that everything is looked at in between. */
function parted(blocks: readonly Block[], rounds: number | undefined, isShort: boolean): { block: Block; count: number }[] {
  return blocks.flatMap((block) => {
    const all = rounds ?? block.rounds[isShort ? 1 : 0]
    const every = block.every ?? all
    return Array.from({ length: all === 0 ? 0 : Math.ceil(all / every) }, (_, part) => ({ block, count: Math.min(every, all - part * every) }))
  })
}

/** The parts of one block make one line; what was found last covers all that came before, for everything is looked at. */
function add(lines: Line[], line: Line): void {
  const last = lines.at(-1)
  if (last?.block !== line.block) return void lines.push(line)
  const outcome = line.outcome && { ...line.outcome, rounds: line.outcome.rounds + (last.outcome?.rounds ?? 0), afterCommit: (line.outcome.afterCommit ?? 0) + (last.outcome?.afterCommit ?? 0) }
  lines[lines.length - 1] = { ...line, outcome, seconds: line.seconds + last.seconds }
}

async function make(place: Place, block: Block, rounds: number): Promise<Line> {
  const started = Date.now()
  const line: Line = { block, outcome: null, finding: null, seconds: 0, failure: null, isNotHere: false }
  place.say(`${block.title}: ${rounds} …`)
  try {
    place.writers.start()
    line.outcome = await block.run(place, rounds)
    await stopInTime(place)
    const { cluster: { db, client }, city, writers, told } = place
    line.finding = await look({ db, client, city, writers })
    line.finding.differences.push(...await told.faults())
  } catch (error) {
    line.isNotHere = error instanceof NotHere
    line.failure = error instanceof Error ? error.message : String(error)
    if (!line.isNotHere) place.say(lastWords(place))
  }
  line.seconds = (Date.now() - started) / 1000
  const { finding } = line
  if (finding) place.say(`  after ${line.seconds.toFixed(0)} s: ${finding.acknowledged} acknowledged, ${finding.lost} lost, ${finding.doubled} doubled, ${finding.differences.length} differences in ${finding.cells} cells and ${finding.boards} boards${toldOf(line.outcome)}`)
  return line
}

/** What a block says of itself. */
export const toldOf = (outcome: Outcome | null): string => [outcome?.note, outcome?.afterCommit === undefined ? undefined : `${outcome.afterCommit} of them right after a commit`].filter((text) => text !== undefined).map((text) => `; ${text}`).join('')

/** Everything that was sent is acknowledged within two minutes, or something does not come back. */
async function stopInTime({ writers }: Place): Promise<void> {
  const late = wait(120_000, undefined, { ref: false }).then(() => { throw new Error(`${writers.sent.size - writers.acknowledged.size} events were not acknowledged within 120 s after the faults, expected the doors to take them`) })
  await Promise.race([writers.stop(), late])
}

const lastWords = ({ cluster }: Place): string => cluster.processes.map(({ name, isRunning, lastText }) => `--- ${name}${isRunning ? '' : ' (ended)'}:\n${lastText.slice(-1_500)}`).join('\n')

/** Whether something was lost, doubled, different, or did not come to its end. */
export const isFaulty = ({ finding, isNotHere }: Line): boolean => !isNotHere && (finding === null || finding.lost > 0 || finding.doubled > 0 || finding.differences.length > 0)
