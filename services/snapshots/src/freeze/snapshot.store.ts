import type { BoardKey } from '@tierline/contracts/board'
import type { FrozenRow, FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { FrozenSnapshot, HashAlgorithm } from './frozen.ts'

interface FrozenRecord {
  id: bigint
  state: SnapshotState
  algorithm: HashAlgorithm
  hash: string
  units: number
  head: string
  issued_by: string | null
  issued_at: number | null
}

const Frozen = raw<FrozenRecord>()
const UnitText = raw<{ place: number; body: string }>()
const ExplanationText = raw<{ explanation: string }>()

/** Units that are read at once. */
const PAGE = 200

/** A snapshot with its content to be read in pages; null where there is none of this number. */
export async function openFrozen(db: Statements, id: number): Promise<FrozenSnapshot | null> {
  const record = await db.maybe(Frozen,
    `select s.id, s.state, s.algorithm, s.hash, s.units, s.head, i.by as issued_by, i.at as issued_at from snapshot s
       left join lateral (select by, at from snapshot_step where snapshot = s.id and state = 'issued' order by id desc limit 1) as i on true
     where s.id = $1`, [id])
  if (!record) return null
  const { state, algorithm, hash, head, issued_by: by, issued_at: at } = record
  return {
    id, state, algorithm, hash, head: JSON.parse(head) as SnapshotHead, headText: head,
    issued: by === null || at === null ? null : { by, at: new Date(at).toISOString() },
    units: () => textsOf(db, { id, hash, count: record.units }, UNIT_TEXT),
    rows: () => rowsOf(db, { id, hash, count: record.units }),
    firstExplanation: () => firstExplanationOf(db, id),
  }
}

interface StoredContent {
  id: number
  hash: string
  count: number
}

const UNIT_TEXT = `'{"explanation":' || explanation || ',"facts":' || facts || ',"row":' || "row" || '}'`

/** Each page is read only while the content is still the one that the hash is of. */
async function* textsOf(db: Statements, { id, hash, count }: StoredContent, text: typeof UNIT_TEXT | '"row"'): AsyncIterable<{ text: string }> {
  let place = 0
  let read = 0
  for (;;) {
    const page = await db.rows(UnitText,
      `select place, ${text} as body from snapshot_unit
       where snapshot = $1 and place > $2 and exists (select from snapshot where id = $1 and hash = $3) order by place limit $4`, [id, place, hash, PAGE])
    for (const { body } of page) yield { text: body }
    read += page.length
    place = page.at(-1)?.place ?? place
    if (page.length < PAGE) break
  }
  if (read !== count) throw new Error(`snapshot ${id}: found ${read} of its ${count} units under the hash ${hash.slice(0, 8)}, expected all; it was brought to its final form meanwhile: read it again`)
}

async function* rowsOf(db: Statements, content: StoredContent): AsyncIterable<FrozenRow> {
  for await (const { text } of textsOf(db, content, '"row"')) yield JSON.parse(text) as FrozenRow
}

async function firstExplanationOf(db: Statements, id: number): Promise<FrozenUnit['explanation'] | null> {
  const first = await db.maybe(ExplanationText, 'select explanation from snapshot_unit where snapshot = $1 order by place limit 1', [id])
  return first && (JSON.parse(first.explanation) as FrozenUnit['explanation'])
}

/** What names a snapshot. */
export interface FrozenKey {
  id: number
  key: BoardKey
  revision: number
  state: SnapshotState
  /** Epoch ms. */
  cutoff: number
  board: number
  seq: bigint
}

const KeyRow = raw<{ rubric: string; group_id: string; period: string; revision: number; state: SnapshotState; cutoff: number; board: number; seq: bigint }>()

export async function readFrozenKey(db: Statements, id: number): Promise<FrozenKey | null> {
  const row = await db.maybe(KeyRow, 'select rubric, group_id, period, revision, state, cutoff, board, seq from snapshot where id = $1', [id])
  if (!row) return null
  const { rubric, group_id: group, period, revision, state, cutoff, board, seq } = row
  return { id, key: { rubric, group, period }, revision, state, cutoff, board, seq }
}

const RowText = raw<{ row: string }>()
const Name = raw<{ unit: string; name: string; name_en: string }>()
const Head = raw<{ head: string }>()

/** One unit's frozen row; null where it is not on the board. */
export async function readUnitRow(db: Statements, id: number, unit: string): Promise<FrozenRow | null> {
  const found = await db.maybe(RowText, 'select "row" from snapshot_unit where snapshot = $1 and unit = $2', [id, unit])
  return found && (JSON.parse(found.row) as FrozenRow)
}

/** Names of units as they were frozen. */
export async function readNames(db: Statements, id: number, units: readonly string[]): Promise<Map<string, { name: string; nameEn: string }>> {
  const rows = await db.rows(Name, `select unit, "row"::jsonb ->> 'name' as name, "row"::jsonb ->> 'nameEn' as name_en from snapshot_unit where snapshot = $1 and unit = any($2::text[])`, [id, units])
  return new Map(rows.map(({ unit, name, name_en: nameEn }) => [unit, { name, nameEn }]))
}

/** Titles of the indicators as they were frozen. */
export async function readTitles(db: Statements, id: number): Promise<Map<string, Bilingual>> {
  const { head } = await db.one(Head, 'select head from snapshot where id = $1', [id])
  return new Map((JSON.parse(head) as SnapshotHead).board.indicators.map((indicator) => [indicator.id, indicator.title]))
}
