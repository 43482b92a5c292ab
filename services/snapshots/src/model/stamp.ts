import { periodTitle } from '@tierline/boards/board/period-title'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { STATE_WORDS, instantText } from './words.ts'

/** What a snapshot is stamped from; its units are not looked at. */
export type Stamped = Omit<FrozenSnapshot, 'units' | 'headText'>

/** What every file says about itself: which snapshot it is and how to check it. */
export interface Stamp {
  /** `六安市…考评 2021年10月`. */
  subject: string
  /** Of whom it speaks. */
  group: string
  /** Why it is not to be relied on; null for an issued one. */
  notice: string | null
  /** `非正式·草稿`, null for an issued one. */
  mark: string | null
  demo: string | null
  /** In one line, for a foot or a sub-title. */
  line: string
  items: readonly { item: string; content: string }[]
}

const SHORT = 8

/** The stamp of a snapshot as it stands. */
export function stampOf(frozen: Stamped): Stamp {
  const { head, state, hash } = frozen
  const { board } = head
  return {
    subject: subjectOf(frozen), group: board.group.title.zh,
    notice: noticeOf(state), mark: state === 'issued' ? null : `非正式·${STATE_WORDS[state]}`,
    demo: board.demo || board.group.demo ? '演示数据' : null,
    line: `快照第 ${frozen.id} 号${revisionText(head.revision)}　数据截止 ${instantText(head.cutoff)}　细则版本 ${board.rubric.version}　校验值 ${hash.slice(0, SHORT)}`,
    items: itemsOf(frozen),
  }
}

/** Title and period; a year at the title's end that the period tells again is left out. */
export function subjectOf({ head: { board } }: Pick<Stamped, 'head'>): string {
  const period = board.period.title.zh
  const year = /[（(](\d{4})年?(?:度)?[）)]$/.exec(board.title.zh)
  return `${year?.[1] !== undefined && period.startsWith(year[1]) ? board.title.zh.slice(0, year.index) : board.title.zh}${period}`
}

const revisionText = (revision: number): string => (revision > 1 ? `（第 ${revision - 1} 次修订）` : '')

function noticeOf(state: SnapshotState): string | null {
  if (state === 'issued') return null
  if (state === 'withdrawn') return '非正式：本件已撤回，不得作为依据。'
  if (state === 'superseded') return '非正式：本件已被修订，以最新签发的修订版为准。'
  return `非正式：本件处于“${STATE_WORDS[state]}”阶段，尚未签发，数据以签发件为准。`
}

function itemsOf(frozen: Stamped): Stamp['items'] {
  const { id, state, algorithm, hash, head, issued } = frozen
  const { board } = head
  const entries: [string, string | null][] = [
    ['快照编号', `第 ${id} 号，第 ${head.revision} 版${revisionText(head.revision)}`],
    ['状态', state === 'issued' ? STATE_WORDS.issued : `非正式·${STATE_WORDS[state]}`],
    ['签发', issued ? `${issued.by}，${instantText(issued.at)}` : '未签发'],
    ['榜单', `${head.key.rubric} / ${head.key.group} / ${head.key.period}`],
    ['数据截止', instantText(head.cutoff)],
    ['榜单时点', `${instantText(board.asOf)}（第 ${board.seq} 次计分）`],
    ['考评细则', `${board.rubric.title.zh}，版本 ${board.rubric.version}，校验值 ${board.rubric.hash}`],
    ['细则来源', board.rubric.source],
    ['校验算法', algorithm],
    ['校验值', `${hash}（简写 ${hash.slice(0, SHORT)}）`],
    ['上一快照', head.previous ? `第 ${head.previous.id} 号，${head.previous.hash}` : null],
    ['环比对象', comparedText(head.compared.before)],
    ['同比对象', comparedText(head.compared.yearBefore)],
    ['统计期', board.period.state === 'open' ? '数据截止时统计期尚未结束' : null],
    ['暂计', board.provisional ? '部分数据项仍在补算，数字为暂计' : null],
    ['数据性质', board.demo || board.group.demo ? '演示数据，数字为虚构' : null],
  ]
  return entries.flatMap(([item, content]) => (content === null ? [] : [{ item, content }]))
}

function comparedText(compared: Stamped['head']['compared']['before']): string | null {
  return compared && `${periodTitle(compared.period).zh}，快照第 ${compared.id} 号第 ${compared.revision} 版，${compared.hash.slice(0, SHORT)}`
}
