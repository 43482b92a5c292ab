import type { Platform } from '@tierline/platform/platform'
import { SteadyLoop } from '@tierline/platform/loop/steady-loop'
import { readInstant } from '@tierline/boards/board/watermark.store'
import type { SnapshotLife } from '../life/life.ts'
import type { PlanFreeze } from './plan-freeze.ts'
import { readPlans } from './plan.store.ts'

export interface SnapshotLoopParts {
  platform: Platform
  plans: PlanFreeze
  life: SnapshotLife
  /** One second where a test does not choose. */
  everyMs?: number
}

/** Cut-offs of one plan that are caught up with in one pass; the rest follows in the next. */
const MOST_AT_ONCE = 100
const SOON_MS = 200

/** Once a second, and when boards or snapshots move: freezes what the plans ask for, and ends what is over by the stored clock. Any number of processes may run it. */
export class SnapshotLoop {
  private readonly loop: SteadyLoop
  private ends: (() => void)[] = []

  constructor(private readonly parts: SnapshotLoopParts) {
    const { platform: { logger }, everyMs = 1_000 } = parts
    // Boards move often: what they hurry is a pass soon, not one for each.
    this.loop = new SteadyLoop({ name: 'snapshots', work: () => this.pass(), pauseMs: everyMs, soonMs: SOON_MS, logger, complaint: 'a pass of the snapshots failed; it is tried again every second' })
  }

  start(): void {
    this.ends = (['board', 'snapshot'] as const).map((topic) => this.parts.platform.signal.subscribe(topic, () => this.loop.hurry()))
    this.loop.start()
  }

  async stop(): Promise<void> {
    for (const end of this.ends) end()
    await this.loop.stop()
  }

  /** One look at everything; returns how much was done. A plan that fails does not keep the others back: its error is thrown at the end. */
  async pass(): Promise<number> {
    const { db } = this.parts.platform
    const now = await readInstant(db)
    if (now === null) return 0
    const failures: unknown[] = []
    let done = await this.parts.life.endDue(now).catch((error: unknown) => { failures.push(error); return 0 })
    for (const { id, body } of await readPlans(db)) {
      if (body.enabled) done += await this.catchUp(id, now).catch((error: unknown) => { failures.push(error); return 0 })
    }
    if (failures.length > 0) throw failures[0]
    return done
  }

  private async catchUp(id: string, now: number): Promise<number> {
    let done = 0
    for (; done < MOST_AT_ONCE; done++) {
      const plan = (await readPlans(this.parts.platform.db)).find((one) => one.id === id)
      const step = plan ? await this.parts.plans.next(plan, now) : 'nothing'
      if (step === 'nothing' || step === 'waiting') break
    }
    return done
  }
}
