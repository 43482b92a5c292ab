import type { Group, UnitsFile } from '@tierline/contracts/unit'
import * as z from 'zod/mini'
import type { Database, Transaction } from './database/database.ts'
import { holdRevision, raiseRevision } from './signal/revision.store.ts'

const UnitRow = z.object({ id: z.number(), code: z.string(), name: z.string(), name_en: z.string(), short: z.string(), initials: z.string(), pinyin: z.string() })
const AliasRow = z.object({ alias: z.string(), unit: z.number() })
const GroupRow = z.object({ id: z.string(), title: z.object({ zh: z.string(), en: z.string() }), note: z.nullable(z.object({ zh: z.string(), en: z.string() })), demo: z.boolean() })
const MemberRow = z.object({ group_id: z.string(), unit: z.number(), place: z.number() })

/** A unit as stored. */
export type StoredUnit = z.infer<typeof UnitRow>

/** Spelling of a Chinese name for search: whole pinyin and initials, both lower case without marks. */
export interface Spelling {
  (name: string): { pinyin: string; initials: string }
}

/** Everything of units, aliases and groups in one reading. */
export async function readDirectory(db: Database): Promise<{ units: StoredUnit[]; aliases: z.infer<typeof AliasRow>[]; groups: z.infer<typeof GroupRow>[]; members: z.infer<typeof MemberRow>[] }> {
  return await db.transaction(async (tx) => ({
    units: await tx.rows(UnitRow, 'select id, code, name, name_en, short, initials, pinyin from unit order by id'),
    aliases: await tx.rows(AliasRow, 'select alias, unit from unit_alias'),
    groups: await tx.rows(GroupRow, 'select id, title, note, demo from unit_group order by id'),
    members: await tx.rows(MemberRow, 'select group_id, unit, place from group_member order by group_id, place'),
  }), 'repeatable read')
}

/**
 * Puts the units, aliases and groups of a file into the database; what is there already is brought up to date, nothing is removed but members of these groups.
 * Returns what a signal `directory` carries, or null where all of it stood already.
 */
export async function storeUnits(tx: Transaction, file: UnitsFile, spell: Spelling, instant: Date): Promise<string | null> {
  // Several processes start at once, each with its file.
  await holdRevision(tx, 'directory')
  let changed = await upsertUnits(tx, file.units, spell)
  changed += await insertAliases(tx, file.units.flatMap((unit) => [unit.name, ...(unit.aliases ?? [])].map((alias) => ({ alias, code: unit.code, reason: 'units file', by: 'units file', instant }))))
  for (const group of file.groups) changed += await storeGroup(tx, group)
  return changed > 0 ? await raiseRevision(tx, 'directory') : null
}

/** Adds an alias of a unit; an alias that stands already keeps its unit. Returns what a signal `directory` carries, or null where it stood already. */
export async function storeAlias(tx: Transaction, alias: NewAlias): Promise<string | null> {
  return (await insertAliases(tx, [alias])) > 0 ? await raiseRevision(tx, 'directory') : null
}

/** Another name of the unit with a code: why, by whom, when. */
export interface NewAlias {
  alias: string
  code: string
  reason: string
  by: string
  instant: Date
}

/** One statement for all: a province has tens of thousands, and every process brings them at its start. */
async function upsertUnits(tx: Transaction, units: UnitsFile['units'], spell: Spelling): Promise<number> {
  const spelt = units.map((unit) => ({ ...unit, ...spell(unit.name) }))
  return await tx.run(
    `insert into unit (code, name, name_en, short, initials, pinyin, local)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
     on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, short = excluded.short, initials = excluded.initials, pinyin = excluded.pinyin, local = excluded.local
     where (unit.name, unit.name_en, unit.short, unit.initials, unit.pinyin, unit.local) is distinct from (excluded.name, excluded.name_en, excluded.short, excluded.initials, excluded.pinyin, excluded.local)`,
    [
      spelt.map(({ code }) => code), spelt.map(({ name }) => name), spelt.map(({ nameEn, pinyin }) => nameEn ?? pinyinTitle(pinyin)), spelt.map(({ short, name }) => short ?? name),
      spelt.map(({ initials }) => initials), spelt.map(({ pinyin }) => pinyin), spelt.map(({ local }) => local ?? false),
    ],
  )
}

async function insertAliases(tx: Transaction, aliases: readonly NewAlias[]): Promise<number> {
  return await tx.run(
    `insert into unit_alias (alias, unit, reason, added_by, added_at)
     select given.alias, unit.id, given.reason, given.by, given.at
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality as given (alias, code, reason, by, at, place) join unit on unit.code = given.code
     order by given.place on conflict (alias) do nothing`,
    [aliases.map(({ alias }) => alias), aliases.map(({ code }) => code), aliases.map(({ reason }) => reason), aliases.map(({ by }) => by), aliases.map(({ instant }) => instant.toISOString())],
  )
}

async function storeGroup(tx: Transaction, group: Group): Promise<number> {
  const titled = await tx.run(
    `insert into unit_group (id, title, note, demo) values ($1, $2, $3, $4)
     on conflict (id) do update set title = excluded.title, note = excluded.note, demo = excluded.demo
     where (unit_group.title, unit_group.note, unit_group.demo) is distinct from (excluded.title, excluded.note, excluded.demo)`,
    [group.id, JSON.stringify(group.title), group.note ? JSON.stringify(group.note) : null, group.demo ?? false],
  )
  const left = await tx.run('delete from group_member where group_id = $1 and unit not in (select id from unit where code = any($2::text[]))', [group.id, group.units])
  const placed = await tx.run(
    `insert into group_member (group_id, unit, place)
     select $1, unit.id, wanted.place from unnest($2::text[]) with ordinality as wanted (code, place) join unit on unit.code = wanted.code
     on conflict (group_id, unit) do update set place = excluded.place where group_member.place <> excluded.place`,
    [group.id, group.units],
  )
  return titled + left + placed
}

const pinyinTitle = (pinyin: string): string => pinyin.charAt(0).toUpperCase() + pinyin.slice(1)
