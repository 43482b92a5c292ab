import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@tierline/platform/database/database'
import type { Logger } from '@tierline/platform/logger'
import { readHolders } from '../share/scorer.store.ts'
import { readActive, wereInForce } from './rubric.store.ts'
import type { RubricText } from './rubric.store.ts'

/** A scorer whose beat has not moved in this time is dead; rubrics that nobody has had for so long are given up. */
const PATIENCE = { beatMs: 5_000, lookMs: 250, orphanMs: 60_000 } as const

/**
 * Which process' rubrics are in force. New ones always come into force. Ones that have been in force before are those of an older process, or of somebody who
 * goes back: they come back only when no living scorer has those that are in force now, so that an old process that starts again during an upgrade undoes nothing.
 */
export class Succession {
  private heldAt = performance.now()

  constructor(private readonly parts: { db: Database; logger: Logger; orphanMs?: number }) {}

  /** Whether these may come into force as their process starts. Where they stand already, or nobody else is there, it is known at once. */
  async mayBring(own: readonly RubricText[]): Promise<boolean> {
    const { db, logger } = this.parts
    const active = await readActive(db)
    const change = changeOf(active, own)
    if (change === null || !(await wereInForce(db, hashesOf(own)))) {
      if (change !== null && active.length > 0) logger.info(change, 'other rubrics come into force')
      return true
    }
    if (await this.isHeldByLiving(hashesOf(active))) {
      logger.warn(change, 'the rubrics of this process were replaced before, and a running scorer has those in force: these stay. To go back, stop the scorers that have them')
      return false
    }
    logger.warn(change, 'rubrics that were replaced before come into force again')
    return true
  }

  /** Whether, for a minute, no scorer has had the rubrics in force, while we have others. */
  async isOrphaned(own: readonly RubricText[]): Promise<boolean> {
    const { db, logger } = this.parts
    const active = await readActive(db)
    const change = changeOf(active, own)
    if (change === null || (await readHolders(db, hashesOf(active))).length > 0) this.heldAt = performance.now()
    if (change === null || performance.now() - this.heldAt < (this.parts.orphanMs ?? PATIENCE.orphanMs)) return false
    logger.warn(change, 'no scorer has had the rubrics in force for a minute; those of this process come into force again')
    return true
  }

  private async isHeldByLiving(hashes: readonly string[]): Promise<boolean> {
    const first = await readHolders(this.parts.db, hashes)
    const beats = new Map(first.map(({ id, beat }) => [id, beat]))
    for (let waited = 0; beats.size > 0 && waited < PATIENCE.beatMs; waited += PATIENCE.lookMs) {
      await wait(PATIENCE.lookMs)
      if ((await readHolders(this.parts.db, hashes)).some(({ id, beat }) => beats.get(id) !== beat)) return true
    }
    return false
  }
}

const hashesOf = (texts: readonly RubricText[]): string[] => texts.map(({ hash }) => hash).sort()

/** What would go and what would come, for the log; null where they are the same. */
function changeOf(active: readonly RubricText[], own: readonly RubricText[]): { inForce: string[]; ours: string[] } | null {
  const named = (texts: readonly RubricText[]): string[] => texts.map(({ id, version, hash }) => `${id} ${version} (${hash.slice(0, 8)})`).sort()
  return hashesOf(active).join() === hashesOf(own).join() ? null : { inForce: named(active), ours: named(own) }
}
