import type { PrintedTable } from '@tierline/platform/xlsx/printed-table'
import type { SnapshotHead } from '@tierline/contracts/snapshot/content'
import { indicatorTitle } from './columns.ts'
import type { Stamp } from './stamp.ts'
import type { Survey } from './survey.ts'

/** 口径: what each indicator is and where it stands, and how ranks and tiers come about. */
export function definitionsTable({ board }: SnapshotHead): PrintedTable {
  const indicators = board.indicators.map(({ number, title, max, definition, clause, bonus, penalty, leaf }) => [
    number, title.zh, max ?? '—', leaf ? (bonus ? '加分' : penalty ? '扣分' : '指标') : '分类', definition.zh, clause])
  const rules = [
    ['', '排名依据', '—', '排名', board.ranking.title.zh, ''],
    ...board.tiers.map(({ title, line, declaredBy }) => ['', title.zh, line ?? '—', '等次', line === null ? '其余' : `得分不低于 ${line}`, declaredBy]),
    ...(board.tiersDeclared ? [] : [['', '等次', '—', '等次', '文件未规定等次', '']]),
    ...board.vetoes.map(({ title, effect, clause }) => ['', title.zh, '—', '一票否决', effect.zh, clause]),
    ...(board.conversion ? [['', board.conversion.title.zh, board.conversion.weight ?? '—', '折算', board.conversion.weight === null ? '折算权重文件未印' : `按 ${board.conversion.weight} 分折算`, '']] : []),
  ]
  return { name: '口径', title: '指标口径与依据', columns: ['编号', '名称', '分值', '类别', '口径', '依据'], rows: [...indicators, ...rules], figures: [2] }
}

/** 调整: every adjustment in the figures, with the points before and after it. */
export function adjustmentsTable({ adjustments }: SnapshotHead): PrintedTable {
  return {
    name: '调整', title: '得分调整（调整前后对照）',
    columns: ['单位', '指标', '调整分', '调整前得分', '调整后得分', '调整前总分', '调整后总分', '理由', '证据', '决定人', '异议编号', '单位代码'],
    rows: adjustments.length === 0 ? [['无调整', ...Array.from({ length: 11 }, () => '')]] : adjustments.map((one) => [
      one.name, one.title.zh, signed(one.points), one.before ?? '—', one.after ?? '—', one.scoreBefore ?? '—', one.scoreAfter ?? '—', one.reason, one.evidence, one.by, one.objection === null ? '—' : String(one.objection), one.unit]),
    figures: [2, 3, 4, 5, 6],
  }
}

/** 存疑: readings taken of what the document leaves open, and figures of the document that do not add up; null where there are none. */
export function questionsTable({ board }: SnapshotHead, { explained }: Pick<Survey, 'explained'>): PrintedTable | null {
  const titles = new Map(board.indicators.map((indicator) => [indicator.id, indicatorTitle(indicator)]))
  const under = (board.under ?? []).map(({ question, reading }) => ['试读', '', question.zh, reading.zh, '本榜单按此读法试算，非细则自身读法'])
  const order = new Map(board.indicators.map(({ id }, at) => [id, at]))
  const leaves = [...(explained?.leaves ?? [])].sort((a, b) => (order.get(a.indicator) ?? 0) - (order.get(b.indicator) ?? 0))
  const open = [...leaves.flatMap((leaf) => leaf.ambiguities.map((one) => ({ place: titles.get(leaf.indicator) ?? leaf.indicator, one }))), ...(explained?.ambiguities ?? []).map((one) => ({ place: '', one }))]
  const rows = [
    ...under,
    ...open.map(({ place, one }) => ['存疑', place, one.question.zh, one.chosen.zh, one.why.zh]),
    ...(explained?.discrepancies ?? []).map(({ where, printed, computed, note }) => ['数字不符', where, `文件印 ${printed}`, `算得 ${computed}`, note.zh]),
  ]
  return rows.length === 0 ? null : { name: '存疑', title: '细则存疑与采用的读法', columns: ['类别', '处所', '问题', '采用', '说明'], rows }
}

/** 说明: which snapshot it is, and how to check it. */
export function stampTable({ items, notice, demo }: Stamp): PrintedTable {
  const rows = [...(notice ? [['提示', notice]] : []), ...(demo ? [['提示', demo]] : []), ...items.map(({ item, content }) => [item, content])]
  return { name: '说明', title: '快照说明', columns: ['事项', '内容'], rows }
}

const signed = (points: string): string => (points.startsWith('-') ? points : `+${points}`)
