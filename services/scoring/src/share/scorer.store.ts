import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A scorer as another one sees it. */
export interface OtherScorer {
  id: string
  beat: bigint
}

const Others = raw<OtherScorer>()

/** Raises our own beat, putting us on the list where we are not on it, and reads those of the others. */
export async function beat(db: Statements, id: string, rubrics: readonly string[]): Promise<OtherScorer[]> {
  return await db.rows(Others,
    `with mine as (
       insert into scorer (id, beat, rubrics) values ($1, 1, $2::text[]) on conflict (id) do update set beat = scorer.beat + 1, rubrics = excluded.rubrics
     )
     select id, beat from scorer where id <> $1`, [id, rubrics])
}

/** Takes a scorer off the list that has not raised its beat since; whether it was there. */
export async function removeSilent(db: Statements, { id, beat: last }: OtherScorer): Promise<boolean> {
  return (await db.run('delete from scorer where id = $1 and beat = $2', [id, last])) === 1
}

/** Takes ourselves off the list. */
export async function leave(db: Statements, id: string): Promise<void> {
  await db.run('delete from scorer where id = $1', [id])
}

/** The scorers whose rules folders hold exactly these rubrics. */
export async function readHolders(db: Statements, rubrics: readonly string[]): Promise<OtherScorer[]> {
  return await db.rows(Others, 'select id, beat from scorer where rubrics = $1::text[]', [rubrics])
}
