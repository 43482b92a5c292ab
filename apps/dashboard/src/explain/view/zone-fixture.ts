import type { Cell } from '@tierline/contracts/board'
import type { LeafExplanation, UnitExplanation } from '@tierline/contracts/explanation'
import type { Bilingual } from '@tierline/contracts/text'

const START_MS = Date.UTC(2021, 11, 1, 0, 0)
const DAY_MS = 86_400_000

/** A cell with the given parts; unknown unless points are given. */
export function cellOf(parts: Partial<Cell> = {}): Cell {
  const points = parts.points ?? null
  return {
    points, low: points ?? '0.00', high: points ?? '0.00', state: points === null ? 'awaiting_judgement' : 'scored',
    claimed: false, value: null, numerator: null, denominator: null, adjustedMax: null, claim: null, adjustment: null, ...parts,
  }
}

/** A leaf with the given parts over a dull one. */
export function leafOf(parts: Partial<LeafExplanation> & { indicator: string }): LeafExplanation {
  const cell = parts.cell ?? cellOf({ points: '3.00' })
  return {
    number: parts.indicator, path: [], title: both('指标', 'Indicator'), cell, max: '3.00', adjustedMax: null, lost: '0.00', state: cell.state,
    bonus: false, rule: both('≤ 12 小时得 3 分', '≤ 12 h gives 3 points'), clause: '附表，行 13', steps: [], claim: null, missing: null,
    paragraph: both('一段说明', 'One paragraph'), ambiguities: [], trend: [], ...parts,
  }
}

function both(zh: string, en: string): Bilingual {
  return { zh, en }
}

const OUTPUT = both('产出', 'Output')
const EFFECT = both('效益', 'Effect')

const LEAVES: LeafExplanation[] = [
  leafOf({
    indicator: 'pieces', number: '5.3', path: [both('过程', 'Process'), both('信息报送', 'Reporting')], title: both('信息采用', 'Pieces taken up'), max: '6.00', lost: '4.00',
    cell: cellOf({ points: '2.00', value: '2', numerator: '2', denominator: null }), clause: '附表，行 5，第 3 款',
    rule: both('省级采用得 3 分，市级 2 分，网站 12 篇及以上 1 分，满分 6 分', 'Province 3, city 2, website with 12 or more pieces 1, at most 6'),
    steps: [
      { kind: 'measure', text: both('市级采用 2 篇', 'Pieces taken up by the city: 2'), measure: 'pieces_city', figure: '2' },
      { kind: 'value', text: both('最高层级：市级', 'Best level: city'), figure: '2' },
      { kind: 'bound', text: both('有省级采用：否', 'Any by the province: no'), holds: false },
      { kind: 'bound', text: both('有市级采用：是', 'Any by the city: yes'), holds: true },
      { kind: 'arithmetic', text: both('市级 2 分 = 2.00', 'City 2 = 2.00'), figure: '2.00' },
    ],
    missing: both('再有 1 篇省级采用 → 加 3 分', '1 piece taken up by the province → 3 more points'),
    ambiguities: [{
      id: 'flat', question: both('市级采用多篇是否累加？', 'Do several city pieces add up?'), chosen: both('不累加', 'They do not'),
      why: both('只有这样才与第 5 行所印 8 分相符', 'Only this fits the printed 8 of row 5'), alternatives: [{ id: 'other', reading: both('累加', 'They add up'), points: '4.00' }],
    }],
    trend: [[START_MS, 0], [START_MS + 3 * DAY_MS, 2]],
  }),
  leafOf({
    indicator: 'satisfaction', number: '14', path: [EFFECT], title: both('群众满意度', 'Satisfaction'), max: '10.00', lost: '0.12',
    cell: cellOf({ points: '9.88', value: '89.40 %', numerator: '447', denominator: '500' }), clause: '附表，行 14',
    rule: both('90 % 得 10 分，每低 1 个百分点扣 0.2 分', '90 % gives 10 points, 0.2 less for each percentage point below'),
    steps: [
      { kind: 'measure', text: both('满意答卷 447 份', 'Satisfied answers: 447'), measure: 'satisfied', figure: '447' },
      { kind: 'measure', text: both('全部答卷 500 份', 'Answers: 500'), measure: 'answers', figure: '500' },
      { kind: 'value', text: both('447 ÷ 500 = 89.40 %', '447 ÷ 500 = 89.40 %'), figure: '89.40 %' },
      { kind: 'bound', text: both('89.40 % ≥ 90 %：否', '89.40 % ≥ 90 %: no'), holds: false },
      { kind: 'arithmetic', text: both('10 − 0.60 个百分点 × 0.2 = 9.88', '10 − 0.60 percentage points × 0.2 = 9.88'), figure: '9.88' },
      { kind: 'rounding', text: both('四舍五入到两位小数：9.88', 'Half up to two decimals: 9.88'), figure: '9.88' },
    ],
    missing: both('再有 3 份满意答卷 → 满分', '3 more satisfied answers → full marks'),
    ambiguities: [{
      id: 'partial', question: both('不足 1 个百分点如何扣分？', 'What does part of a percentage point cost?'), chosen: both('按比例', 'Pro rata'), why: both('未作规定，取最精确者', 'Not stated; the most exact reading'),
      alternatives: [{ id: 'other', reading: both('只计整点', 'Whole points only'), points: '10.00' }, { id: 'other', reading: both('进位计整点', 'Started points count'), points: '9.80' }],
    }],
    trend: [[START_MS, 9.2], [START_MS + 4 * DAY_MS, 9.6], [START_MS + 9 * DAY_MS, 9.88]],
  }),
  leafOf({
    indicator: 'appeal_hours', number: '13.1', path: [EFFECT, both('办理时长', 'Handling time')], title: both('申诉平均办理时长', 'Mean handling time of appeals'),
    cell: cellOf({ points: '3.00', value: '10.50 h', numerator: '8610', denominator: '820' }), clause: '附表，行 13，第 1 款',
    rule: both('≤ 12 小时得 3 分；≤ 24 小时得 1 分；超过不得分', '≤ 12 h gives 3; ≤ 24 h gives 1; more gives 0'),
    steps: [
      { kind: 'measure', text: both('办理时长合计 8,610 小时', 'Handled hours: 8,610'), measure: 'appeal_handled_hours', figure: '8610' },
      { kind: 'measure', text: both('2021-02-01 起提交的申诉 820 件', 'Appeals since 2021-02-01: 820'), measure: 'appeals', figure: '820' },
      { kind: 'value', text: both('8,610 ÷ 820 = 10.50 小时', '8,610 ÷ 820 = 10.50 h'), figure: '10.50 h' },
      { kind: 'bound', text: both('10.50 ≤ 12：是', '10.50 ≤ 12: yes'), holds: true },
      { kind: 'arithmetic', text: both('3.00', '3.00'), figure: '3.00' },
    ],
    paragraph: both('13.1 申诉平均办理时长：8,610 ÷ 820 = 10.50 小时，不超过 12 小时，得 3.00 分（满分 3.00）。依据：附表，行 13，第 1 款。', '13.1 Mean handling time of appeals: 8,610 ÷ 820 = 10.50 h, within 12 h: 3.00 of 3.00 points. Clause: table, row 13, item 1.'),
    trend: [[START_MS, 1], [START_MS + 6 * DAY_MS, 3]],
  }),
  leafOf({
    indicator: 'verify_rank', number: '8.2', path: [OUTPUT], title: both('亮码核验名次', 'Rank by verifications'), max: '4.00', lost: null,
    cell: cellOf({ low: '1.00', high: '4.00', state: 'no_data' }), rule: both('同类组第 1 名得 4 分，第 2–4 名 2 分，其余 1 分', 'First 4, second to fourth 2, others 1'),
    steps: [{ kind: 'state', text: both('两个单位尚无数据，名次未定：1.00–4.00', 'Two units have no data yet, the rank is open: 1.00–4.00') }],
  }),
  leafOf({
    indicator: 'inspection', number: '9.2', path: [OUTPUT], title: both('随机抽查', 'Random inspection'), max: '5.00', lost: '0.00',
    cell: cellOf({ points: '5.00', claimed: true }), rule: both('抽查合格率 ≥ 95 % 得 5 分', '95 % passed gives 5'),
    steps: [{ kind: 'claim', text: both('单位自报 5.00 分；填报人：张三；理由：现场自查；依据：自评报告第 7 页', 'Claimed 5.00 by Zhang San: own check; evidence: self-report, page 7'), figure: '5.00' }],
  }),
  leafOf({
    indicator: 'hospital', number: '7.1', path: [OUTPUT], title: both('公立医院一码就医', 'Public hospitals'), max: '4.00', lost: null,
    cell: cellOf({ state: 'not_applicable', points: '4.00' }), rule: both('每家医院具备全部功能得满分', 'Full marks where every hospital has every function'),
    steps: [{ kind: 'not_applicable', text: both('不适用：辖区无公立医院（李四，2021-12-15）；按满分计', 'Not applicable: no public hospital (Li Si, 2021-12-15); counted as full marks') }],
  }),
]

