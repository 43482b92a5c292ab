import { createHash } from 'node:crypto'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A rubric's text as it is to be stored. */
export interface RubricText {
  id: string
  hash: string
  version: string
  body: string
}

const Text = raw<RubricText>()
const Hash = raw<{ hash: string }>()

/** The texts that stand now, by id: every version, and the drafts. */
export async function readActive(db: Statements): Promise<RubricText[]> {
  return await db.rows(Text, 'select id, hash, version, body from rubric where active order by id, hash')
}

/** Whether exactly these rubrics have been in force together before. */
export async function wereInForce(db: Statements, hashes: readonly string[]): Promise<boolean> {
  return (await db.maybe(Hash, 'select hash from rubric_set where hash = $1', [setHash(hashes)])) !== null
}

/** Stores the texts, each content once, and makes exactly these the active ones. */
export async function storeRubrics(tx: Transaction, texts: readonly RubricText[], instant: number): Promise<void> {
  const hashes = texts.map(({ hash }) => hash)
  for (const { id, hash, version, body } of texts) {
    await tx.run(
      `insert into rubric (id, hash, version, body, active, loaded_at) values ($1, $2, $3, $4, true, $5)
       on conflict (id, hash) do update set active = true, version = excluded.version, body = excluded.body where not rubric.active or rubric.body <> excluded.body`,
      [id, hash, version, body, new Date(instant)],
    )
  }
  await tx.run('update rubric set active = false where active and hash <> all ($1::text[])', [hashes])
  await tx.run('insert into rubric_set (hash) values ($1) on conflict (hash) do nothing', [setHash(hashes)])
}

const setHash = (hashes: readonly string[]): string => createHash('sha256').update([...hashes].sort().join()).digest('hex')
