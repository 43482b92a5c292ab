import type { FrozenExplanation, FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { Snapshot, SnapshotDetail, SnapshotList, SnapshotRows } from '@tierline/contracts/snapshot/snapshot'
import { periodTitle } from '@tierline/boards/board/period-title'
import { isoOf, isoOrNull } from '@tierline/boards/board/watermark.store'
import type { Database } from '@tierline/platform/database/database'
import { notFound } from '@tierline/platform/http/problem'
import { unknownSnapshot } from '../freeze/freezes.ts'
import { readRevisions, readRowTexts } from '../freeze/write.store.ts'
import { movesFrom } from '../life/moves.ts'
import { readObjections } from '../objection/objection.store.ts'
import { shownObjection } from '../objection/shown-objection.ts'
import { readDeliveries, readExplanation, readHead, readListed, readSteps } from './listed.store.ts'
import type { ListedRecord, ListFilter } from './listed.store.ts'

/** Snapshots as lists and pages show them. */
export class SnapshotDesk {
  constructor(private readonly db: Database) {}

  async list(filter: Partial<ListFilter>): Promise<SnapshotList> {
    return { snapshots: (await readListed(this.db, { rubric: null, group: null, period: null, state: null, id: null, ...filter })).map(listed) }
  }

  async read(id: number): Promise<Snapshot> {
    return (await this.list({ id })).snapshots[0] ?? unknownSnapshot(id)
  }

  async detail(id: number): Promise<SnapshotDetail> {
    const snapshot = await this.read(id)
    const [text, steps, objections, deliveries, revisions] = await Promise.all([readHead(this.db, id), readSteps(this.db, id), readObjections(this.db, id), readDeliveries(this.db, id), readRevisions(this.db, snapshot.key)])
    const { rubricText: _text, ...head } = JSON.parse(text ?? unknownSnapshot(id)) as SnapshotHead
    return { ...snapshot, steps: steps.map((step) => ({ ...step, at: isoOf(step.at) })), objections: await shownObjection(this.db, id, objections), deliveries, revisions, head }
  }

  async rows(id: number): Promise<SnapshotRows> {
    await this.read(id)
    const rows: FrozenRow[] = []
    for await (const { text } of readRowTexts(this.db, id)) rows.push(JSON.parse(text) as FrozenRow)
    return { rows }
  }

  /** Why a unit has its points in a snapshot. */
  async unit(id: number, unit: string): Promise<FrozenExplanation> {
    await this.read(id)
    const text = await readExplanation(this.db, id, unit)
    if (text === null) throw notFound('unit', unit.slice(0, 60), `Snapshot #${id} has no such unit; GET /v1/snapshots/${id}/rows lists those that it has.`)
    return JSON.parse(text) as FrozenExplanation
  }
}

function listed(record: ListedRecord): Snapshot {
  const { rubric, group_id: group, period, label, revision, revises, state, cutoff, frozen_at: frozenAt, seq, rubric_hash: rubricHash, algorithm, hash, previous, units, plan, demo, steps, due, issued_by: by, issued_at: at } = record
  return {
    id: Number(record.id), key: { rubric, group, period }, ...label, periodTitle: periodTitle(period),
    revision, revises: revises === null ? null : Number(revises), state, cutoff: isoOf(cutoff), frozenAt: isoOf(frozenAt), seq: Number(seq), rubricHash,
    algorithm, hash, previous: previous === null ? null : Number(previous), units, plan, demo, moves: movesFrom(state, steps), due: isoOrNull(due),
    issued: by === null || at === null ? null : { by, at: isoOf(at) },
  }
}
