import type { LogRecord } from '@tierline/contracts/log-record'
import type { Clock } from '@tierline/platform/clock'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { sqlState } from '@tierline/platform/database/database-errors'
import { PositionTaken } from '@tierline/platform/log/event-log'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { RollupConsumer } from '@tierline/rollup/consume/consumer'
import { BackFill } from '@tierline/rollup/measures/back-fill'
import { registerMeasures } from '@tierline/rollup/measures/register-measures'
import { Ticker } from '@tierline/rollup/ticker/ticker'
import type { Rubric } from '@tierline/scoring'
import { ScoringLoop } from '@tierline/scoring-service/loop/scoring-loop'
import type { Random } from '../../support/random.ts'
import { ConnectionLost } from './faulty-database.ts'
import { FIRST_POSITION, PARTITIONS, SIMULATED_LOG } from './simulated-log.ts'
import type { SimulatedLog } from './simulated-log.ts'
import { END, HORIZON_MS, mended, START } from './stream.ts'
import type { World } from './world.ts'

/** What all actors of a round share. */
export interface Stage {
  world: World
  log: SimulatedLog
  clock: Clock
  /** The rubric in force. */
  rubric: Rubric
  /** Lets the machine's time pass, by which the scorers pace themselves. */
  letTimePass: (ms: number) => void
}

/** One actor's means: its connections and its part of the seed. */
export interface Means {
  db: Database
  random: Random
}

/** Runs a piece of work; a lost connection, a collision or a taken position ends it, as they end a batch, and it says so. Everything else is a defect. */
export async function attempt(work: () => Promise<unknown>): Promise<'done' | 'lost' | 'collided'> {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (error instanceof ConnectionLost) return 'lost'
    if (error instanceof PositionTaken || ['40001', '40P01'].includes(sqlState(error) ?? '')) return 'collided'
    throw error
  }
}

const partsOf = ({ world }: Stage, db: Database) => ({
  db, units: world.directory, rules: () => world.rules, signal: new InProcessSignal(), logger: world.logger, identityHorizonMs: HORIZON_MS,
})

/** A roll-up worker. Which partition it takes is drawn each time, as if every one were another zombie's; now and then it is killed, and what it remembers with it. */
export class Worker {
  private consumer: RollupConsumer

  constructor(private readonly stage: Stage, private readonly means: Means) {
    this.consumer = new RollupConsumer(partsOf(stage, means.db))
  }

  /** Takes some records of a partition, at times again from further back; false where there were none. */
  async take(partition: number, count: number): Promise<boolean> {
    const { random } = this.means
    let isThere = false
    const outcome = await attempt(async () => {
      const next = await this.consumer.position({ log: SIMULATED_LOG, partition }, FIRST_POSITION)
      const from = random.chance(0.2) ? next - random.whole(1, 8) : next
      const batch = this.stage.log.read(partition, from, count)
      if (!batch) return
      isThere = (batch.positions?.at(-1) ?? 0) >= next
      const fresh = batch.records.flatMap((record, at) => ((batch.positions?.[at] ?? 0) >= next ? [{ record, position: batch.positions?.[at] ?? 0 }] : []))
      // The log's reader leaves out what is below the stored position; one that does not is refused by the fence.
      if (random.chance(0.8)) await this.consumer.consume({ ...batch, records: fresh.map(({ record }) => record), positions: fresh.map(({ position }) => position) })
      else await this.consumer.consume(batch)
    })
    if (outcome !== 'done' && random.chance(0.5)) this.revive()
    return isThere || outcome !== 'done'
  }

  async takeSome(times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) await this.take(this.means.random.whole(0, PARTITIONS - 1), this.means.random.whole(1, 8))
  }

  async takeAll(): Promise<void> {
    for (let partition = 0; partition < PARTITIONS; partition += 1) while (await this.take(partition, 50));
  }

  private revive(): void {
    this.consumer = new RollupConsumer(partsOf(this.stage, this.means.db))
  }
}

/** The door of the embedded shape: its batches carry no positions, and what was not acknowledged is sent again until it is. */
export async function sendThroughDoor(stage: Stage, { db, random }: Means, batches: readonly (readonly LogRecord[])[]): Promise<void> {
  let consumer = new RollupConsumer(partsOf(stage, db))
  for (const records of batches) {
    while ((await attempt(() => consumer.consume({ log: 'door', partition: 0, positions: null, records }))) !== 'done') {
      if (random.chance(0.5)) consumer = new RollupConsumer(partsOf(stage, db))
    }
  }
}

/** A scorer, killed now and then. */
export class Scorer {
  private loop: ScoringLoop

  constructor(private readonly stage: Stage, private readonly means: Means) {
    this.loop = this.fresh()
  }

  async pass(times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      this.stage.letTimePass(5_000)
      const outcome = await attempt(() => this.loop.pass())
      if (outcome !== 'done' && this.means.random.chance(0.5)) this.loop = this.fresh()
    }
  }

  private fresh(): ScoringLoop {
    const { world, clock } = this.stage
    return new ScoringLoop({ db: this.means.db, clock, directory: world.directory, signal: new InProcessSignal(), logger: world.logger, rubrics: () => [this.stage.rubric], queued: () => 0 })
  }
}

/** The clock: its instants are drawn, so some lie before the stored one, which they must not move. */
export async function tickSome(stage: Stage, { db, random }: Means, times: number): Promise<void> {
  const ticker = new Ticker(partsOf(stage, db) as ConstructorParameters<typeof Ticker>[0])
  for (let n = 0; n < times; n += 1) await attempt(() => ticker.tick(START + random.whole(0, (END - START) / 3_600_000) * 3_600_000))
}

export async function tickToTheEnd(stage: Stage, { db }: Means): Promise<void> {
  await new Ticker(partsOf(stage, db) as ConstructorParameters<typeof Ticker>[0]).tick(END)
}

export async function fillSome(stage: Stage, { db }: Means, times: number): Promise<void> {
  const backFill = new BackFill(partsOf(stage, db))
  for (let n = 0; n < times; n += 1) await attempt(() => backFill.step())
}

export async function fillAll(stage: Stage, { db }: Means): Promise<void> {
  await new BackFill(partsOf(stage, db)).run()
}

/** A clerk: declares measures, loads the rubric again, and replays what is quarantined, at times twice. */
export async function administer(stage: Stage, means: Means, deeds: readonly ('declare' | 'reload' | 'replay')[]): Promise<void> {
  const { world } = stage
  for (const deed of deeds) {
    await attempt(async () => {
      if (deed === 'declare') await registerMeasures(means.db, world.declarations('later'), START)
      else if (deed === 'replay') await replay(stage, means)
      else {
        await registerMeasures(means.db, world.declarations('later'), START)
        await world.enforce(means.db, world.rubrics[1])
        stage.rubric = world.rubrics[1]
      }
    })
  }
}

const OpenRow = raw<{ id: bigint; source: string; event_id: string }>()

async function replay({ log }: Stage, { db, random }: Means): Promise<void> {
  const open = await db.rows(OpenRow, `select id, source, event_id from quarantine where state = 'open' order by id limit 3`)
  if (open.length === 0) return
  const { id, source, event_id: eventId } = random.one(open)
  const record = mended({ source, eventId, replayOf: Number(id) })
  log.append(record)
  if (random.chance(0.3)) log.append(record)
}
