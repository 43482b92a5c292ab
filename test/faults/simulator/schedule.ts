import type { Random } from '../../support/random.ts'

/** One that takes turns: a worker, a scorer, the clock. Only one of them runs at a time, from one statement to the next. */
export interface Actor {
  name: string
  /** Statements that wait for the actor's turn, in the order in which they came. */
  pending: (() => void)[]
  /** Statements that PostgreSQL has not answered yet. */
  inFlight: number
  isDone: boolean
}

/** How long an actor may take for one turn before the server is asked whether it waits for a lock. */
const SOON_MS = 1
/** The server looks for a deadlock after 1 ms (see the world); by then it has found every one. */
const DEADLOCK_MS = 3
const STUCK_MS = 20_000

/**
 * Interleaves actors statement by statement in an order that comes from the seed alone: the next one is drawn only once every other is at rest,
 * that is before its next statement, at its end, or waiting in PostgreSQL for a lock that another one holds.
 */
export class Schedule {
  readonly trace: string[] = []
  private readonly actors: Actor[] = []
  private changed: () => void = () => undefined
  private last: Actor | null = null
  /** Those that were found to wait for a lock; they do until some transaction ends. */
  private readonly blocked = new Set<Actor>()

  /** `waitingForLocks` asks the server how many of its sessions wait for a lock. */
  constructor(private readonly random: Random, private readonly waitingForLocks: () => Promise<number>) {}

  actor(name: string): Actor {
    const actor = { name, pending: [], inFlight: 0, isDone: true }
    this.actors.push(actor)
    return actor
  }

  /** Waits for the actor's turn. What it does then is told in the trace. */
  async turn(actor: Actor, what: string): Promise<void> {
    await new Promise<void>((resolve) => {
      actor.pending.push(() => {
        this.trace.push(`${actor.name}: ${what}`)
        resolve()
      })
      this.changed()
    })
  }

  /** Marks what PostgreSQL is at work on for the actor. */
  async during<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    actor.inFlight += 1
    try {
      return await work()
    } finally {
      actor.inFlight -= 1
      this.blocked.delete(actor)
      this.changed()
    }
  }

  /** A transaction has ended: who waits for its locks may go on. */
  release(): void {
    this.blocked.clear()
  }

  tell(actor: Actor, what: string): void {
    this.trace.push(`${actor.name}: ${what}`)
  }

  /** Runs what the actors do to the end of all; the first that throws ends the run with its error. */
  async run(scripts: ReadonlyMap<Actor, () => Promise<void>>): Promise<void> {
    const failures: unknown[] = []
    const running = [...scripts].map(async ([actor, script]) => {
      actor.isDone = false
      try {
        await this.turn(actor, 'begins')
        await script()
      } catch (error) {
        failures.push(error)
      }
      actor.isDone = true
      this.changed()
    })
    while (await this.untilAtRest()) this.grant(this.next())
    await Promise.all(running)
    if (failures.length > 0) throw failures[0]
  }

  /** Often the same again, so that both long runs of one and quick changes come up. */
  private next(): Actor {
    const able = this.actors.filter(isAble)
    if (this.last && able.includes(this.last) && this.random.chance(0.6)) return this.last
    this.last = this.random.one(able)
    return this.last
  }

  private grant(actor: Actor): void {
    for (const go of actor.pending.splice(0)) go()
  }

  /** False when all have ended. */
  private async untilAtRest(): Promise<boolean> {
    const late = Date.now() + STUCK_MS
    for (;;) {
      await new Promise(setImmediate)
      const busy = this.actors.filter((actor) => !actor.isDone && !isAble(actor))
      if (busy.length === 0) return this.actors.some(({ isDone }) => !isDone)
      const isOneAble = this.actors.some(isAble)
      if (isOneAble && busy.every((actor) => this.blocked.has(actor))) return true
      if (!(await this.changesSoon()) && (await this.areBlocked(busy)) && isOneAble) {
        for (const actor of busy) this.blocked.add(actor)
        return true
      }
      if (Date.now() > late) throw new Error(`The simulator is stuck: ${busy.map(({ name }) => name).join(', ')} did not come to their next statement within ${STUCK_MS / 1000} s.\n${this.trace.slice(-40).join('\n')}`)
    }
  }

  private async changesSoon(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), SOON_MS) })
    const change = new Promise<boolean>((resolve) => { this.changed = () => resolve(true) })
    const isQuick = await Promise.race([change, late])
    clearTimeout(timer)
    return isQuick
  }

  /** Two that wait may wait for each other: then the server ends one of them at once. */
  private async areBlocked(busy: readonly Actor[]): Promise<boolean> {
    if (busy.some(({ inFlight }) => inFlight === 0)) return false
    if ((await this.waitingForLocks()) !== busy.length) return false
    if (busy.length === 1) return true
    await new Promise((resolve) => setTimeout(resolve, DEADLOCK_MS))
    return busy.every(({ inFlight }) => inFlight > 0) && (await this.waitingForLocks()) === busy.length
  }
}

const isAble = ({ isDone, pending, inFlight }: Actor): boolean => !isDone && pending.length > 0 && inFlight === 0
