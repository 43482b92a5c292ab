import type { Board } from '@tierline/contracts/board'
import { FrozenExplanation } from '@tierline/contracts/snapshot/content'
import { SnapshotPlanList } from '@tierline/contracts/snapshot/plan'
import { FilePreview, SnapshotDetail, SnapshotDifference, SnapshotRows, SnapshotVerification, type SnapshotState, type SnapshotStep } from '@tierline/contracts/snapshot/snapshot'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { fixtureExplanation } from '../../testing/fixture-explanation.ts'

/** A snapshot of an invented board: every reply of the server about it, parsed by the contracts, so that none can lie about its shape. */
export interface FixtureSnapshot {
  readonly detail: SnapshotDetail
  readonly rows: SnapshotRows
  readonly board: Board
}

const WAY: readonly SnapshotState[] = ['draft', 'checking', 'objections', 'final', 'issued']
const HASH = '3f9a1c07d25be84466f0c1a9b7e3d5508c2f4be6a1907d3358ecb2416a90f7dd'
const BULLETIN = { addressees: '各县区人民政府，市政府各部门', issuer: '六安市数据资源管理局', praise: { score: '95.00', by: '六安市数据资源管理局', on: '2021-01-04' }, name: { score: '80.00', by: '六安市数据资源管理局', on: '2021-01-04' } }

/** A snapshot in a state, as one that went through every step would be. */
export function fixtureSnapshot(about: { id: number; state: SnapshotState; period?: string; revision?: number; seed?: number; hasEarlier?: boolean }): FixtureSnapshot {
  const { id, state, period = '2021-11', revision = 1, seed = 3, hasEarlier = true } = about
  const board = fixtureBoard({ units: 10, unranked: 1, seed, period })
  const { rows, ...bare } = board
  const cutoff = `${nextMonth(period)}-05T09:00:00+08:00`
  const steps = stepsTo(state, cutoff)
  const isFinal = steps.some((step) => step.state === 'final')
  const issued = steps.find((step) => step.state === 'issued')
  const first = rows[0]
  const adjustments = isFinal && first ? [{ unit: first.unit, name: first.name, indicator: 'satisfied', title: { zh: '满意率', en: 'Satisfaction' }, points: '0.50', before: '27.10', after: '27.60', scoreBefore: '94.80', scoreAfter: first.low, by: '王审核', reason: '两件回访记录漏记', evidence: '回访录音第 14、15 号', objection: 7 }] : []
  const detail = SnapshotDetail.parse({
    id, key: board.key, title: board.title, groupTitle: board.group.title, periodTitle: monthTitle(period), revision, revises: revision > 1 ? id - 1 : null, state,
    cutoff, frozenAt: cutoff.replace('09:00:00', '09:00:04'), seq: 812, rubricHash: board.rubric.hash, algorithm: 'sha256', hash: String(id).padStart(2, '0') + HASH.slice(2), previous: isFinal && hasEarlier ? id - 1 : null,
    units: rows.length, plan: 'hotline-monthly', demo: true, moves: movesOf(state), due: state === 'checking' || state === 'objections' ? `${nextMonth(period)}-11T00:00:00+08:00` : null,
    issued: issued ? { by: issued.by, at: issued.at } : null, steps, objections: fixtureObjections(id, board, state), deliveries: issued ? DELIVERIES : [],
    revisions: revision > 1 ? [{ id, revision, state }, { id: id - 1, revision: revision - 1, state: 'superseded' }] : [{ id, revision, state }],
    head: {
      adjustments, board: { ...bare, period: { ...bare.period, state: 'ended' } }, bulletin: BULLETIN, calendar: 'c41d8a7f00aa', compared: hasEarlier ? { before: comparedOf(board, '2021-10'), yearBefore: null } : { before: null, yearBefore: null }, cutoff, format: 'tierline.snapshot/1', key: board.key,
      named: {}, measures: [{ name: 'on_time_met', hash: 'ab12', from: '2021-11-01T00:00:00+08:00', until: '2021-12-01T00:00:00+08:00' }], previous: isFinal && hasEarlier ? { id: id - 1, hash: '7b20c4f1aa55' } : null, revision,
    },
  })
  return { detail, board, rows: SnapshotRows.parse({ rows: rows.map(({ spark: _spark, previousRank: _rank, previousScore: _score, ...row }) => row) }) }
}

/** The explanation that the snapshot keeps of one of its units. */
export function fixtureFrozen({ board }: FixtureSnapshot, unit: string): FrozenExplanation | null {
  const row = board.rows.find((one) => one.unit === unit)
  return row ? FrozenExplanation.parse(fixtureExplanation(board, row)) : null
}

