import { AlignmentType, LineRuleType, Paragraph, TextRun } from 'docx'
import type { IParagraphOptions } from 'docx'
import type { Paragraph as BulletinParagraph } from '../../../model/bulletin/bulletin.ts'

/** Twentieths of a point in a millimetre. */
const TWIPS_PER_MM = 1_440 / 25.4
export const twips = (millimetres: number): number => Math.round(millimetres * TWIPS_PER_MM)

/** GB/T 9704: A4 with its margins, and the grid of 22 lines of 28 characters in what is left. */
export const A4 = { width: twips(210), height: twips(297) }
export const MARGINS = { top: twips(37), left: twips(28), bottom: twips(35), right: twips(26), footer: twips(23), header: twips(15), gutter: 0 }
const LINES = 22
const CHARACTERS = 28
/** 3号. */
const BODY_POINTS = 16
export const LINE_PITCH = Math.floor((A4.height - MARGINS.top - MARGINS.bottom) / LINES)
const CHARACTER_TWIPS = (A4.width - MARGINS.left - MARGINS.right) / CHARACTERS
/** In 4096ths of a point, what a character's pitch differs from its size. */
export const CHARACTER_SPACE = Math.round((CHARACTER_TWIPS / 20 - BODY_POINTS) * 4_096)

/** A font by its Chinese name; digits and Latin stand in the same, as official documents have it. */
export const font = (name: string): { ascii: string; hAnsi: string; eastAsia: string; cs: string } => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name })

export const FANGSONG = font('仿宋_GB2312')
export const HEITI = font('黑体')
const KAITI = font('楷体_GB2312')
const TITLE_FONT = font('方正小标宋简体')
export const SONGTI = font('宋体')

/** Sizes in half points: 2号, 3号, 4号, 5号. */
export const SIZES = { title: 44, body: 32, page: 28, small: 21 } as const

const ALERT = 'B42318'
const characters = (count: number): number => Math.round(count * CHARACTER_TWIPS)

type Dress = Omit<IParagraphOptions, 'children' | 'text' | 'run'> & { run: { font: ReturnType<typeof font>; size: number; color?: string } }

/** Body and headings go two characters in; whoever signs stands on the right, four characters from the edge. */
const DRESS: Record<BulletinParagraph['style'], Dress> = {
  title: { alignment: AlignmentType.CENTER, spacing: { before: LINE_PITCH, after: LINE_PITCH, line: 700, lineRule: LineRuleType.EXACT }, run: { font: TITLE_FONT, size: SIZES.title } },
  addressees: { run: { font: FANGSONG, size: SIZES.body } },
  heading: { indent: { firstLine: characters(2) }, keepNext: true, run: { font: HEITI, size: SIZES.body } },
  text: { indent: { firstLine: characters(2) }, alignment: AlignmentType.BOTH, run: { font: FANGSONG, size: SIZES.body } },
  signature: { alignment: AlignmentType.RIGHT, indent: { right: characters(4) }, keepLines: true, run: { font: FANGSONG, size: SIZES.body } },
  note: { spacing: { line: 320, lineRule: LineRuleType.EXACT }, run: { font: FANGSONG, size: SIZES.small } },
}

/** A paragraph of the bulletin in its official dress; a heading of the second level is set in 楷体, a warning in red 黑体. */
export function dressed({ style, text }: BulletinParagraph, { before }: { before?: number } = {}): Paragraph {
  const { run, ...options } = DRESS[style]
  const isSecond = style === 'heading' && text.startsWith('（')
  const isWarning = style === 'note' && /^(非正式|演示数据)/.test(text)
  const worn = isWarning ? { font: HEITI, size: SIZES.page, color: ALERT } : isSecond ? { ...run, font: KAITI } : run
  const spacing = before === undefined ? {} : { spacing: { ...options.spacing, before } }
  return new Paragraph({ ...options, ...spacing, ...(isWarning ? { alignment: AlignmentType.CENTER } : {}), children: [new TextRun({ text, ...worn })] })
}
