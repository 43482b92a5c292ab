import type { Alert, AlertDetail, AlertStep, FrozenFacts } from '@tierline/contracts/alert/alert'
import type { Channel, Delivery } from '@tierline/contracts/alert/channel'
import { WatchBody, type Watch } from '@tierline/contracts/alert/watch'
import type { Board } from '@tierline/contracts/board'

/** An instant of the fixtures' day; every figure here is invented. */
const at = (time: string, day = '2021-11-18') => `${day}T${time}:00+08:00`

/** An alert about the `index`-th unit of a board. */
export function fixtureAlert(board: Board, index: number, patch: Partial<Alert> = {}): Alert {
  const row = board.rows[index % board.rows.length]
  if (!row) throw new Error('fixtureAlert: found a board without rows, expected one with units')
  const id = patch.id ?? index + 1
  return {
    id, watch: 'on-time-floor', watchVersion: 2, watchTitle: { zh: '按时办结率底线', en: 'Floor of closed on time' }, kind: 'indicator', severity: 'warning', board: board.key, boardTitle: { zh: `${board.title.zh} · ${board.period.title.zh}`, en: `${board.title.en} · ${board.period.title.en}` },
    unit: row.unit, name: row.name, nameEn: row.nameEn, short: row.short, state: 'alerting', since: at('10:05'), firedAt: at('09:35'), endedAt: null, ended: null, facts: fixtureFacts(row.name, row.nameEn, board),
    acknowledged: null, escalations: 0, silence: null, mutedBy: null, link: `/boards/${board.key.rubric}/${board.key.group}/${board.key.period}?unit=${row.unit}&leaf=on_time&at=${encodeURIComponent(at('09:35'))}`, demo: true, ...patch,
  }
}

/** What was true when it fired. */
export function fixtureFacts(name: string, nameEn: string, board: Board): FrozenFacts {
  const cell = board.rows[0]?.cells['on_time']
  const move = (indicator: string, number: string, zh: string, change: string) => (cell ? [{ indicator, number, title: { zh, en: indicator }, before: { ...cell, points: '38.20', low: '38.20', high: '38.20' }, after: { ...cell, points: '36.90', low: '36.90', high: '36.90' }, change, because: 'own_value' as const, text: { zh: `${number} ${zh} 38.20 → 36.90（${change}）：本单位数值 96.10 % → 94.06 %`, en: `${number} ${indicator} 38.20 → 36.90 (${change}): own value 96.10 % → 94.06 %` } }] : [])
  return {
    seq: 118, asOf: at('09:35'), rubricHash: '9f2c61d4a7b3508e', score: '88.14', low: '88.14', high: '88.14', rank: 7, previousRank: 4, tier: 'good', tierTitle: { zh: '良好', en: 'Good' }, oldTier: 'excellent', oldTierTitle: { zh: '优秀', en: 'Excellent' },
    line: { value: '95.00', title: { zh: '按时办结率底线', en: 'floor of closed on time' }, declared: { by: '热线办', on: '2021-10-08', basis: '《热线工作专题会议纪要》第 3 条' } }, indicator: { id: 'on_time', number: '1', title: { zh: '按时办结率', en: 'Closed on time' }, clause: '第三条（一）' },
    value: '94.06 %', numerator: '412', denominator: '438', reasons: [...move('on_time', '1', '按时办结率', '-1.30'), ...move('satisfied', '2', '满意率', '-0.62'), ...move('returned', '4', '退单率', '-0.11')], since: { asOf: at('08:10'), seq: 92 },
    text: { zh: `${name}按时办结率 94.06 %（412 ÷ 438），低于 95.00 %；较 08:10 下降 2.04 个百分点`, en: `${nameEn}: closed on time 94.06 % (412 ÷ 438), below 95.00 %; down 2.04 points since 08:10` },
  }
}

/** Alerts in every state that there is. */
export function fixtureAlerts(board: Board): Alert[] {
  return [
    fixtureAlert(board, 3, { id: 31, severity: 'critical', escalations: 1 }), fixtureAlert(board, 5, { id: 30 }),
    fixtureAlert(board, 3, { id: 29, severity: 'notice', watch: 'rank', watchTitle: { zh: '名次下降 3 位', en: 'Three places lost' }, kind: 'rank_drop', acknowledged: { by: '王敏', at: at('09:50'), reason: '已通知承办单位，今日 17:00 前反馈' } }),
    fixtureAlert(board, 1, { id: 28, state: 'recovering', silence: 4, acknowledged: { by: '王敏', at: at('09:20'), reason: '承办单位已整改' } }), fixtureAlert(board, 6, { id: 27, state: 'no_data', mutedBy: 26 }),
    fixtureAlert(board, 6, { id: 26, watch: 'silent', watchTitle: { zh: '两小时未上报', en: 'Silent for two hours' }, kind: 'missing_reporter' }), fixtureAlert(board, 7, { id: 25, state: 'error' }),
    fixtureAlert(board, 2, { id: 20, state: 'normal', endedAt: at('08:00'), ended: 'recovered' }), fixtureAlert(board, 4, { id: 19, state: 'normal', endedAt: at('07:30'), ended: 'watch_changed' }),
  ]
}

