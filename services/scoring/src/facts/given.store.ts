import type { JudgedKind } from '@tierline/platform/board/stored-facts'
import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** An attribute as it holds for a unit on a day. */
export interface HeldAttribute {
  unit: number
  name: string
  value: string
  effective: string
  citation: string
  entered_by: string
}

/** The next later day on which an attribute of a unit takes effect. */
export interface ComingAttribute {
  unit: number
  name: string
  value: null
  effective: string
}

/** A judgement that nobody has withdrawn. */
export interface HeldJudgement {
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

/** The newest event of a unit in a span of months. */
export interface NewestEvent {
  unit: number
  last_event: number
}

const Attributes = raw<HeldAttribute | ComingAttribute>()
const Judgements = raw<HeldJudgement>()
const Newest = raw<NewestEvent>()

/** Of each attribute the one with the latest effective day up to `day`; of two of one day, the one entered last. And of each the next day that comes. */
export async function readAttributes(tx: Transaction, about: { units: readonly number[]; names: readonly string[]; day: string }): Promise<(HeldAttribute | ComingAttribute)[]> {
  if (about.names.length === 0) return []
  return await tx.rows(Attributes,
    `(select distinct on (unit, name) unit, name, value, effective, citation, entered_by from attribute
      where unit = any($1::int4[]) and name = any($2::text[]) and effective <= $3::date order by unit, name, effective desc, id desc)
     union all
     select unit, name, null, min(effective), null, null from attribute where unit = any($1::int4[]) and name = any($2::text[]) and effective > $3::date group by unit, name`,
    [about.units, about.names, about.day])
}

export async function readJudgements(tx: Transaction, about: { units: readonly number[]; rubric: string; periods: readonly string[] }): Promise<HeldJudgement[]> {
  return await tx.rows(Judgements,
    `select id, unit, indicator, item, kind, value, reason, evidence, entered_by, effective from judgement j
     where rubric = $1 and period = any($2::text[]) and unit = any($3::int4[]) and kind <> 'withdrawn'
       and not exists (select from judgement w where w.withdraws = j.id)
     order by unit, id`,
    [about.rubric, about.periods, about.units])
}

/** Months are first days, half-open. */
export async function readNewestEvents(tx: Transaction, about: { units: readonly number[]; from: string; until: string }): Promise<NewestEvent[]> {
  return await tx.rows(Newest,
    `select unit, max(last_event) as last_event from unit_month
     where unit = any($1::int4[]) and month >= $2::date and month < $3::date group by unit`,
    [about.units, about.from, about.until])
}
