import { AlignmentType, Document, DocumentGridType, Footer, Packer, PageNumber, PageOrientation, Paragraph, TextRun } from 'docx'
import type { ISectionOptions } from 'docx'
import type { FrozenSnapshot } from '../../../freeze/frozen.ts'
import { bulletinOf, paragraph } from '../../../model/bulletin/bulletin.ts'
import type { Bulletin } from '../../../model/bulletin/bulletin.ts'
import { A4, CHARACTER_SPACE, FANGSONG, HEITI, LINE_PITCH, MARGINS, SIZES, SONGTI, dressed, twips } from './docx-styles.ts'
import { annexOf } from './docx-table.ts'

/** Columns that a page takes upright. */
const UPRIGHT_COLUMNS = 7
/** GB/T 9704 for a page on its side: what was the top is then on the right. */
const SIDE_MARGINS = { top: twips(28), bottom: twips(26), left: twips(35), right: twips(37), footer: twips(15), header: twips(15), gutter: 0 }

/** The bulletin (通报) after GB/T 9704. */
export async function docxFile(frozen: FrozenSnapshot): Promise<Uint8Array> {
  const bulletin = await bulletinOf(frozen)
  const document = new Document({
    title: bulletin.title, subject: bulletin.stamp.line, description: `${frozen.algorithm} ${frozen.hash}`, creator: frozen.head.bulletin.issuer, evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: FANGSONG, size: SIZES.body } } } },
    sections: [textSection(bulletin), ...annexSection(bulletin)],
  })
  return await Packer.toBuffer(document)
}

function textSection({ paragraphs: text, closing, annex }: Bulletin): ISectionOptions {
  const paragraphs = annex ? text : [...text, ...closing]
  const firstSignature = paragraphs.findIndex(({ style }) => style === 'signature')
  return {
    properties: { page: { size: A4, margin: MARGINS }, grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE_PITCH, charSpace: CHARACTER_SPACE } },
    footers: footers(), children: paragraphs.map((one, at) => dressed(one, at === firstSignature ? { before: LINE_PITCH * 2 } : {})),
  }
}

function annexSection({ annex, stamp, closing }: Bulletin): ISectionOptions[] {
  if (!annex) return []
  const isUpright = annex.table.columns.length <= UPRIGHT_COLUMNS
  const margin = isUpright ? MARGINS : SIDE_MARGINS
  const across = isUpright ? A4.width : A4.height
  return [{
    properties: { page: { size: isUpright ? A4 : { ...A4, orientation: PageOrientation.LANDSCAPE }, margin } },
    footers: footers(),
    children: [
      new Paragraph({ children: [new TextRun({ text: '附件', font: HEITI, size: SIZES.body })] }),
      dressed(paragraph('title', annex.table.title), { before: 0 }),
      ...(stamp.notice ? [dressed(paragraph('note', stamp.notice))] : []),
      annexOf(annex, across - margin.left - margin.right),
      ...closing.map((note, at) => dressed(note, at === 0 ? { before: 120 } : {})),
    ],
  }]
}

/** `— 1 —` in 4号 宋体 on the outer edge: right on odd pages, left on even ones, one character in. */
function footers(): NonNullable<ISectionOptions['footers']> {
  const one = (alignment: typeof AlignmentType.RIGHT | typeof AlignmentType.LEFT): Footer => new Footer({
    children: [new Paragraph({ alignment, indent: { left: 280, right: 280 }, children: [new TextRun({ font: SONGTI, size: SIZES.page, children: ['— ', PageNumber.CURRENT, ' —'] })] })],
  })
  return { default: one(AlignmentType.RIGHT), even: one(AlignmentType.LEFT) }
}