/** The alert with what happened to it. */
export function fixtureDetail(alert: Alert): AlertDetail {
  const step = (id: number, time: string, kind: AlertStep['kind'], zh: string, about: Partial<AlertStep> = {}): AlertStep => ({ id, at: at(time), kind, by: null, text: { zh, en: zh }, channel: null, seq: null, ...about })
  const taken = alert.acknowledged ? [step(6, '09:50', 'acknowledged', `${alert.acknowledged.by}签收：${alert.acknowledged.reason}`, { by: alert.acknowledged.by })] : []
  return {
    ...alert,
    steps: [
      step(1, '09:35', 'fired', alert.facts.text.zh, { seq: 118 }), step(2, '09:35', 'sent', '已发送：企业微信值班群', { channel: 'duty' }), step(3, '09:48', 'no_data', '无数据，不等于恢复'), step(4, '09:55', 'data_back', '数据恢复，仍低于线'),
      ...taken, step(7, '10:05', 'escalated', '30分钟内无人签收，第1次升级，通知：分管领导', { channel: 'leaders' }), step(8, '10:06', 'failed', '未送达：分管领导，HTTP 200，errcode 45009', { channel: 'leaders' }), step(9, '10:10', 'note', '承办单位称系统对接故障，已报修。', { by: '李强' }),
    ],
  }
}

/** Watches of every kind of condition. */
export function fixtureWatches(board: Board): Watch[] {
  const body = (id: string, zh: string, condition: unknown, more: object = {}): WatchBody => WatchBody.parse({ id, title: { zh, en: id }, rubric: board.key.rubric, group: board.key.group, period: 'month', condition, ...more })
  const kept = (watch: WatchBody, zh: string, about: Partial<Watch> = {}): Watch => ({
    watch, version: 2, origin: 'entered', by: '王敏', at: at('16:20', '2021-11-02'), reason: '按会议要求', line: { zh, en: watch.id }, declared: null, fault: null, waiting: null, states: { normal: 7, pending: 1, alerting: 2, recovering: 1, no_data: 1, error: 0 }, ...about,
  })
  return [
    kept(body('on-time-floor', '按时办结率底线', { kind: 'indicator', indicator: 'on_time', of: 'value', side: 'below', line: '95', recovery: '95.5' }, { holdMinutes: 10, keepFiringMinutes: 30, minimumSample: 30, quiet: { hours: [{ from: '22:00', until: '07:00' }], workingDaysOnly: true }, channels: ['duty'], escalation: [{ afterMinutes: 30, channels: ['leaders'], severity: 'critical' }], mutedBy: ['silent'] }), '按时办结率低于 95，回到 95.5 恢复'),
    kept(body('excellent', '掉出优秀', { kind: 'tier_drop', line: { declared: { score: '92', title: { zh: '保优线', en: 'keep excellent' }, by: '热线办', on: '2021-10-08', basis: '会议纪要' } } }, { severity: 'critical' }), '总分由 92.00（保优线）以上跌破', { declared: { by: '热线办', on: '2021-10-08', basis: '会议纪要' }, states: { normal: 10, pending: 0, alerting: 0, recovering: 0, no_data: 0, error: 0 } }),
    kept(body('rank', '名次下降 3 位', { kind: 'rank_drop', places: 3, recovery: 1 }, { severity: 'notice', units: board.rows.slice(0, 4).map(({ unit }) => unit) }), '名次较今日 0 时下降 3 位以上', { origin: 'file', by: 'rubrics/watches/hotline.yaml', reason: '' }),
    kept(body('silent', '两小时未上报', { kind: 'missing_reporter', withinMinutes: 120 }), '超过 120 分钟没有上报'),
    kept(body('close', '离底线不远', { kind: 'headroom', indicator: 'gone', side: 'below', line: '95', cases: 3 }, { enabled: false }), '再有 3 件即低于 95', { fault: { zh: '细则中没有指标 gone', en: 'The rubric has no indicator gone' }, states: { normal: 0, pending: 0, alerting: 0, recovering: 0, no_data: 0, error: 12 } }),
  ]
}

/** A channel of each outcome. */
export function fixtureChannels(): Channel[] {
  const kept = (id: string, zh: string, about: Partial<Channel>): Channel => ({ id, title: { zh, en: id }, kind: 'wecom', language: 'zh', severityAtLeast: 'notice', enabled: true, address: 'https://qyapi.weixin.qq.com/…key=****9f2c', hasSecret: false, by: '王敏', at: at('16:20'), waiting: 0, barredUntil: null, last: { at: at('10:06'), outcome: 'sent', detail: 'errcode 0' }, ...about })
  return [kept('duty', '值班群', {}), kept('leaders', '分管领导', { kind: 'dingtalk', severityAtLeast: 'critical', hasSecret: true, waiting: 7, barredUntil: at('10:16'), last: { at: at('10:06'), outcome: 'failed', detail: 'errcode 130101：发送过快' } }), kept('mail', '考核邮箱', { kind: 'email', address: 'ka***@example.gov.cn', enabled: false, last: null })]
}

/** What was sent through a channel. */
export function fixtureDeliveries(channel: string): Delivery[] {
  return (['sent', 'failed', 'unknown'] as const).map((outcome, index) => ({ message: 9 - index, channel, attempt: index + 1, at: at('10:06'), outcome, status: outcome === 'unknown' ? null : 200, detail: outcome === 'sent' ? 'errcode 0' : '没有回音', subject: '12345 热线月度考核：3 个单位报警', alerts: [31, 30, 29] }))
}
