import { afterAll, beforeAll } from '@jest/globals'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'

/** Keeps the PostgreSQL of the tests running between those of one file; each of them still has a database of its own. */
export function keepTestServer(): void {
  let kept: TestDatabase | null = null
  beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
  afterAll(async () => await kept?.close())
}
