import type { FilePreview } from '@tierline/contracts/snapshot/snapshot'
import type { SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import { annexTable } from './annex-table.ts'
import type { AnnexTable } from './annex-table.ts'
import { BulletinCount } from './bulletin-count.ts'
import { overviewTexts } from './overview.ts'
import { stampOf } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { surveyOf } from '../survey.ts'
import type { Survey } from '../survey.ts'
import { notesOf } from '../notes.ts'
import { dayWords, namesText } from '../words.ts'

export type Paragraph = Extract<FilePreview['blocks'][number], { kind: 'paragraph' }>
type Style = Paragraph['style']

/** The bulletin (通报) as paragraphs, with the annex behind them. */
export interface Bulletin {
  stamp: Stamp
  title: string
  /** The whole text but the annex and what is printed last. */
  paragraphs: readonly Paragraph[]
  /** Which snapshot it is and its hash: below the annex, or below the text where there is none. */
  closing: readonly Paragraph[]
  /** Null where the snapshot has more rows than a document takes. */
  annex: AnnexTable | null
  survey: Survey
}

/** The bulletin of a snapshot; its units are gone through once. */
export async function bulletinOf(frozen: FrozenSnapshot): Promise<Bulletin> {
  const { head } = frozen
  const count = new BulletinCount(head)
  const survey = await surveyOf(frozen, { hasNote: (row) => notesOf(head, row) !== '', visit: (row) => count.add(row) })
  const stamp = stampOf(frozen)
  const annex = annexTable(head, survey)
  const title = `关于${stamp.subject}情况的通报`
  const body = sections([
    ['总体情况', overviewTexts(head, survey, count)],
    ['排名前三的单位', topTexts(head, count)],
    ['达到 100 % 的单位', count.fullTexts()],
    ['低于点名线的单位', flooredTexts(head, count)],
    ['予以表扬的单位', praisedTexts(head, count)],
    ['异议处理与得分调整', adjustmentTexts(head)],
  ])
  const paragraphs = [
    ...(stamp.demo ? [paragraph('note', `${stamp.demo}：本件数字为虚构。`)] : []), ...(stamp.notice ? [paragraph('note', stamp.notice)] : []),
    ...(head.bulletin.number === undefined ? [] : [paragraph('note', head.bulletin.number)]),
    paragraph('title', title), paragraph('addressees', `${head.bulletin.addressees.replace(/[：:]$/, '')}：`),
    ...body, paragraph('text', annex ? '附件：考评结果一览表' : `附件：考评结果一览表（共${survey.ranked + survey.unranked}个单位，篇幅所限，见同一快照的电子表格文件 .xlsx）`),
    paragraph('signature', head.bulletin.issuer), paragraph('signature', frozen.issued ? dayWords(frozen.issued.at) : '（未签发）'),
  ]
  return { stamp, title, paragraphs, closing: closingOf(stamp), annex, survey }
}

export const paragraph = (style: Style, text: string): Paragraph => ({ kind: 'paragraph', style, text })

const CLOSING = ['校验算法', '校验值', '榜单时点', '考评细则']
const closingOf = ({ line, items }: Stamp): Paragraph[] => [line, ...items.filter(({ item }) => CLOSING.includes(item)).map(({ item, content }) => `${item}：${content}`)].map((text) => paragraph('note', text))

/** Official texts have no spaces between Chinese and digits; those within a published figure stay. */
function tight(text: string): string {
  return text.replace(/(?<=[\u3001-\u9fff\uff00-\uffef“”]) (?=[\d+-])/g, '').replace(/(?<=[\d%]) (?=[\u3001-\u9fff])/g, '')
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八']

/** Only sections that have something to say, numbered through. */
function sections(all: readonly (readonly [string, readonly string[]])[]): Paragraph[] {
  return all.filter(([, texts]) => texts.length > 0).flatMap(([heading, texts], at) => [paragraph('heading', `${NUMERALS[at] ?? ''}、${heading}`), ...texts.map((text) => paragraph('text', tight(text)))])
}

function topTexts(head: SnapshotHead, { top }: BulletinCount): string[] {
  return top.map(({ rank, name, score, tier }) => {
    const title = head.board.tiers.find(({ id }) => id === tier)?.title.zh
    return `第 ${rank} 名：${name}${score === null ? '' : `，得分 ${score}`}${title === undefined ? '' : `，等次“${title}”`}。`
  })
}

function flooredTexts({ bulletin: { name } }: SnapshotHead, { floored }: BulletinCount): string[] {
  if (!name) return []
  const source = `点名线为总得分 ${name.score} 分（${name.by}，${name.on} 确定）`
  const open = floored.open.count > 0 ? [`因部分指标未定，尚不能确定是否低于点名线的单位：${namesText(floored.open.names, floored.open.count)}。`] : []
  return [floored.sure.count === 0 ? `${source}，${floored.open.count > 0 ? '尚无可以确定低于点名线的单位' : '没有单位低于点名线'}。` : `${source}。低于点名线的单位 ${floored.sure.count} 个：${namesText(floored.sure.names, floored.sure.count)}。`, ...open]
}

function praisedTexts({ bulletin: { praise } }: SnapshotHead, { praised }: BulletinCount): string[] {
  if (!praise) return []
  const source = `表扬线为总得分 ${praise.score} 分（${praise.by}，${praise.on} 确定）`
  return [praised.count === 0 ? `${source}，没有单位达到表扬线。` : `${source}。对达到表扬线的 ${praised.count} 个单位予以表扬：${namesText(praised.names, praised.count)}。`]
}

function adjustmentTexts({ adjustments }: SnapshotHead): string[] {
  return adjustments.map(({ name, title, points, before, after, scoreBefore, scoreAfter, by, reason, objection }) =>
    `${name}“${title.zh}”${objection === null ? '经人工调整' : `异议（第 ${objection} 号）经核实成立`}，调整 ${points.startsWith('-') ? points : `+${points}`} 分：该项得分由 ${before ?? '—'} 调整为 ${after ?? '—'}，总得分由 ${scoreBefore ?? '—'} 调整为 ${scoreAfter ?? '—'}（${by}：${reason}）。`)
}
