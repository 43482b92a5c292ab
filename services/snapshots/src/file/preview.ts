import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import type { FilePreview } from '@tierline/contracts/snapshot/snapshot'
import type { PrintedTable } from '@tierline/platform/xlsx/printed-table'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { bulletinOf } from '../model/bulletin/bulletin.ts'
import { notesOf } from '../model/notes.ts'
import { apartText, officialTable, textsOf } from '../model/official-table.ts'
import type { OfficialTable, PrintedPart } from '../model/official-table.ts'
import { adjustmentsTable, definitionsTable, questionsTable, stampTable } from '../model/side-tables.ts'
import { stampOf } from '../model/stamp.ts'
import { surveyOf } from '../model/survey.ts'
import type { Survey } from '../model/survey.ts'
import { headingOf } from './csv-file.ts'
import { fileName } from './file-name.ts'

export type PreviewedFormat = 'xlsx' | 'csv' | 'docx'

/** Rows of a table that a preview shows. */
const SHOWN_ROWS = 50

/** What a file will print, from the same models that write it. */
export async function previewOf(frozen: FrozenSnapshot, format: PreviewedFormat): Promise<FilePreview> {
  const name = fileName(frozen, format)
  return { name, blocks: format === 'docx' ? await bulletinBlocks(frozen) : await tableBlocks(frozen, format) }
}

async function bulletinBlocks(frozen: FrozenSnapshot): Promise<FilePreview['blocks']> {
  const { paragraphs, closing, annex } = await bulletinOf(frozen)
  if (!annex) return [...paragraphs, ...closing]
  return [...paragraphs, official(annex.table, [...annex.ranked, ...annex.apart].slice(0, SHOWN_ROWS), { ranked: annex.ranked.length, unranked: annex.apart.length }), ...closing]
}

async function tableBlocks(frozen: FrozenSnapshot, format: 'xlsx' | 'csv'): Promise<FilePreview['blocks']> {
  const { head } = frozen
  const rows: FrozenRow[] = []
  const survey = await surveyOf(frozen, { hasNote: (row) => notesOf(head, row) !== '', visit: (row) => { if (rows.length < SHOWN_ROWS) rows.push(row) } })
  const stamp = stampOf(frozen)
  const note = { kind: 'paragraph' as const, style: 'note' as const, text: [stamp.demo, stamp.notice, stamp.line].filter((text) => text !== null).join('　') }
  const table = officialTable(head, survey, `${stamp.subject}结果一览表（${stamp.group}）`)
  if (format === 'csv') return [note, { ...official(table, rows, { ...survey, unranked: 0 }), header: [table.columns.map((column) => ({ text: headingOf(column), columns: 1, rows: 1 }))], more: survey.ranked + survey.unranked - rows.length }]
  const questions = questionsTable(head, survey)
  return [note, official(table, rows, survey), ...[definitionsTable(head), adjustmentsTable(head), ...(questions ? [questions] : []), stampTable(stamp)].map(side)]
}

function official(table: OfficialTable, rows: readonly FrozenRow[], { ranked, unranked }: Pick<Survey, 'ranked' | 'unranked'>): PrintedPart {
  const texts = rows.map((row) => textsOf(table, row))
  const isApartShown = unranked > 0 && rows.length > ranked
  if (isApartShown) texts.splice(ranked, 0, [apartText(unranked), ...table.columns.slice(1).map(() => '')])
  return { kind: 'table', title: table.title, header: table.header.map((cells) => [...cells]), rows: texts, numeric: table.columns.map(({ isFigure }) => isFigure), more: ranked + unranked - rows.length }
}

function side({ title, columns, rows, figures }: PrintedTable): PrintedPart {
  return {
    kind: 'table', title, header: [columns.map((text) => ({ text, columns: 1, rows: 1 }))], rows: rows.slice(0, SHOWN_ROWS).map((row) => [...row]),
    numeric: columns.map((_, at) => figures?.includes(at) ?? false), more: Math.max(0, rows.length - SHOWN_ROWS),
  }
}
