import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { heldByUnfrozen } from './holds.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
  const body = JSON.stringify({ rubric: 'r', group: 'g', period: 'month', enabled: true })
  await test.db.script(`
    insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
      select 'r', 'g', p, 1, '2021-06-01', 'h', '{}', false, '{}', '2021-01-01', '2022-01-01', '[]' from unnest(array['2020-12', '2021-03', '2021-04', '2021']) as p;
    insert into snapshot_plan (id, version, body, origin, entered_by, entered_at, reason, begun) values ('p', 1, '${body}', 'entered', '李四', '2021-04-10', '新设', '2021-04-10')`)
})
afterAll(async () => { await test.close() })

const held = async (): Promise<string[]> => (await heldByUnfrozen(test.db, { until: Date.parse('2021-08-01T00:00:00+08:00'), instant: Date.parse('2022-06-01T00:00:00+08:00') })).map(({ holder }) => holder)
const snapshot = (state: string): string => `insert into snapshot (rubric, group_id, period, revision, state, cutoff, frozen_at, board, seq, rubric_hash, algorithm, hash, head, label, units, demo, steps)
  select 'r', 'g', '2021-03', 1 + count(s.id), '${state}', '2021-04-05', '2021-04-05', min(b.id), 1, 'h', 'sha256', '', '{}', '{}', 0, false, '{}' from board b left join snapshot s on true where b.period = '2021-03'`

describe('a period that a plan freezes', () => {
  it('holds its events until a snapshot of it is final; what was over before the plan began, and other kinds of periods, do not', async () => {
    expect(await held()).toEqual(['2021-03 of r / g', '2021-04 of r / g'])
    await test.db.script(snapshot('draft'))
    expect(await held()).toHaveLength(2)
    await test.db.script(snapshot('final'))
    expect(await held()).toEqual(['2021-04 of r / g'])
    await test.db.script(`update snapshot_plan set body = jsonb_set(body, '{enabled}', 'false')`)
    expect(await held()).toEqual([])
  })
})
