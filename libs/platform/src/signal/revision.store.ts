import type { Statements, Transaction } from '../database/database.ts'
import { raw } from '../database/database.ts'
import type { RevisedTopic } from './signal.ts'

const Revision = raw<{ topic: RevisedTopic; n: bigint }>()

/** Holds the topic against other writers until the transaction ends, so that they change it one after another. */
export async function holdRevision(tx: Transaction, topic: RevisedTopic): Promise<void> {
  await tx.one(Revision, 'select topic, n from revision where topic = $1 for update', [topic])
}

/** Says in the transaction of a change that the topic has changed; returns what a signal about it carries. */
export async function raiseRevision(tx: Transaction, topic: RevisedTopic): Promise<string> {
  return revisionText((await tx.one(Revision, 'update revision set n = n + 1 where topic = $1 returning topic, n', [topic])).n)
}

export async function readRevisions(db: Statements): Promise<Map<RevisedTopic, bigint>> {
  return new Map((await db.rows(Revision, 'select topic, n from revision')).map(({ topic, n }) => [topic, n]))
}

/** A revision as the payload of a signal. */
export const revisionText = (n: bigint): string => `revision ${n}`

/** Takes every scorer off the list; right only where no other process is on this database. One that lives nonetheless puts itself back with its next beat. */
export async function removeScorers(db: Statements): Promise<void> {
  await db.run('delete from scorer')
}