/** What it would be now: a rate, the points, the total and the ranks of two units. */
export function fixtureLate({ board }: FixtureSnapshot): SnapshotDifference {
  const [one, two] = board.rows
  const units = [one, two].flatMap((row, index) => (row ? [{
    unit: row.unit, name: row.name, nameEn: row.nameEn, differences: [
      { what: 'score', indicator: null, title: { zh: '总分', en: 'Score' }, before: row.low, after: (Number(row.low) + 0.4 - index).toFixed(2) }, { what: 'rank', indicator: null, title: { zh: '名次', en: 'Rank' }, before: String(index + 1), after: String(2 - index) },
      { what: 'points', indicator: 'on_time', title: { zh: '按时办结率', en: 'Closed on time' }, before: '37.20', after: '37.60' }, { what: 'value', indicator: 'on_time', title: { zh: '按时办结率', en: 'Closed on time' }, before: '93.00 %（465/500）', after: '94.02 %（472/502）' },
    ],
  }] : []))
  return SnapshotDifference.parse({ before: '#12', after: '更正读数', sameRubric: true, events: 14, units, text: { zh: '截止后到达、计入本期的事件 14 条；2 个单位、8 项数字不同，其中 2 个单位名次变动。', en: '14 events of its period came after the cut-off; 2 units and 8 figures differ; 2 units changed places.' } })
}

/** A verification in which one check could not be made. */
export function fixtureVerification(id: number, isBroken = false): SnapshotVerification {
  return SnapshotVerification.parse({
    id, holds: !isBroken, checks: [
      { check: 'hash', outcome: isBroken ? 'broken' : 'holds', text: isBroken ? { zh: '存储的校验值 3f9a1c07，重算为 90bb21de', en: 'stored 3f9a1c07, reckoned 90bb21de' } : { zh: '重算的 SHA-256 与存储的一致', en: 'the SHA-256 reckoned anew is the stored one' } },
      { check: 'chain', outcome: 'holds', text: { zh: '自第 9 号起 4 份前后相接', en: '4 snapshots since no. 9 follow each other' } }, { check: 'rubric', outcome: 'holds', text: { zh: '细则原文的校验值与榜单所记一致', en: 'the rubric’s text hashes to what the board names' } },
      { check: 'figures', outcome: 'holds', text: { zh: '由冻结的事实重新计分，10 个单位全部一致', en: 'scored anew from the frozen facts, all 10 units agree' } }, { check: 'events', outcome: 'skipped', text: { zh: '2021-10-01 以前的事件已按保留期限清除', en: 'events before 2021-10-01 were dropped by retention' } },
    ],
  })
}

/** A file before it is taken along. */
export function fixturePreview({ detail, rows }: FixtureSnapshot, format: string): FilePreview {
  const table = {
    kind: 'table', title: `${detail.title.zh}（${detail.periodTitle.zh}）`, numeric: [true, false, true, false, true, true, true, true], more: format === 'csv' ? 4 : 0,
    header: [[{ text: '名次', columns: 1, rows: 2 }, { text: '单位', columns: 1, rows: 2 }, { text: '得分', columns: 1, rows: 2 }, { text: '等次', columns: 1, rows: 2 }, { text: '各项得分', columns: 4, rows: 1 }], detail.head.board.indicators.map(({ title }) => ({ text: title.zh, columns: 1, rows: 1 }))],
    rows: rows.rows.slice(0, 6).map((row) => [row.rank === null ? '—' : String(row.rank), row.name, row.low, row.tier ?? '', ...detail.head.board.indicators.map(({ id }) => row.cells[id]?.points ?? '')]),
  }
  const say = (style: string, text: string) => ({ kind: 'paragraph', style, text })
  const bulletin = [
    say('title', '关于 2021 年 11 月 12345 热线办理情况的通报'), say('addressees', `${BULLETIN.addressees}：`), say('heading', '一、总体情况'), say('text', '2021 年 11 月，全市共受理工单 12,408 件，按时办结率 96.31 %，环比上升 0.42 个百分点。'), say('heading', '二、排名情况'),
    say('text', `得分居前三位的是${rows.rows.slice(0, 3).map(({ name }) => name).join('、')}。`), table, say('signature', BULLETIN.issuer), say('signature', '2021 年 12 月 12 日'), say('note', `截止 ${detail.cutoff}，校验 ${detail.hash.slice(0, 8)}`),
  ]
  return FilePreview.parse({ name: `快照-${detail.id}.${format}`, blocks: format === 'docx' ? bulletin : [table, { ...table, title: '口径', header: [[{ text: '指标', columns: 1, rows: 1 }, { text: '口径', columns: 1, rows: 1 }]], numeric: [false, false], more: 0, rows: detail.head.board.indicators.map(({ title, definition }) => [title.zh, definition.zh]) }] })
}

