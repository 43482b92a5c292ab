import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'

const TABLES = ['ledger', 'event', 'cases', 'rollup', 'rollup_day', 'distinct_member', 'touched', 'tally', 'quarantine'] as const

/** Every row of every table that a batch writes, as text in a fixed order: to see that nothing was left or changed. */
export async function contents(db: Database): Promise<Record<string, string[]>> {
  const out: Record<string, string[]> = {}
  for (const table of [...TABLES, 'log_position']) {
    out[table] = (await db.rows(raw<{ line: string }>(), `select t::text as line from ${table} t order by 1`)).map(({ line }) => line)
  }
  return out
}

/** Tables that a batch writes, in the order in which it does. */
export const WRITTEN = TABLES

/** Makes every write to a table fail with a SQLSTATE; `times` of them, or all. Returns what lifts it. */
export async function breakTable(db: Database, table: string, fault: { sqlState: string; times?: number }): Promise<() => Promise<void>> {
  await db.script(`create sequence broken;
    create function break() returns trigger language plpgsql as $$ begin
      if nextval('broken') <= ${fault.times ?? 1_000_000} then raise exception 'broken for the test' using errcode = '${fault.sqlState}'; end if;
      return new;
    end $$;
    create trigger broken before insert or update on ${table} for each row execute function break()`)
  return () => db.script(`drop trigger broken on ${table}; drop function break(); drop sequence broken`)
}

/** Sum of the tallies by outcome, of all sources and hours. */
export async function tallies(db: Database): Promise<Record<string, number>> {
  const rows = await db.rows(raw<{ outcome: string; n: bigint }>(), 'select outcome, sum(n)::int8 as n from tally group by outcome having sum(n) <> 0 order by outcome')
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, Number(n)]))
}

/** Where the embedded log stands. */
export async function position(db: Database): Promise<number> {
  return Number((await db.maybe(raw<{ next: bigint }>(), `select next from log_position where log = 'embedded' and partition = 0`))?.next ?? 0n)
}
