import type { Attribute, Judgement, JudgementKind, NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

interface JudgementRow {
  id: bigint
  rubric: string
  period: string
  code: string
  indicator: string
  item: string | null
  kind: Judgement['kind']
  value: string | null
  reason: string
  evidence: string
  entered_by: string
  effective: string
  withdraws: bigint | null
  withdrawn_by: bigint | null
  entered_at: number
}

interface AttributeRow {
  id: bigint
  code: string
  name: string
  value: string
  effective: string
  citation: string
  entered_by: string
  entered_at: number
}

const Judgements = raw<JudgementRow>()
const Attributes = raw<AttributeRow>()
const Id = raw<{ id: bigint }>()
const Kind = raw<{ kind: JudgementKind }>()
const Board = raw<{ id: number; rubric: string; group_id: string; period: string }>()

/** At most this many rows of one list. */
const MOST = 10_000

/** Enters a judgement about a unit (by number) and returns its id. */
export async function insertJudgement(tx: Transaction, unit: number, judgement: NewJudgement, instant: number): Promise<bigint> {
  const { rubric, period, indicator, item, kind, value, reason, evidence, by, effective, withdraws } = judgement
  return (await tx.one(Id,
    `insert into judgement (rubric, period, unit, indicator, item, kind, value, reason, evidence, entered_by, effective, withdraws, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [rubric, period, unit, indicator, item ?? null, kind, value ?? null, reason, evidence, by, effective, withdraws ?? null, new Date(instant)])).id
}

/** Enters an attribute of a unit (by number) and returns its id. */
export async function insertAttribute(tx: Transaction, unit: number, attribute: NewAttribute, instant: number): Promise<bigint> {
  const { name, value, effective, citation, by } = attribute
  return (await tx.one(Id,
    'insert into attribute (unit, name, value, effective, citation, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7) returning id',
    [unit, name, value, effective, citation, by, new Date(instant)])).id
}

/** The kind of the judgement that a counter-entry may withdraw: of the same rubric, period, unit and leaf, not withdrawn yet; null where there is none. */
export async function withdrawableKind(tx: Transaction, unit: number, { rubric, period, indicator, withdraws }: NewJudgement): Promise<JudgementKind | null> {
  const found = await tx.maybe(Kind,
    `select kind from judgement j where id = $1 and rubric = $2 and period = $3 and unit = $4 and indicator = $5 and kind <> 'withdrawn'
       and not exists (select from judgement w where w.withdraws = j.id)`,
    [withdraws, rubric, period, unit, indicator])
  return found?.kind ?? null
}

/** Which judgements; null takes all. */
export interface JudgementFilter {
  rubric: string | null
  period: string | null
  unit: number | null
  indicator: string | null
  kind: JudgementKind | null
  by: string | null
}

/** Judgements, newest first, those that were withdrawn with the counter-entry that did it. */
export async function listJudgements(db: Statements, filter: Partial<JudgementFilter>): Promise<Judgement[]> {
  const { rubric = null, period = null, unit = null, indicator = null, kind = null, by = null } = filter
  const rows = await db.rows(Judgements,
    `select j.id, j.rubric, j.period, u.code, j.indicator, j.item, j.kind, j.value, j.reason, j.evidence, j.entered_by, j.effective, j.withdraws, w.id as withdrawn_by, j.entered_at
     from judgement j join unit u on u.id = j.unit left join judgement w on w.withdraws = j.id
     where ($1::text is null or j.rubric = $1) and ($2::text is null or j.period = $2) and ($3::int4 is null or j.unit = $3)
       and ($4::text is null or j.indicator = $4) and ($5::text is null or j.kind = $5) and ($6::text is null or j.entered_by = $6) order by j.id desc limit $7`,
    [rubric, period, unit, indicator, kind, by, MOST])
  return rows.map((row) => ({
    id: Number(row.id), rubric: row.rubric, period: row.period, unit: row.code, indicator: row.indicator, ...(row.item === null ? {} : { item: row.item }),
    kind: row.kind, ...(row.value === null ? {} : { value: row.value }), reason: row.reason, evidence: row.evidence, by: row.entered_by, effective: row.effective,
    ...(row.withdraws === null ? {} : { withdraws: Number(row.withdraws) }), enteredAt: new Date(row.entered_at).toISOString(),
    withdrawnBy: row.withdrawn_by === null ? null : Number(row.withdrawn_by),
  }))
}

/** Attributes, newest first; a null filter takes all. */
export async function listAttributes(db: Statements, filter: { unit: number | null; name: string | null }): Promise<Attribute[]> {
  const rows = await db.rows(Attributes,
    `select a.id, u.code, a.name, a.value, a.effective, a.citation, a.entered_by, a.entered_at from attribute a join unit u on u.id = a.unit
     where ($1::int4 is null or a.unit = $1) and ($2::text is null or a.name = $2) order by a.id desc limit $3`,
    [filter.unit, filter.name, MOST])
  return rows.map((row) => ({
    id: Number(row.id), unit: row.code, name: row.name, value: row.value, effective: row.effective, citation: row.citation, by: row.entered_by, enteredAt: new Date(row.entered_at).toISOString(),
  }))
}

/** Boards by number. */
export async function readBoardKeys(db: Statements, boards: readonly number[]): Promise<Map<number, { rubric: string; group: string; period: string }>> {
  const rows = await db.rows(Board, 'select id, rubric, group_id, period from board where id = any($1::int4[])', [boards])
  return new Map(rows.map(({ id, rubric, group_id: group, period }) => [id, { rubric, group, period }]))
}
