import type { Rubric } from '../rubric/rubric.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { htmlOf } from './sheets/html.ts'
import { markdownOf } from './sheets/markdown.ts'
import { rubricSheets } from './sheets/rubric-sheets.ts'

/** The rubric as the official table in Markdown or as a page of HTML, one sentence a rule: what a clerk reads who cannot read YAML, and how the clerk checks the file. */
export function renderRubric(rubric: Rubric, format: 'markdown' | 'html' = 'markdown'): Bilingual {
  const sheets = rubricSheets(rubric)
  const write = format === 'html' ? htmlOf : markdownOf
  return { zh: write(sheets, 'zh'), en: write(sheets, 'en') }
}
