import type { JudgedKind } from '@tierline/platform/board/stored-facts'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

interface AttributeRow {
  unit: number
  name: string
  value: string
  effective: string
  citation: string
  entered_by: string
}

interface JudgementRow {
  id: bigint
  unit: number
  indicator: string
  item: string | null
  kind: JudgedKind
  value: string | null
  reason: string
  evidence: string
  entered_by: string
  effective: string
}

const Attributes = raw<AttributeRow>()
const Judgements = raw<JudgementRow>()

/** Attributes as they are recorded now and held on a day. */
export async function readAttributesOn(db: Statements, about: { units: readonly number[]; names: readonly string[]; day: string }): Promise<AttributeRow[]> {
  return await db.rows(Attributes,
    `select distinct on (unit, name) unit, name, value, effective, citation, entered_by from attribute
     where unit = any($1::int4[]) and name = any($2::text[]) and effective <= $3::date order by unit, name, effective desc, id desc`,
    [about.units, about.names, about.day])
}

/** Judgements that nobody has withdrawn by now. */
export async function readJudgementsNow(db: Statements, about: { units: readonly number[]; rubric: string; periods: readonly string[] }): Promise<JudgementRow[]> {
  return await db.rows(Judgements,
    `select id, unit, indicator, item, kind, value, reason, evidence, entered_by, effective from judgement j
     where rubric = $1 and period = any($2::text[]) and unit = any($3::int4[]) and kind <> 'withdrawn' and not exists (select from judgement w where w.withdraws = j.id)
     order by unit, id`,
    [about.rubric, about.periods, about.units])
}