/** Three plans: one entered, one from a file, one that cannot run. */
export function fixturePlans(): SnapshotPlanList {
  const plan = { id: 'hotline-monthly', title: { zh: '热线月度通报', en: 'Hotline, monthly' }, rubric: 'hotline-12345', group: 'luan-counties', period: 'month', schedule: '0 9 5 * *', steps: { checkingDays: 3, objectionDays: 3 }, bulletin: BULLETIN, deliver: [{ to: 'folder', folder: 'bulletins', formats: ['xlsx', 'pdf'] }, { to: 'channel', channel: 'office-mail', formats: ['docx'] }] }
  const kept = { version: 2, origin: 'entered', by: '李计划', at: '2021-11-02T10:00:00+08:00', reason: '异议期改为三天', next: { cutoff: '2021-12-05T09:00:00+08:00', period: '2021-11' }, fault: null }
  return SnapshotPlanList.parse({ plans: [
    { ...kept, plan }, { ...kept, origin: 'file', version: 1, reason: '按办法第十二条', plan: { ...plan, id: 'code-yearly', title: { zh: '安康码年度通报', en: 'Ankang code, yearly' }, rubric: 'luan-2021', period: 'year', schedule: '0 30 9 10 1 *', steps: {}, algorithm: 'sm3', deliver: [] }, next: { cutoff: '2022-01-10T09:30:00+08:00', period: '2021' } },
    { ...kept, plan: { ...plan, id: 'old-quarterly', title: { zh: '季度通报', en: 'Quarterly' }, period: 'quarter', schedule: '0 0 8 1,4,7,10 *', enabled: false, deliver: [] }, next: null, fault: { zh: '细则 hotline-old 已不在用，请改用现行细则', en: 'rubric hotline-old is not in force any more; name the one in force' } },
  ] })
}

function stepsTo(state: SnapshotState, cutoff: string): SnapshotStep[] {
  const taken = WAY.includes(state) ? WAY.slice(0, WAY.indexOf(state) + 1) : state === 'superseded' ? WAY : WAY.slice(0, 4)
  const by: Record<string, string> = { draft: '系统', checking: '系统', objections: '系统', final: '王审核', issued: '陈局长', withdrawn: '陈局长', superseded: '陈局长' }
  const at = (days: number) => new Date(Date.parse(cutoff) + days * 86_400_000 + 4_000).toISOString()
  const steps = taken.map((one, index) => ({ at: at(index * 2), state: one, by: by[one] ?? '', note: one === 'issued' ? '同意发布' : '' }))
  return WAY.includes(state) ? steps : [...steps, { at: at(12), state, by: by[state] ?? '', note: state === 'withdrawn' ? '发现统计口径有误' : '第 2 版（#15）已签发' }]
}

function movesOf(state: SnapshotState): SnapshotState[] {
  if (state === 'withdrawn' || state === 'superseded') return []
  const next = WAY[WAY.indexOf(state) + 1]
  return next ? [next, 'withdrawn'] : ['withdrawn']
}

function fixtureObjections(snapshot: number, board: Board, state: SnapshotState): unknown[] {
  if (state === 'draft' || state === 'checking') return []
  const [one, two, three] = board.rows
  const about = (id: number, row: typeof one, more: object) => ({ id, snapshot, unit: row?.unit, name: row?.name, nameEn: row?.nameEn, indicator: 'satisfied', title: { zh: '满意率', en: 'Satisfaction' }, by: '张联络', at: '2021-12-08T10:00:00+08:00', reason: '两件已回访的工单没有计入满意', evidence: '回访录音第 14、15 号', state: 'open', decision: null, before: null, after: null, ...more })
  const decided = { by: '王审核', at: '2021-12-09T15:00:00+08:00' }
  return [
    about(7, one, { state: 'accepted', decision: { ...decided, reason: '录音核实', adjustment: '0.50' }, before: '27.10', after: '27.60' }), about(8, two, { state: 'rejected', decision: { ...decided, reason: '超过回访期限，不予采纳', adjustment: null }, indicator: 'on_time', title: { zh: '按时办结率', en: 'Closed on time' } }),
    ...(state === 'objections' ? [about(9, three, {})] : []),
  ]
}

const DELIVERIES = [
  { target: 'bulletins', format: 'pdf', state: 'sent', at: '2021-12-13T09:31:10+08:00', detail: null }, { target: 'bulletins', format: 'xlsx', state: 'sent', at: '2021-12-13T09:31:11+08:00', detail: null },
  { target: 'office-mail', format: 'docx', state: 'failed', at: '2021-12-13T09:32:00+08:00', detail: '邮件服务器拒收：550 mailbox unavailable' },
] as const

function comparedOf(board: Board, period: string): unknown {
  const rows = board.rows.slice(0, -2).map((row, index): [string, unknown] => [row.unit, { rank: row.rank === null ? null : ((row.rank + index) % 9) + 1, score: (Number(row.low) + (index % 3) - 0.8).toFixed(2), tier: row.tier, cells: {} }])
  return { id: 11, period, revision: 1, hash: '7b20c4f1aa55', rows: Object.fromEntries<unknown>(rows) }
}

function monthTitle(period: string): { zh: string; en: string } {
  const [year = '', month = ''] = period.split('-')
  return { zh: `${year} 年 ${Number(month)} 月`, en: `${new Date(`${period}-01T00:00:00Z`).toLocaleString('en', { month: 'long', timeZone: 'UTC' })} ${year}` }
}

function nextMonth(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}
