import type { Transaction } from '@tierline/platform/database/database'

/** A rubric's text as it is to be stored. */
export interface RubricText {
  id: string
  hash: string
  version: string
  body: string
}

/** Stores the texts, each content once, and makes exactly these the active ones. */
export async function storeRubrics(tx: Transaction, texts: readonly RubricText[], instant: number): Promise<void> {
  for (const { id, hash, version, body } of texts) {
    await tx.run(
      `insert into rubric (id, hash, version, body, active, loaded_at) values ($1, $2, $3, $4, true, $5)
       on conflict (id, hash) do update set active = true, version = excluded.version, body = excluded.body where not rubric.active or rubric.body <> excluded.body`,
      [id, hash, version, body, new Date(instant)],
    )
  }
  await tx.run('update rubric set active = false where active and hash <> all ($1::text[])', [texts.map(({ hash }) => hash)])
}
