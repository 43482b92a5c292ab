import type { Database } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import { canonicalJson } from '@tierline/scoring'
import { addStep, insertSnapshot, insertUnits, setContent } from '../../freeze/write.store.ts'
import type { UnitTexts } from '../../freeze/unit-texts.ts'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import { unitsOf } from './scored-stand.ts'

/** Stores a snapshot of the stand as the freezing does, with the board that it names; gives its number. */
export async function storeFrozen(db: Database, frozen: FrozenSnapshot): Promise<number> {
  const { head, headText, hash, algorithm, state, issued } = frozen
  const { board } = head
  return await db.transaction(async (tx) => {
    const { id } = await tx.one(raw<{ id: number }>(),
      `insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
       values ($1, $2, $3, 7, $4, $5, '{}', false, '{}', '2021-01-01', '2021-12-01', '[]') on conflict (rubric, group_id, period) do update set seq = 7 returning id`,
      [head.key.rubric, head.key.group, head.key.period, new Date(board.asOf), board.rubric.hash])
    const snapshot = await insertSnapshot(tx, {
      plan: null, key: head.key, revision: head.revision, revises: null, cutoff: Date.parse(head.cutoff), frozenAt: Date.parse(head.cutoff), board: id, seq: 7n, rubricHash: board.rubric.hash,
      algorithm, head: headText, label: { title: board.title, groupTitle: board.group.title }, demo: board.demo, steps: {},
    })
    const texts: UnitTexts[] = []
    for (const { row, facts, explanation } of await unitsOf(frozen)) texts.push({ unit: row.unit, row: canonicalJson(row), facts: canonicalJson(facts), explanation: canonicalJson(explanation) })
    await insertUnits(tx, snapshot, { from: 1, units: texts })
    await setContent(tx, snapshot, { head: headText, hash, units: texts.length })
    await tx.run('update snapshot set state = $2 where id = $1', [snapshot, state])
    if (issued) await addStep(tx, snapshot, { at: Date.parse(issued.at), state: 'issued', by: issued.by, note: '签发' })
    return snapshot
  })
}
