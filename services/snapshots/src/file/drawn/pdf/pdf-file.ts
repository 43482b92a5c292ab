import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { FrozenSnapshot } from '../../../freeze/frozen.ts'
import { bulletinOf } from '../../../model/bulletin/bulletin.ts'
import type { Bulletin, Paragraph } from '../../../model/bulletin/bulletin.ts'
import { leafTable } from '../../../model/bulletin/leaf-table.ts'
import { adjustmentsTable, definitionsTable, questionsTable, stampTable } from '../../../model/side-tables.ts'
import type { Fonts } from '../fonts.ts'
import { annexContent, sideContent } from './pdf-table.ts'

const POINTS_PER_MM = 72 / 25.4
const points = (millimetres: number): number => Math.round(millimetres * POINTS_PER_MM)
const FONT = 'Tierline'
const ALERT = '#B42318'
const BODY = 13
const INDENT = 2 * BODY
const LEADING = 1.5
/** Below so much of a page's height a heading would stand without what it heads. */
const LAST_HEADING = 0.82

/** The archived copy: the bulletin, the annex, every indicator's figures, definitions, adjustments, open questions, and how to check it; with the font in it. */
export async function pdfFile(frozen: FrozenSnapshot, fonts: Fonts): Promise<Uint8Array> {
  const bulletin = await bulletinOf(frozen)
  const sections = sectionsOf(frozen, bulletin)
  await fonts.check(sections.flatMap(({ place, content }) => textsIn(content).flatMap((text) => [{ place, text }, { place, text, weight: 'bold' as const }])))
  const [regular, bold] = [(await fonts.file('regular')).path, (await fonts.file('bold')).path]
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path === regular || path === bold)
  pdfmake.setFonts({ [FONT]: { normal: regular, bold } })
  return await pdfmake.createPdf(definition(frozen, bulletin, sections.map(({ content }) => content))).getBuffer()
}

interface Section {
  /** Where a missing character would stand. */
  place: string
  content: Content[]
}

function sectionsOf(frozen: FrozenSnapshot, bulletin: Bulletin): Section[] {
  const { paragraphs, closing, annex, stamp, survey } = bulletin
  const questions = questionsTable(frozen.head, survey)
  const leaves = leafTable(frozen.head, survey)
  const side = [...(leaves ? [leaves] : []), definitionsTable(frozen.head), adjustmentsTable(frozen.head), ...(questions ? [questions] : []), stampTable(stamp)]
  return [
    ...paragraphs.map((one) => ({ place: one.text.slice(0, 20), content: [paragraphContent(one)] })),
    ...(annex ? [{ place: annex.table.title, content: [{ text: '附件', style: 'heading', pageBreak: 'before' as const, pageOrientation: 'landscape' as const }, { text: annex.table.title, style: 'title', margin: [0, 0, 0, 10] as [number, number, number, number] }, annexContent(annex)] }] : []),
    { place: '校验值', content: [{ text: '', margin: [0, 6, 0, 0] }, ...closing.map(paragraphContent)] },
    ...(leaves ? [] : [{ place: '分项指标明细', content: [{ text: '分项指标数字较多，见同一快照的电子表格文件 .xlsx。', style: 'note' }] }]),
    ...side.map((table) => ({ place: table.title, content: sideContent(table) })),
  ]
}

function paragraphContent({ style, text }: Paragraph): Content {
  const isWarning = style === 'note' && /^(非正式|演示数据)/.test(text)
  return { text, style: isWarning ? ['warning'] : [style], ...(style === 'text' || style === 'heading' ? { leadingIndent: INDENT } : {}), ...(style === 'heading' ? { headlineLevel: 1 } : {}) }
}

function definition(frozen: FrozenSnapshot, { title, stamp }: Bulletin, content: Content[]): TDocumentDefinitions {
  const foot = [stamp.line, ...[stamp.mark, stamp.demo].filter((text) => text !== null)].join('　')
  return {
    info: { title, author: frozen.head.bulletin.issuer, subject: `${frozen.algorithm} ${frozen.hash}`, creationDate: new Date(frozen.head.cutoff), modDate: new Date(frozen.head.cutoff) },
    pageSize: 'A4', pageMargins: [points(28), points(32), points(26), points(30)], content, language: 'zh-CN',
    defaultStyle: { font: FONT, fontSize: BODY, lineHeight: LEADING },
    styles: {
      title: { fontSize: 20, bold: true, alignment: 'center', lineHeight: 1.4, margin: [0, 18, 0, 18] }, addressees: { margin: [0, 0, 0, 4] }, heading: { bold: true, margin: [0, 6, 0, 2] },
      text: { margin: [0, 0, 0, 2] }, signature: { alignment: 'right', margin: [0, 6, 40, 0] }, note: { fontSize: 8, color: '#5A6472', lineHeight: 1.3 }, warning: { fontSize: 13, bold: true, color: ALERT, alignment: 'center' },
    },
    // A heading does not stay alone at the end of a page.
    pageBreakBefore: ({ headlineLevel, startPosition }) => headlineLevel === 1 && startPosition.verticalRatio > LAST_HEADING,
    footer: (page: number) => ({
      margin: [points(28), points(8), points(26), 0], fontSize: 8, color: '#5A6472',
      columns: page % 2 === 1 ? [{ text: foot }, { text: `— ${page} —`, alignment: 'right', width: 60, fontSize: 11 }] : [{ text: `— ${page} —`, width: 60, fontSize: 11 }, { text: foot, alignment: 'right' }],
    }),
  }
}

/** Every text of a content, however deep. */
function textsIn(content: unknown): string[] {
  if (typeof content === 'string') return [content]
  if (Array.isArray(content)) return content.flatMap(textsIn)
  if (typeof content !== 'object' || content === null) return []
  const { text, table, columns } = content as { text?: unknown; table?: { body?: unknown }; columns?: unknown }
  return [...textsIn(text), ...textsIn(table?.body), ...textsIn(columns)]
}
