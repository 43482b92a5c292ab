import type { BoardKey } from '@tierline/contracts/board'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A version of a rubric as it was loaded. */
export interface VersionRow {
  hash: string
  version: string
  body: string
  active: boolean
  loaded_at: number
}

const Version = raw<VersionRow>()
const Key = raw<{ rubric: string; group_id: string; period: string }>()

/** Every version of a rubric that was ever loaded, those in force first, then the newest. */
export async function readVersions(db: Statements, id: string): Promise<VersionRow[]> {
  return await db.rows(Version, 'select hash, version, body, active, loaded_at from rubric where id = $1 order by active desc, loaded_at desc, hash', [id])
}

/** The boards of a rubric. */
export async function readBoardsOf(db: Statements, id: string): Promise<BoardKey[]> {
  const rows = await db.rows(Key, 'select rubric, group_id, period from board where rubric = $1 order by group_id, period desc', [id])
  return rows.map(({ rubric, group_id: group, period }) => ({ rubric, group, period }))
}
