import type { Database } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'

/** Stores a snapshot of the stand as the freezing does, with the board that it names; gives its number. */
export async function storeFrozen(db: Database, { head, headText, hash, algorithm, state, issued, units }: FrozenSnapshot): Promise<number> {
  return await db.transaction(async (tx) => {
    const { id: board } = await tx.one(raw<{ id: number }>(),
      `insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
       values ($1, $2, $3, 7, $4, $5, '{}', false, '{}', '2021-01-01', '2021-12-01', '[]') on conflict (rubric, group_id, period) do update set seq = 7 returning id`,
      [head.key.rubric, head.key.group, head.key.period, new Date(head.board.asOf), head.board.rubric.hash])
    const texts: string[] = []
    for await (const { text } of units()) texts.push(text)
    const { id } = await tx.one(raw<{ id: bigint }>(),
      `insert into snapshot (rubric, group_id, period, revision, state, cutoff, frozen_at, board, seq, rubric_hash, algorithm, hash, head, units)
       values ($1, $2, $3, $4, $5, $6, $6, $7, 7, $8, $9, $10, $11, $12) returning id`,
      [head.key.rubric, head.key.group, head.key.period, head.revision, state, new Date(head.cutoff), board, head.board.rubric.hash, algorithm, hash, headText, texts.length])
    for (const [place, text] of texts.entries()) await tx.run('insert into snapshot_unit (snapshot, place, unit, body) values ($1, $2, $3, $4)', [id, place + 1, `u${place}`, text])
    if (issued) await tx.run(`insert into snapshot_step (snapshot, at, state, by, note) values ($1, $2, 'issued', $3, '')`, [id, new Date(issued.at), issued.by])
    return Number(id)
  })
}
