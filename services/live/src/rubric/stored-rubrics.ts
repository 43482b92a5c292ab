import type { Database } from '@tierline/platform/database/database'
import { parseRubric } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { readActiveBodies, readRubricBody } from './rubric.store.ts'
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

  /** The versions in force. */
  async active(): Promise<Rubric[]> {
    return (await readActiveBodies(this.db)).map((body) => this.parsed.get(body.hash) ?? this.parse(body))
  }

  private parse({ id, hash, body }: RubricBody): Rubric {
    const result = parseRubric(body, `${id} (stored)`)
    if ('faults' in result) throw new Error(`rubric ${id}, version ${hash.slice(0, 8)}: its stored text has faults although it was loaded without: ${result.faults.map(({ path, found }) => `${path}: ${found}`).join('; ')}`)
    this.parsed.set(hash, result.rubric)
    return result.rubric
  }
}