/** The zone's explanation, cut down to the leaves that show every kind of thing the screen must show. */
export const ZONE: UnitExplanation = {
  key: { rubric: 'luan-2021', group: 'luan-counties', period: '2021' },
  unit: '341571', name: '六安经济技术开发区', nameEn: 'Lu’an Economic and Technological Development Zone',
  seq: 41, asOf: '2021-12-15T10:30:00+08:00', rubricHash: '3f9a1c0d77aa21b4', demo: true,
  rank: 2, score: null, low: '24.88', high: '27.88', tier: null, converted: null, steps: [], ambiguities: [],
  arithmetic: both('过程 2.00 + 产出 10.00–13.00 + 效益 12.88 = 24.88–27.88', 'Process 2.00 + output 10.00–13.00 + effect 12.88 = 24.88–27.88'),
  branches: [
    branch('process', '过程', 'Process', cellOf({ points: '2.00' }), '6.00'),
    branch('output', '产出', 'Output', cellOf({ low: '10.00', high: '13.00', state: 'no_data' }), '13.00'),
    branch('effect', '效益', 'Effect', cellOf({ points: '12.88' }), '13.00'),
  ],
  leaves: LEAVES,
  discrepancies: [{ where: '附表，过程（合计）', printed: '20', computed: '16.00', note: both('标题印 20 分，各项相加为 16 分', 'The heading prints 20, its parts add to 16') }],
  trend: [
    [START_MS, 20.2, 18.2, 25.2, 4], [START_MS + 3 * DAY_MS, 22.2, 20.2, 27.2, 4], [START_MS + 6 * DAY_MS, 24.6, 22.6, 27.6, 3],
    [START_MS + 9 * DAY_MS, 24.88, 24.88, 27.88, 2],
  ],
}

function branch(indicator: string, zh: string, en: string, cell: Cell, max: string) {
  return { indicator, parent: null, number: '', title: both(zh, en), cell, max, arithmetic: both('', '') }
}
