import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { storedOf } from '@tierline/boards/past/at-cutoff'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import type { Transaction } from '@tierline/platform/database/database'
import { holdRevision } from '@tierline/platform/signal/revision.store'
import { canonicalJson } from '@tierline/scoring'
import type { JudgementFact } from '@tierline/scoring'
import { frozenAdjustments } from '../freeze/adjustments.ts'
import { comparedWith } from '../freeze/compared.ts'
import { writeContent } from '../freeze/freezer.ts'
import { contentHash, contentText } from '../freeze/frozen.ts'
import { rescored, withFigures } from '../freeze/rescored.ts'
import { deleteUnits, readFactTexts, readRowTexts, readUnitTexts, setContent } from '../freeze/write.store.ts'
import { readAccepted, setPoints } from '../objection/objection.store.ts'
import type { AcceptedObjection } from '../objection/objection.store.ts'
import { lastLink, setLink } from './life.store.ts'
import type { HeldSnapshot } from './life.store.ts'

/**
 * Gives a snapshot its final content and its place in the chain, in the caller's transaction: accepted adjustments scored from the frozen facts alone,
 * the snapshots to compare with as they stand now, the hash of the one before it, its own hash.
 */
export async function finalise(tx: Transaction, held: HeldSnapshot): Promise<void> {
  // One at a time is given its place in a chain.
  await holdRevision(tx, 'snapshot')
  const last = await lastLink(tx, held)
  const frozen = JSON.parse(held.head) as SnapshotHead
  const head: SnapshotHead = { ...frozen, compared: await comparedWith(tx, frozen.key), previous: last && { id: last.id, hash: last.hash } }
  const accepted = await readAccepted(tx, held.id)
  if (accepted.length > 0) await writeAdjusted(tx, held, { head, accepted })
  else await writeHead(tx, held, head)
  await setLink(tx, held.id, { previous: last?.id ?? null, link: (last?.link ?? 0) + 1 })
}

/** Figures stay as they are; only the head is written anew, and all of it hashed. */
async function writeHead(tx: Transaction, { id, algorithm }: HeldSnapshot, head: SnapshotHead): Promise<void> {
  const text = canonicalJson(head)
  const counted = { units: 0 }
  const hash = await contentHash(algorithm, contentText(text, counting(readUnitTexts(tx, id), counted)))
  await setContent(tx, id, { head: text, hash, units: counted.units })
}

async function* counting<T>(entries: AsyncIterable<T>, counted: { units: number }): AsyncIterable<T> {
  for await (const entry of entries) {
    counted.units++
    yield entry
  }
}

async function writeAdjusted(tx: Transaction, { id, algorithm }: HeldSnapshot, { head, accepted }: { head: SnapshotHead; accepted: readonly AcceptedObjection[] }): Promise<void> {
  const facts = withAdjustments(await readFrozenFacts(tx, id), accepted)
  const view = rescored(head, facts)
  const before = new Map<string, FrozenRow>()
  for await (const { unit, text } of readRowTexts(tx, id)) before.set(unit, JSON.parse(text) as FrozenRow)
  const rows = view.score.rows.flatMap((scored) => { const row = before.get(scored.unit); return row ? [withFigures(view.plan, scored, row)] : [] }).sort(byBoardOrder)
  const adjustments = frozenAdjustments(view, { nameOf: (unit) => before.get(unit)?.name ?? unit, objections: new Map(accepted.map(({ judgement, id: objection }) => [judgement, objection])) })
  const board = { ...head.board, summaries: [...view.score.summaries], provisional: view.score.provisional }
  await deleteUnits(tx, id)
  await writeContent(tx, { id, algorithm, content: { head: { ...head, board, adjustments }, view, rows, facts } })
  for (const { objection, before: points, after } of adjustments) if (objection !== null) await setPoints(tx, objection, { before: points, after })
}

/** Every unit's frozen facts. */
export async function readFrozenFacts(tx: Transaction, id: number): Promise<Map<string, StoredFacts>> {
  const facts = new Map<string, StoredFacts>()
  for await (const { unit, text } of readFactTexts(tx, id)) facts.set(unit, JSON.parse(text) as StoredFacts)
  return facts
}

/** Facts with the adjustments of accepted objections beside what was judged before. */
export function withAdjustments(facts: ReadonlyMap<string, StoredFacts>, accepted: readonly AcceptedObjection[]): Map<string, StoredFacts> {
  const adjusted = new Map(facts)
  for (const objection of accepted) {
    const stored = adjusted.get(objection.unit)
    if (!stored) continue
    adjusted.set(objection.unit, { ...stored, ...judgedOf(stored, objection) })
  }
  return adjusted
}

function judgedOf(stored: StoredFacts, { judgement: id, indicator, adjustment: value, reason, evidence, by, effective }: AcceptedObjection): Pick<StoredFacts, 'j'> {
  const judgement: JudgementFact = { id, indicator, kind: 'adjusted', value, reason, evidence, by, effective }
  const [packed] = storedOf({ unit: '', readings: [], attributes: {}, judgements: [judgement], events: 0 }).j ?? []
  return packed ? { j: [...(stored.j ?? []), packed] } : {}
}

const UNRANKED = Number.MAX_SAFE_INTEGER
const byBoardOrder = (a: FrozenRow, b: FrozenRow): number => (a.rank ?? UNRANKED) - (b.rank ?? UNRANKED) || a.order - b.order
