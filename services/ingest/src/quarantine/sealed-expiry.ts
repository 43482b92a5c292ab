import type { Clock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import type { Logger } from '@tierline/platform/logger'
import { wipeSealed } from './quarantine.store.ts'

const EVERY_MS = 60_000

/** Wipes sealed originals once their 30 days are over, by the clock. */
export class SealedExpiry {
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly db: Database, private readonly clock: Clock, private readonly logger: Logger) {}

  start(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref()
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer)
  }

  /** One round; a failure waits for the next one. */
  async run(): Promise<number> {
    try {
      return await wipeSealed(this.db, new Date(this.clock.now()))
    } catch (error) {
      this.logger.warn({ err: error }, 'sealed events could not be wiped; it is tried again in a minute')
      return 0
    }
  }
}
