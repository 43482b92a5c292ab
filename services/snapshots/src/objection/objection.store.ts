import type { NewObjection, Objection } from '@tierline/contracts/snapshot/snapshot'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** An objection as it is stored; instants are epoch ms. */
export interface ObjectionRecord {
  id: number
  snapshot: number
  unit: string
  indicator: string
  entered_by: string
  entered_at: number
  reason: string
  evidence: string
  state: Objection['state']
  decided_by: string | null
  decided_at: number | null
  decision: string | null
  adjustment: string | null
  points_before: string | null
  points_after: string | null
}

/** An accepted objection as the adjustment that it became. */
export interface AcceptedObjection {
  id: number
  unit: string
  indicator: string
  adjustment: string
  judgement: number
  reason: string
  evidence: string
  by: string
  /** `YYYY-MM-DD`. */
  effective: string
}

type Row = Omit<ObjectionRecord, 'id' | 'snapshot'> & { id: bigint; snapshot: bigint }

const Objections = { parse: (row: unknown): ObjectionRecord => { const record = row as Row; return { ...record, id: Number(record.id), snapshot: Number(record.snapshot) } } }
const Id = raw<{ id: bigint }>()

/** The objections against a snapshot, in the order of entering. */
export async function readObjections(db: Statements, snapshot: number): Promise<ObjectionRecord[]> {
  return await db.rows(Objections,
    `select id, snapshot, unit, indicator, entered_by, entered_at, reason, evidence, state, decided_by, decided_at, decision, adjustment::text as adjustment, points_before, points_after
     from objection where snapshot = $1 order by id`, [snapshot])
}

/** One objection; null where there is none of this number. */
export async function readObjection(db: Statements, id: number): Promise<ObjectionRecord | null> {
  return await db.maybe(Objections,
    `select id, snapshot, unit, indicator, entered_by, entered_at, reason, evidence, state, decided_by, decided_at, decision, adjustment::text as adjustment, points_before, points_after
     from objection where id = $1`, [id])
}

export async function insertObjection(tx: Transaction, snapshot: number, made: NewObjection & { at: number; points: string | null }): Promise<number> {
  const { id } = await tx.one(Id,
    `insert into objection (snapshot, unit, indicator, entered_by, entered_at, reason, evidence, state, points_before) values ($1, $2, $3, $4, $5, $6, $7, 'open', $8) returning id`,
    [snapshot, made.unit, made.indicator, made.by, new Date(made.at), made.reason, made.evidence, made.points])
  return Number(id)
}

/** How an objection ended; a judgement where it became an adjustment. */
export interface Ending {
  state: 'accepted' | 'rejected' | 'withdrawn'
  by: string
  at: number
  reason: string
  adjustment: string | null
  judgement: number | null
}

export async function endObjection(tx: Transaction, id: number, { state, by, at, reason, adjustment, judgement }: Ending): Promise<void> {
  await tx.run(`update objection set state = $2, decided_by = $3, decided_at = $4, decision = $5, adjustment = $6, judgement = $7 where id = $1 and state = 'open'`,
    [id, state, by, new Date(at), reason, adjustment, judgement])
}

/** What is open when its snapshot is withdrawn ends with it. */
export async function endOpen(tx: Transaction, snapshot: number, { by, at, reason }: { by: string; at: number; reason: string }): Promise<void> {
  await tx.run(`update objection set state = 'withdrawn', decided_by = $2, decided_at = $3, decision = $4 where snapshot = $1 and state = 'open'`, [snapshot, by, new Date(at), reason])
}

export async function setPoints(tx: Transaction, id: number, { before, after }: { before: string | null; after: string | null }): Promise<void> {
  await tx.run('update objection set points_before = $2, points_after = $3 where id = $1', [id, before, after])
}

/** The leaf's points after the last objection that was accepted against it; null where there is none yet, or they are not known. */
export async function readPointsAfter(db: Statements, { snapshot, unit, indicator }: Pick<ObjectionRecord, 'snapshot' | 'unit' | 'indicator'>): Promise<string | null> {
  const last = await db.maybe(raw<{ points: string | null }>(),
    `select points_after as points from objection where snapshot = $1 and unit = $2 and indicator = $3 and state = 'accepted' order by decided_at desc, id desc limit 1`, [snapshot, unit, indicator])
  return last?.points ?? null
}

/** Accepted objections with the judgements that carry them. */
export async function readAccepted(db: Statements, snapshot: number): Promise<AcceptedObjection[]> {
  const rows = await db.rows(raw<Omit<AcceptedObjection, 'id' | 'judgement'> & { id: bigint; judgement: bigint }>(),
    `select o.id, o.unit, o.indicator, j.value as adjustment, j.id as judgement, j.reason, j.evidence, j.entered_by as by, j.effective
     from objection o join judgement j on j.id = o.judgement where o.snapshot = $1 and o.state = 'accepted' order by j.id`, [snapshot])
  return rows.map((row) => ({ ...row, id: Number(row.id), judgement: Number(row.judgement) }))
}

/** Enters the adjustment as a judgement of the live boards, and lets the unit wait on them; returns its number. */
export async function insertAdjustment(tx: Transaction, made: { rubric: string; period: string; unit: number; indicator: string; value: string; reason: string; evidence: string; by: string; effective: string; at: number }): Promise<number> {
  const { rubric, period, unit, indicator, value, reason, evidence, by, effective, at } = made
  const { id } = await tx.one(Id,
    `insert into judgement (rubric, period, unit, indicator, kind, value, reason, evidence, entered_by, effective, entered_at)
     values ($1, $2, $3, $4, 'adjusted', $5, $6, $7, $8, $9, $10) returning id`, [rubric, period, unit, indicator, value, reason, evidence, by, effective, new Date(at)])
  // What is judged of a year counts in the year to date too.
  await tx.run(
    `insert into board_touched (board, unit) select b.id, m.unit from board b join group_member m on m.group_id = b.group_id
     where m.unit = $1 and b.rubric = $2 and (b.period = $3 or (b.period = 'ytd' and $3 ~ '^[0-9]{4}$')) order by 1, 2 on conflict (board, unit) do update set unit = excluded.unit`,
    [unit, rubric, period])
  return Number(id)
}
