import { readEdition } from '@tierline/platform/database/timescale'
import type { Platform } from '@tierline/platform/platform'
import { Gauge } from 'prom-client'
import { readClock } from '../ticker/clock.store.ts'
import { compressOldChunks } from './compression.ts'
import { EventRetention } from './event-retention.ts'
import { readOldestEvent } from './events.store.ts'
import { heldByOpenPeriods, heldByUnfrozen } from './holds.ts'
import { IdentityHorizon } from './identity-horizon.ts'
import { claimHousekeeping } from './kept.store.ts'

type HousekeepingParts = Pick<Platform, 'db' | 'logger' | 'metrics'> & { config: Pick<Platform['config'], 'retention' | 'identityHorizonMs'> }

/**
 * What is done once an hour by one process of all: old events are dropped, old identities forgotten, old chunks compressed. The age of things is told by the stored clock.
 * Each piece is found again by its state, so a crash in the middle costs nothing, and one that fails does not keep the others back.
 */
export class Housekeeping {
  private readonly events: EventRetention | null
  private readonly identities: IdentityHorizon | null
  private readonly refused: Gauge
  private readonly oldestSeconds: Gauge

  constructor(private readonly parts: HousekeepingParts) {
    const { db, logger, config, metrics } = parts
    const { keepEventsMonths, graceMs } = config.retention
    // Whoever else needs old events joins here with a hold of its own.
    this.events = keepEventsMonths === null ? null : new EventRetention({ db, logger, keepMonths: keepEventsMonths, holds: [heldByOpenPeriods(graceMs), heldByUnfrozen] })
    this.identities = config.identityHorizonMs === null ? null : new IdentityHorizon(db, config.identityHorizonMs)
    this.refused = new Gauge({ name: 'tierline_retention_refused', help: 'How many boards or back-fills keep old events from being dropped', registers: [metrics] })
    this.oldestSeconds = new Gauge({ name: 'tierline_event_oldest_seconds', help: 'Age of the oldest raw event by the stored clock', registers: [metrics] })
  }

  /** One round; false where another process is at it, or the clock has not begun. */
  async run(): Promise<boolean> {
    const { db } = this.parts
    return await db.transaction(async (guard) => {
      const instant = await readClock(db)
      if (!Number.isFinite(instant) || !(await claimHousekeeping(guard))) return false
      await this.piece('event retention', () => this.dropEvents(instant))
      await this.piece('identity horizon', async () => { await this.identities?.run(instant) })
      await this.piece('compression', async () => { await compressOldChunks(db, instant) })
      await this.piece('oldest event', async () => { this.oldestSeconds.set(ageSeconds(instant, await readOldestEvent(db))) })
      return true
    })
  }

  private async dropEvents(instant: number): Promise<void> {
    if (!this.events) return
    const done = await this.events.run(instant, (await readEdition(this.parts.db)) !== 'none')
    this.refused.set(done.outcome === 'refused' ? done.holds.length : 0)
  }

  private async piece(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.parts.logger.error({ err: error, piece: name }, 'a piece of the housekeeping failed; it is tried again in an hour')
    }
  }
}

const ageSeconds = (instant: number, oldest: number | null): number => (oldest === null ? 0 : Math.max(0, instant - oldest) / 1_000)
