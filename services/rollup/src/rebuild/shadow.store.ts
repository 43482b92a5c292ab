import { raw } from '@tierline/platform/database/database'
import type { Database, Statements, Transaction } from '@tierline/platform/database/database'
import { CLOCK_SOURCE } from '@tierline/scoring'
import type { FactEvent } from '@tierline/scoring'
import { factOf } from '../cases/case-row.ts'
import type { StoredFact } from '../cases/case-row.ts'

/** Where the shadow tables stand until they take the places of the live ones. */
export const SHADOW_SCHEMA = 'shadow'

/** Any fixed number: whoever holds it rebuilds. */
const LOCK = 7_101_952

/** Holds the right to rebuild until the transaction ends; false where somebody else has it. */
export async function claimRebuild(tx: Transaction): Promise<boolean> {
  return (await tx.one(raw<{ held: boolean }>(), 'select pg_try_advisory_xact_lock($1) as held', [LOCK])).held
}

/** Makes empty shadow tables, like the live ones; what a broken-off rebuild left is dropped first. */
export async function createShadow(db: Database): Promise<void> {
  await dropShadow(db)
  await db.script(`create schema shadow;
    create table shadow.rollup (like public.rollup including all);
    create table shadow.rollup_day (like public.rollup_day including all);
    create table shadow.distinct_member (like public.distinct_member including all);
    create table shadow.cases (like public.cases including all);
    create table shadow.touched (like public.touched including all)`)
  await db.script(`do $$ declare width interval; begin
    if to_regclass('timescaledb_information.dimensions') is null then return; end if;
    execute $q$ select time_interval from timescaledb_information.dimensions where hypertable_schema = 'public' and hypertable_name = 'rollup' $q$ into width;
    if width is null then return; end if;
    execute format($q$ select create_hypertable('shadow.rollup', 'bucket', chunk_time_interval => %L::interval, create_default_indexes => false) $q$, width);
  end $$`)
}

/** Drops the shadow tables, and the tables that were replaced. */
export async function dropShadow(db: Database): Promise<void> {
  await db.script('drop schema if exists shadow cascade; drop schema if exists replaced cascade')
}

/** From the first stored event of each partition up to where its log stands. */
export async function readSpans(db: Statements): Promise<{ part: number; from: number; until: number }[]> {
  const rows = await db.rows(raw<{ part: number; from: bigint; until: bigint }>(),
    `select p.part, first.position as from, p.next as until from log_position p,
       lateral (select position from event where part = p.part order by position limit 1) as first order by p.part`)
  return rows.map(({ part, from, until }) => ({ part, from: Number(from), until: Number(until) }))
}

/** A span of positions; what happened before `keptFrom` is read only from `copied` on, since below it the copies stand for it. */
export interface ShadowSpan {
  part: number
  from: number
  until: number
  keptFrom: number
  copied: number
}

/** Reads the events of a span, in the order of the log. */
export async function readShadowEvents(tx: Transaction, { part, from, until, keptFrom, copied }: ShadowSpan): Promise<FactEvent[]> {
  return await tx.rows(raw<FactEvent>(),
    `select e.source, e.id, e.type, u.code as unit, e.time, e.corrects, e.data from event e join unit u on u.id = e.unit
     where e.part = $1::int2 and e.position >= $2 and e.position < $3 and (e.time >= $4::timestamptz or e.position >= $5)
     order by e.position`,
    [part, from, until, instantText(keptFrom), copied])
}

/** Copies what these measures counted before an instant whose events were dropped: it can be computed from nothing any more. */
export async function copyOldCells(tx: Transaction, { measures, instant, day }: { measures: readonly number[]; instant: number; day: string }): Promise<void> {
  await tx.run('insert into shadow.rollup select * from public.rollup where measure = any($1::int4[]) and bucket < $2::timestamptz', [measures, instantText(instant)])
  await tx.run('insert into shadow.rollup_day select * from public.rollup_day where measure = any($1::int4[]) and bucket < $2::date', [measures, day])
  await tx.run('insert into shadow.distinct_member select * from public.distinct_member where measure = any($1::int4[]) and bucket < $2::timestamptz', [measures, instantText(instant)])
}

/** Copies the facts of cases from before that instant; they are folded afterwards, for their set of measures is none. */
export async function copyOldFacts(tx: Transaction, instant: number): Promise<void> {
  await tx.run(
    `insert into shadow.cases (kind, key, facts, contributions, measure_set)
     select c.kind, c.key, old.facts, '[]', -1 from public.cases c,
       lateral (select jsonb_agg(fact order by place) as facts from jsonb_array_elements(c.facts) with ordinality as one (fact, place) where (fact ->> 0)::float8 < $1) as old
     where old.facts is not null`,
    [instant])
}

/** The facts that the clock itself added to live cases: they are no events. */
export async function readLiveClockFacts(db: Statements): Promise<FactEvent[]> {
  const rows = await db.rows(raw<{ fact: StoredFact }>(),
    `select fact from public.cases, jsonb_array_elements(facts) as fact where kind = 'duty' and fact ->> 2 = $1 order by kind, key`, [CLOCK_SOURCE])
  return rows.map(({ fact }) => factOf(fact))
}

/** Lets no batch, no tick and no back-fill begin until the transaction ends, after those that run have ended; returns the version of the measures. */
export async function holdCounting(tx: Transaction): Promise<number> {
  return (await tx.one(raw<{ version: number }>(), 'select version from public.measure_set for update')).version
}

/** Puts the shadow tables in the places of the live ones. Readers that are at work finish first; those that come wait, and then see the new tables. */
export async function swapShadow(tx: Transaction): Promise<void> {
  await tx.run('lock table public.rollup, public.rollup_day, public.distinct_member, public.cases in access exclusive mode')
  await tx.run('create schema replaced')
  await tx.run('alter table public.rollup set schema replaced')
  await tx.run('alter table public.rollup_day set schema replaced')
  await tx.run('alter table public.distinct_member set schema replaced')
  await tx.run('alter table public.cases set schema replaced')
  await tx.run('alter table shadow.rollup set schema public')
  await tx.run('alter table shadow.rollup_day set schema public')
  await tx.run('alter table shadow.distinct_member set schema public')
  await tx.run('alter table shadow.cases set schema public')
  await tx.run('drop table shadow.touched')
}

const instantText = (instant: number): string => (Number.isFinite(instant) ? new Date(instant).toISOString() : '-infinity')
