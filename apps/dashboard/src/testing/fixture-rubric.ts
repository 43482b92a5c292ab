import type { Board } from '@tierline/contracts/board'
import type { Judgement, NewJudgement } from '@tierline/contracts/judgement'
import type { ListedRubric } from '@tierline/contracts/rubric/page'
import type { RubricPage } from '@tierline/contracts/rubric/page'
import type { WhatIf, WhatIfRow } from '@tierline/contracts/rubric/what-if'
import type { Bilingual } from '@tierline/contracts/text'
import type { ListedUnit } from '@tierline/contracts/unit'

const say = (zh: string, en: string): Bilingual => ({ zh, en })
const same = (text: string) => say(text, text)

const TIERS = [{ id: 'excellent', title: say('优秀', 'Excellent') }, { id: 'good', title: say('良好', 'Good') }, { id: 'fair', title: say('一般', 'Fair') }]

/** A rubric page over a fixture board: an invented table with merged levels, two open questions, a discrepancy, a dated parameter, three versions. */
export function fixtureRubric(board: Board): RubricPage {
  const rows = board.indicators.map((head, index) => ({
    indicator: head.id, leaf: true, depth: 1,
    cells: [same(head.number), index < 2 ? say('办理质量（70 分）', 'Quality (70)') : say('办理效率（30 分）', 'Speed (30)'), head.title, same(head.max ?? '–'), head.definition, say(`达到 95 % 得 ${head.max} 分，每低 1 个百分点扣 0.5 分，最低 0 分`, `${head.max} points from 95 %; 0.5 less for each percentage point below, not under 0`), same('')],
  }))
  const columns = [say('序号', 'No.'), say('一级指标', 'Level 1'), say('二级指标', 'Level 2'), say('分值', 'Points'), say('指标解释', 'Definition'), say('评分标准', 'Rule'), say('自评得分', 'Self-assessed')]
  return {
    sheets: {
      id: board.key.rubric, version: board.rubric.version, hash: board.rubric.hash, title: board.rubric.title, note: say('权重与等次线为示例。', 'Weights and tier lines are an example.'), status: 'in_force', example: true, effective: { from: '2021-01-01', until: null },
      sources: [{ id: 'rules', document: say(board.rubric.source, 'Rules for the 12345 hotline (example)'), issuer: '示例单位', number: null, dated: '2021-01-01' }],
      facts: [{ title: say('分值', 'Points'), text: say('满分 100 分；每条保留 2 位小数（四舍五入）', '100; each line with 2 decimals, rounded half up') }, { title: say('等次', 'Tiers'), text: say('优秀 ≥ 95.00，良好 ≥ 85.00，一般', 'Excellent ≥ 95.00, Good ≥ 85.00, Fair') }],
      table: { id: 'table', title: board.rubric.title, columns, levels: [1], rows },
      definitions: { id: 'definitions', title: say('口径', 'Definitions'), columns: [say('序号', 'No.'), say('指标', 'Indicator'), say('口径', 'Definition'), say('依据', 'Source')], levels: [], rows: board.indicators.map((head) => ({ indicator: head.id, leaf: true, depth: 1, cells: [same(head.number), head.title, head.definition, same(head.clause)] })) },
      parameters: [{ name: 'on_time_line', title: say('按时办结率满分线', 'Full marks from'), dated: [{ from: '2021-01-01', value: '90%', clause: '第三条' }, { from: '2021-07-01', value: '95%', clause: '第三条（修订）' }] }],
      ambiguities: [
        { id: 'partial', indicator: 'on_time', question: say('不足 1 个百分点怎样扣分？', 'How is part of a percentage point charged?'), why: say('按比例扣分与其他条款一致。', 'Pro rata agrees with the other clauses.'), readings: [{ id: 'pro_rata', title: say('按比例', 'pro rata'), chosen: true, scorable: true }, { id: 'whole', title: say('只扣整点', 'whole points only'), chosen: false, scorable: true }] },
        { id: 'callers', indicator: null, question: say('匿名来电是否计入？', 'Do anonymous calls count?'), why: say('文件没有排除。', 'The document does not exclude them.'), readings: [{ id: 'yes', title: say('计入', 'they count'), chosen: true, scorable: true }, { id: 'no', title: say('不计入', 'they do not'), chosen: false, scorable: false }] },
      ],
      discrepancies: [{ where: '第 2 页表 1', printed: '20', computed: '16.00', note: say('各项相加为 16 分，标题印 20 分。', 'The lines add up to 16; the heading prints 20.') }],
    },
    versions: [
      { version: board.rubric.version, hash: board.rubric.hash, status: 'in_force', effective: { from: '2021-01-01', until: null }, loadedAt: '2021-10-02T09:00:00+08:00', active: true },
      { version: '0.9', hash: '11aa22bb33cc44dd', status: 'in_force', effective: { from: '2020-01-01', until: '2020-12-31' }, loadedAt: '2020-12-30T09:00:00+08:00', active: false },
      { version: '2（草案）', hash: '55ee66ff77aa88bb', status: 'draft', effective: { from: '2022-01-01', until: null }, loadedAt: '2021-11-12T09:00:00+08:00', active: false },
    ],
    boards: [board.key],
    judged: board.indicators.map((head) => ({ indicator: head.id, kinds: ['points', 'claimed', 'figure', 'adjusted', 'not_applicable'], least: '0.00', most: `${head.max}.00`, step: '0.5', items: [] })),
  }
}

