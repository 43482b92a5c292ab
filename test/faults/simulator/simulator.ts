import { SimulatedClock } from '@tierline/platform/clock'
import { Random } from '../../support/random.ts'
import { administer, fillAll, fillSome, Scorer, sendThroughDoor, tickSome, tickToTheEnd, Worker } from './actors.ts'
import type { Means, Stage } from './actors.ts'
import type { FaultyDatabase } from './faulty-database.ts'
import { differencesOf } from './oracle.ts'
import { Schedule } from './schedule.ts'
import type { Actor } from './schedule.ts'
import { SimulatedLog } from './simulated-log.ts'
import { END, sendingOf, START } from './stream.ts'
import { fastTime } from './time.ts'
import { World } from './world.ts'

/** What a round came to; a round that differs or throws is a defect of the program (or of the simulator). */
export interface Round {
  seed: number
  differences: string[]
  trace: readonly string[]
}

/** Rounds that ran, and the first that failed. */
export interface Run {
  rounds: number
  steps: number
  seconds: number
  failed: Round | null
}

/** How a round is played. `beforeLook` may change what it left, to see that the oracle sees it. */
export interface RoundChoices {
  seed: number
  letTimePass: (ms: number) => void
  beforeLook?: () => Promise<void>
}

/** Plays rounds of the seeds from `seed` on until one fails, or all are done, or the time is over. */
export async function simulate({ seed, rounds, seconds = Infinity, told = () => undefined }: { seed: number; rounds: number; seconds?: number; told?: (round: number) => void }): Promise<Run> {
  const world = await World.open()
  const time = fastTime()
  const run: Run = { rounds: 0, steps: 0, seconds: 0, failed: null }
  try {
    const begun = Date.now()
    while (run.rounds < rounds && !run.failed && Date.now() - begun < seconds * 1000) {
      const round = await playRound(world, { seed: seed + run.rounds, letTimePass: time.pass })
      run.rounds += 1
      run.steps += round.trace.length
      if (round.differences.length > 0) run.failed = round
      told(run.rounds)
    }
    return { ...run, seconds: (Date.now() - begun) / 1000 }
  } finally {
    time.restore()
    await world.close()
  }
}

/** One round: everything happens at once under faults; then it is drained without them; then it is looked at. */
export async function playRound(world: World, { seed, letTimePass, beforeLook }: RoundChoices): Promise<Round> {
  await world.reset()
  const random = new Random(seed)
  const { log: records, door } = sendingOf(new Random(random.whole(0, 2 ** 31)))
  const stage: Stage = { world, log: new SimulatedLog(new Random(random.whole(0, 2 ** 31)), records), clock: new SimulatedClock(START), rubric: world.rubrics[0], letTimePass }
  const schedule = new Schedule(new Random(random.whole(0, 2 ** 31)), () => world.waitingForLocks())
  const cast = new Cast(world, schedule, random)
  try {
    await play({ stage, schedule, cast, random }, door)
    await beforeLook?.()
    return { seed, trace: schedule.trace, differences: await differencesOf(world, [...stage.log.all(), ...door.flat()], stage.rubric) }
  } catch (error) {
    return { seed, trace: schedule.trace, differences: [error instanceof Error ? error.stack ?? error.message : String(error)] }
  }
}

interface Play {
  stage: Stage
  schedule: Schedule
  cast: Cast
  random: Random
}

async function play({ stage, schedule, cast, random }: Play, door: ReturnType<typeof sendingOf>['door']): Promise<void> {
  const [one, two, gate, clock, filler, clerk, first, second] = (['worker-1', 'worker-2', 'door', 'clock', 'filler', 'clerk', 'scorer-1', 'scorer-2'] as const).map((name) => cast.member(name))
  if (!one || !two || !gate || !clock || !filler || !clerk || !first || !second) throw new Error('The cast is not whole.')
  const workers = [new Worker(stage, one), new Worker(stage, two)] as const
  const scorers = [new Scorer(stage, first), new Scorer(stage, second)] as const
  const deeds = random.shuffled(['declare', 'reload', 'replay', 'replay'] as const).slice(0, random.whole(0, 3))
  cast.lossRate = random.one([0, 0.1, 0.25])
  const often = (most: number): number => (random.chance(0.6) ? random.whole(1, most) : 0)
  await schedule.run(new Map([
    [one.actor, () => workers[0].takeSome(random.whole(2, 5))],
    [two.actor, () => workers[1].takeSome(often(4))],
    [gate.actor, () => sendThroughDoor(stage, gate, door)],
    [clock.actor, () => tickSome(stage, clock, often(2))],
    [filler.actor, () => fillSome(stage, filler, often(2))],
    [clerk.actor, () => administer(stage, clerk, deeds)],
    [first.actor, () => scorers[0].pass(often(2))],
    [second.actor, () => scorers[1].pass(often(2))],
  ]))
  cast.lossRate = 0
  await schedule.run(new Map([[one.actor, () => workers[0].takeAll()], [two.actor, () => workers[1].takeAll()], [clock.actor, () => tickToTheEnd(stage, clock)]]))
  // A batch that was under way when the clock moved folded its cases at the instant before; the next tick finds them by their state.
  await schedule.run(new Map([[clock.actor, () => tickToTheEnd(stage, clock)], [filler.actor, () => fillAll(stage, filler)]]))
  stage.clock = new SimulatedClock(END)
  // One after the other finds what the first could not take, for somebody held it just then.
  await schedule.run(new Map([[first.actor, () => scorers[0].pass(1)], [second.actor, () => scorers[1].pass(1)]]))
  await schedule.run(new Map([[first.actor, () => scorers[0].pass(1)]]))
}

type Member = Means & { actor: Actor; db: FaultyDatabase }

/** The actors of one round, each with a part of the seed of its own, so that one's draws do not move another's. */
class Cast {
  private readonly members: FaultyDatabase[] = []

  constructor(private readonly world: World, private readonly schedule: Schedule, private readonly random: Random) {}

  member(name: string): Member {
    const random = new Random(this.random.whole(0, 2 ** 31))
    const actor = this.schedule.actor(name)
    const db = this.world.connection({ actor, schedule: this.schedule, random: new Random(random.whole(0, 2 ** 31)), lossRate: 0 })
    this.members.push(db)
    return { actor, db, random }
  }

  set lossRate(rate: number) {
    for (const { weather } of this.members) weather.lossRate = rate
  }
}
