import type { RubricPage, RubricVersion } from '@tierline/contracts/rubric/page'
import type { Clock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import { rubricWorkbook } from '@tierline/platform/xlsx/rubric-workbook'
import { judgedLeaves, renderRubric, rubricSheets, spannedTables, spanOf, storedRubric, versionToday } from '@tierline/scoring'
import type { Bilingual, Rubric } from '@tierline/scoring'
import { readBoardsOf, readVersions } from './version.store.ts'
import type { VersionRow } from './version.store.ts'

/** A rendered file, ready to be sent. */
export interface RubricFile {
  name: string
  media: string
  body: string | Buffer
}

/** What a rubric may be had as, beside JSON. */
export const FILE_KINDS = { md: 'text/markdown; charset=utf-8', html: 'text/html; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const
export type FileKind = keyof typeof FILE_KINDS

/** Most parsed versions that are kept. */
const MOST_KEPT = 50

/** Shows rubrics as people read them, in any version that was ever loaded. */
export class RubricPages {
  private readonly parsed = new Map<string, Rubric | null>()

  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** The page of the version with this hash (its first letters are enough), or of the one in force today. */
  async page(id: string, hash: string | undefined): Promise<RubricPage> {
    const [versions, boards] = await Promise.all([readVersions(this.db, id), readBoardsOf(this.db, id)])
    const [rubric, standing] = [this.chosen(id, versions, hash), this.standing(id, versions)]
    return { sheets: rubricSheets(rubric), versions: versions.flatMap((version) => this.listed(id, version, standing)), boards, judged: judgedLeaves(rubric) }
  }

  /** The same as a file. */
  async file(id: string, wanted: { kind: FileKind; hash: string | undefined; language: keyof Bilingual }): Promise<RubricFile> {
    const rubric = this.chosen(id, await readVersions(this.db, id), wanted.hash)
    return { name: `${id}-${rubric.version}.${wanted.kind}`, media: FILE_KINDS[wanted.kind], body: await bodyOf(rubric, wanted) }
  }

  private chosen(id: string, versions: readonly VersionRow[], hash: string | undefined): Rubric {
    if (versions.length === 0) throw notFound('rubric', id, 'GET /v1/rubrics lists those that there are.')
    const wanted = hash ?? versionToday(this.standing(id, versions), id, this.clock.now())?.hash ?? versions[0]?.hash ?? ''
    const version = versions.find((entry) => wanted !== '' && entry.hash.startsWith(wanted))
    if (!version) throw notFound(`version of ${id}`, hash ?? '', `There are: ${versions.map((entry) => `${entry.version} (${entry.hash.slice(0, 8)})`).join(', ')}.`)
    const rubric = this.read(id, version)
    if (rubric) return rubric
    throw new ProblemError(409, 'unreadable_version', {
      title: 'This version cannot be read any more', detail: `${id} ${version.version} (${version.hash.slice(0, 8)}) was written for an earlier format of rubrics. Ask for another version with ?hash=: ${versions.map((entry) => entry.hash.slice(0, 8)).join(', ')}.`,
    })
  }

  /** The versions and drafts that stand. */
  private standing(id: string, versions: readonly VersionRow[]): Rubric[] {
    return versions.flatMap((version) => (version.active ? this.read(id, version) ?? [] : []))
  }

  /** A version of an earlier format stays listed where it can be read; one that stands ends where a later one begins. */
  private listed(id: string, version: VersionRow, standing: readonly Rubric[]): RubricVersion[] {
    const rubric = this.read(id, version)
    if (!rubric) return []
    const { status = 'in_force' } = rubric
    return [{ version: version.version, hash: version.hash, status, effective: spanOf(rubric, version.active ? standing : [rubric]), loadedAt: new Date(version.loaded_at).toISOString(), active: version.active }]
  }

  private read(id: string, { hash, body }: VersionRow): Rubric | null {
    const known = this.parsed.get(hash)
    if (known !== undefined) return known
    const result = storedRubric(body, `${id} (stored)`)
    const rubric = 'rubric' in result ? result.rubric : null
    this.parsed.set(hash, rubric)
    const [oldest] = this.parsed.keys()
    if (this.parsed.size > MOST_KEPT && oldest !== undefined) this.parsed.delete(oldest)
    return rubric
  }
}

async function bodyOf(rubric: Rubric, { kind, language }: { kind: FileKind; language: keyof Bilingual }): Promise<string | Buffer> {
  if (kind !== 'xlsx') return renderRubric(rubric, kind === 'html' ? 'html' : 'markdown')[language]
  const sheets = rubricSheets(rubric)
  return Buffer.from(await rubricWorkbook(sheets, spannedTables(sheets, language), language))
}
