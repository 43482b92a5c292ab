import type { Platform } from '@tierline/platform/platform'
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
  private timer: NodeJS.Timeout | null = null
  private running: Promise<unknown> = Promise.resolve()
  private isStopped = false
  private isFailing = false
  private isHurried = false
  private ends: (() => void)[] = []

  constructor(private readonly parts: SnapshotLoopParts) {}

  start(): void {
    // Boards move often: what they hurry is a pass soon, not one for each.
    const hurry = (): void => {
      if (!this.timer || this.isHurried) return
      this.isHurried = true
      this.schedule(SOON_MS)
    }
    this.ends = (['board', 'snapshot'] as const).map((topic) => this.parts.platform.signal.subscribe(topic, hurry))
    this.schedule(0)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    for (const end of this.ends) end()
    if (this.timer) clearTimeout(this.timer)
    await this.running
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

  private schedule(afterMs: number): void {
    if (this.timer) clearTimeout(this.timer)
    if (this.isStopped) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.isHurried = false
      this.running = this.once()
    }, afterMs)
  }

  /** An error is logged once and tried again with every pass. */
  private async once(): Promise<void> {
    try {
      await this.pass()
      this.isFailing = false
    } catch (error) {
      if (!this.isFailing) this.parts.platform.logger.error({ err: error, loop: 'snapshots' }, 'a pass of the snapshots failed; it is tried again every second')
      this.isFailing = true
    }
    this.schedule(this.parts.everyMs ?? 1_000)
  }
}
