import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase, TestDatabaseChoices } from '@tierline/platform/testing/test-database'
import { rigOn } from './rig.ts'
import type { Rig, RigChoices } from './rig.ts'

/** One server for a test file, an emptied rig for each test. */
export function useRig({ server, ...choices }: RigChoices & { server?: TestDatabaseChoices } = {}): () => Rig {
  let test: TestDatabase | null = null
  let rig: Rig | null = null
  beforeAll(async () => { test = await openTestDatabase(server) }, 120_000)
  beforeEach(async () => { rig = test && await rigOn(test, choices) })
  afterAll(async () => { await test?.close() })
  return () => {
    if (!rig) throw new Error('The rig is open only while a test runs.')
    return rig
  }
}
