import type { Logger } from '../../../logger.ts'
import type { ClusterView, TopicView } from '../cluster-view.ts'

/** What is looked after: a lane of the log. */
export interface Watched {
  topic: string
  settle(look: () => Promise<TopicView | null>): Promise<void>
}

const EVERY_MS = 1_000

/** Goes round the lanes once a second, and at once when one asks: one round at a time, so that what a lane sees is never older than what it saw. */
export class LogWatch {
  private readonly looked = new Map<string, number>()
  private running: Promise<void> = Promise.resolve()
  private next: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private fault: string | null = null
  private isStopped = false

  constructor(private readonly view: ClusterView, private readonly lanes: readonly Watched[], private readonly logger: Logger) {}

  start(): void {
    this.timer = setInterval(() => this.hurry(), EVERY_MS)
  }

  /** A round that begins after this call; rejects where the cluster or the database did not answer. */
  check(): Promise<void> {
    this.next ??= this.running.catch(() => undefined).then(() => {
      this.next = null
      this.running = this.round()
      return this.running
    })
    return this.next
  }

  /** The same for those who need not know how it ended. */
  hurry(): void {
    this.check().catch(() => undefined)
  }

  /** Since when a topic has not been looked at. */
  lookAgeMs(topic: string): number {
    return performance.now() - (this.looked.get(topic) ?? -Infinity)
  }

  /** Why the last round failed. */
  trouble(): string | null {
    return this.fault
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearInterval(this.timer)
    await this.next?.catch(() => undefined)
    await this.running.catch(() => undefined)
  }

  private async round(): Promise<void> {
    if (this.isStopped) return
    const ended = await Promise.allSettled(this.lanes.map((lane) => lane.settle(() => this.look(lane.topic))))
    const failed = ended.find(({ status }) => status === 'rejected')
    this.note(failed?.status === 'rejected' ? failed.reason : null)
    if (failed?.status === 'rejected') throw failed.reason
  }

  private async look(topic: string): Promise<TopicView | null> {
    const began = performance.now()
    const [view] = await this.view.look([topic])
    this.looked.set(topic, began)
    return view ?? null
  }

  /** Says once that it fails, and once that it goes on. */
  private note(error: unknown): void {
    const fault = error instanceof Error ? error.message : error === null ? null : 'an unknown fault'
    if (fault !== null && this.fault === null) this.logger.warn({ err: error }, 'the positions could not be held against the log; it is tried every second')
    if (fault === null && this.fault !== null) this.logger.info({}, 'the positions are held against the log again')
    this.fault = fault
  }
}