/** The rubric as the list has it. */
export function fixtureListed(board: Board): ListedRubric {
  return { id: board.key.rubric, title: board.rubric.title, version: board.rubric.version, hash: board.rubric.hash, groups: [board.key.group], indicators: board.indicators.length, ambiguities: 2, discrepancies: 1, example: true, status: 'in_force', effective: { from: '2021-01-01', until: null } }
}

/** A trial of a fixture board in which every third unit gains half a point of its first leaf. */
export function fixtureWhatIf(board: Board, readings: readonly string[]): WhatIf {
  const head = board.indicators[0]
  const scored = board.rows.map((row, index) => ({ row, after: row.rank !== null && index % 3 === 1 ? (Number(row.low) + 0.5).toFixed(2) : row.low }))
  const order = [...scored].sort((a, b) => Number(b.after) - Number(a.after))
  const rows = order.map(({ row, after }): WhatIfRow => {
    const isMoved = after !== row.low
    const high = isMoved ? (Number(row.high) + 0.5).toFixed(2) : row.high
    const cell = row.cells[head?.id ?? '']
    return {
      unit: row.unit, name: row.name, nameEn: row.nameEn,
      before: { rank: row.rank, score: row.score, low: row.low, high: row.high, tier: row.tier },
      after: { rank: row.rank === null ? null : 1 + order.filter((one) => one.row.rank !== null && Number(one.after) > Number(after)).length, score: row.score === null ? null : after, low: after, high, tier: row.tier },
      leaves: isMoved && head && cell?.points ? [{ indicator: head.id, number: head.number, title: head.title, before: { points: cell.points, state: 'scored' }, after: { points: (Number(cell.points) + 0.5).toFixed(2), state: 'scored' } }] : [],
    }
  })
  return {
    key: board.key, seq: board.seq, asOf: board.asOf, before: { version: board.rubric.version, hash: board.rubric.hash },
    after: { version: board.rubric.version, hash: board.rubric.hash, readings: readings.map((one) => ({ ambiguity: one.split(':')[0] ?? '', question: say('不足 1 个百分点怎样扣分？', 'How is part of a percentage point charged?'), reading: say('只扣整点', 'whole points only') })) },
    tiers: board.tiersDeclared ? TIERS : [], moved: rows.filter((row) => row.before.rank !== row.after.rank || row.before.low !== row.after.low).length, rows,
  }
}

/** The units of a fixture board as the API lists them. */
export function fixtureListedUnits(board: Board): ListedUnit[] {
  return board.rows.map(({ unit, name, nameEn, short, initials, order }) => ({ code: unit, name, nameEn, short, initials, pinyin: initials, aliases: [], groups: [board.key.group], order }))
}

/** Two entries about one unit, the first withdrawn by the second, and a claim that stands. */
export function fixtureJudgements(place: Pick<NewJudgement, 'rubric' | 'period' | 'unit'>): Judgement[] {
  const entry = (id: number, given: Pick<Judgement, 'kind' | 'indicator'> & Partial<Judgement>): Judgement => ({ ...place, reason: '核对台账后认定', evidence: '2021 年 11 月台账', by: '张三', effective: '2021-11-10', enteredAt: `2021-11-1${id}T09:00:00+08:00`, id, withdrawnBy: null, ...given })
  return [entry(1, { kind: 'points', indicator: 'satisfied', value: '27.5', withdrawnBy: 2 }), entry(2, { kind: 'withdrawn', indicator: 'satisfied', withdraws: 1, reason: '台账更正' }), entry(3, { kind: 'claimed', indicator: 'satisfied', value: '30', by: '单位联络员', reason: '自评', evidence: '自评报告' })]
}
