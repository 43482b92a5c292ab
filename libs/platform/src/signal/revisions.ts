import type { Database } from '../database/database.ts'
import type { Logger } from '../logger.ts'
import { readRevisions, revisionText } from './revision.store.ts'
import { REVISED_TOPICS } from './signal.ts'
import type { RevisedTopic, Signal } from './signal.ts'

/** What it watches with; `everyMs` is one second where a test does not choose. */
export interface RevisionsParts {
  db: Database
  signal: Signal
  logger: Logger
  everyMs?: number
}

/** Makes a lost signal about a rare change good: once a second it looks whether a number has moved of which no signal has spoken, and tells the process' own listeners. */
export class Revisions {
  private readonly seen = new Map<RevisedTopic, bigint>()
  private readonly ends: (() => void)[]
  private readonly timer: NodeJS.Timeout
  private looking: Promise<void> | null = null
  private isFailing = false

  private constructor(private readonly parts: RevisionsParts) {
    this.ends = REVISED_TOPICS.map((topic) => parts.signal.subscribe(topic, (payload) => this.hear(topic, payload)))
    this.timer = setInterval(() => void this.look(), parts.everyMs ?? 1_000)
  }

  /** Whatever is read from the database after this has been opened is watched. */
  static async open(parts: RevisionsParts): Promise<Revisions> {
    const numbers = await readRevisions(parts.db)
    const revisions = new Revisions(parts)
    for (const [topic, n] of numbers) revisions.seen.set(topic, n)
    return revisions
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    for (const end of this.ends) end()
    await this.looking
  }

  /** A signal carries the number that its change was given; who acted on it has read that change or a later one. */
  private hear(topic: RevisedTopic, payload: string): void {
    const n = /^revision (\d{1,18})$/.exec(payload)?.[1]
    if (n !== undefined) this.see(topic, BigInt(n))
  }

  private see(topic: RevisedTopic, n: bigint): boolean {
    const isNew = n > (this.seen.get(topic) ?? 0n)
    if (isNew) this.seen.set(topic, n)
    return isNew
  }

  private async look(): Promise<void> {
    if (this.looking) return
    this.looking = this.compare()
    await this.looking
    this.looking = null
  }

  private async compare(): Promise<void> {
    try {
      for (const [topic, n] of await readRevisions(this.parts.db)) {
        if (this.see(topic, n)) this.parts.signal.tell(topic, revisionText(n))
      }
      this.isFailing = false
    } catch (error) {
      if (!this.isFailing) this.parts.logger.warn({ err: error }, 'changes of units and rubrics cannot be looked for; tried again every second')
      this.isFailing = true
    }
  }
}
