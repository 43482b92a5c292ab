import type { Database } from '@tierline/platform/database/database'
import { isDraft, storedRubric, versionInForce } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { readActiveBodies, readRubricBody, readVersionBodies } from './rubric.store.ts'
import type { RubricBody } from './rubric.store.ts'

/** Rubrics as they were loaded, every version, parsed once each: a board of the past is read with the rubric of then. */
export class StoredRubrics {
  private readonly parsed = new Map<string, Rubric>()

  constructor(private readonly db: Database) {}

  /** The version with this content hash, or null where it was never loaded. */
  async byHash(id: string, hash: string): Promise<Rubric | null> {
    const known = this.parsed.get(hash)
    if (known) return known
    const body = await readRubricBody(this.db, id, hash)
    return body && this.parse(body)
  }

  /** Every version that is in force on some day, of every rubric; no drafts. */
  async active(): Promise<Rubric[]> {
    return (await readActiveBodies(this.db)).map((body) => this.parsed.get(body.hash) ?? this.parse(body)).filter((rubric) => !isDraft(rubric))
  }

  /** The version by which a period is scored at an instant; null where there is none. */
  async inForce(id: string, period: string, instant: number): Promise<Rubric | null> {
    return versionInForce(await this.active(), { id, period }, instant) ?? null
  }

  /** Every version of a rubric that was ever loaded, drafts among them, newest first; `active` are those that stand now. A text that cannot be read any more is left out. */
  async versions(id: string): Promise<{ rubric: Rubric; active: boolean; loadedAt: number }[]> {
    return (await readVersionBodies(this.db, id)).flatMap(({ active, loadedAt, ...body }) => {
      const rubric = this.parsed.get(body.hash) ?? this.read(body)
      return rubric ? [{ rubric, active, loadedAt }] : []
    })
  }

  private read({ id, hash, body }: RubricBody): Rubric | null {
    const result = storedRubric(body, `${id} (stored)`)
    if ('faults' in result) return null
    this.parsed.set(hash, result.rubric)
    return result.rubric
  }

  private parse({ id, hash, body }: RubricBody): Rubric {
    const result = storedRubric(body, `${id} (stored)`)
    if ('faults' in result) throw new Error(`rubric ${id}, version ${hash.slice(0, 8)}: its stored text has faults although it was loaded without: ${result.faults.map(({ path, found }) => `${path}: ${found}`).join('; ')}`)
    this.parsed.set(hash, result.rubric)
    return result.rubric
  }
}
