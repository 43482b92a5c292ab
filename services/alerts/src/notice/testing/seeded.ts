import type { AlertStep, FrozenFacts } from '@tierline/contracts/alert/alert'
import type { LeafMove } from '@tierline/contracts/explanation'
import type { Severity } from '@tierline/contracts/alert/watch'
import type { Database } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

const Id = raw<{ id: number | bigint }>()

/** What an alert is made with; what is left out is like any other. */
export interface SeededAlert {
  unit?: string
  severity?: Severity
  watch?: string
  facts?: Partial<FrozenFacts>
  step?: AlertStep['kind']
}

/** A board of a rubric that nobody scores, units of it and a watch, straight into the tables. */
export async function seedBoard(db: Database, { units = 3, period = '2021-10' } = {}): Promise<number> {
  await db.run(
    `insert into unit (code, name, name_en, short, initials, pinyin, local) select 'u' || n, n || '镇', 'Town ' || n, n || '镇', 'z', 'zhen', true from generate_series(1, $1::integer) as n on conflict do nothing`,
    [units])
  await db.run(`insert into watch (id, version, body, origin, entered_by, entered_at, reason) values ('drop', 1, $1, 'entered', '张三', to_timestamp(0), 'r') on conflict do nothing`,
    [JSON.stringify({ id: 'drop', title: { zh: '跌出优秀', en: 'Out of excellent' } })])
  const head = { title: { zh: '城市治理考核', en: 'City rubric' }, groupTitle: { zh: '乡镇', en: 'Towns' } }
  return Number((await db.one(Id,
    `insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries) values ('city', 'towns', $1, 7, to_timestamp(1600000000), 'h', '{}', false, $2, '2021-10-01', '2021-11-01', '[]') returning id`,
    [period, JSON.stringify(head)])).id)
}

/** An alert that fired, with its first step; both numbers. */
export async function seedAlert(db: Database, board: number, { unit = 'u1', severity = 'warning', watch = 'drop', facts = {}, step = 'fired' }: SeededAlert = {}): Promise<{ alert: number; step: number }> {
  const alert = Number((await db.one(Id,
    `insert into alert (watch, watch_version, board, unit, severity, state, since, fired_at, seq, facts)
     select $1, 1, $2::integer, id, $3, 'alerting', to_timestamp(1600000000), to_timestamp(1600000000), 7, $5::jsonb from unit where code = $4 returning id`,
    [watch, board, severity, unit, JSON.stringify({ ...FACTS, ...facts })])).id)
  return { alert, step: await seedStep(db, alert, step) }
}

export async function seedStep(db: Database, alert: number, kind: AlertStep['kind']): Promise<number> {
  return Number((await db.one(Id, `insert into alert_step (alert, at, kind, text) values ($1, to_timestamp(1600000000), $2, '{"zh":"跌破线","en":"Below the line"}') returning id`, [alert, kind])).id)
}

const cell = (points: string): LeafMove['before'] => ({ points, low: points, high: points, state: 'scored', claimed: false, value: null, numerator: null, denominator: null, adjustedMax: null, claim: null, adjustment: null })

const move = (number: string, zh: string, change: string): LeafMove =>
  ({ indicator: `i${number}`, number, title: { zh, en: `Indicator ${number}` }, before: cell('9.00'), after: cell('8.00'), change, because: 'own_value', text: { zh: `${number} ${zh} ${change}`, en: `${number} ${change}` } })

/** What was true when a seeded alert fired. */
export const FACTS: FrozenFacts = {
  seq: 7, asOf: '2021-10-15T10:30:00+08:00', rubricHash: 'h', score: '94.20', low: '94.20', high: '94.20', rank: 5, previousRank: 2,
  tier: 'good', tierTitle: { zh: '良好', en: 'Good' }, oldTier: 'excellent', oldTierTitle: { zh: '优秀', en: 'Excellent' },
  line: { value: '95.00', title: { zh: '优秀', en: 'Excellent' }, declared: null },
  indicator: { id: 'rate', number: '3.1', title: { zh: '按时办结率', en: 'Closed on time' }, clause: '第三条' },
  value: '92.50 %', numerator: '37', denominator: '40',
  reasons: [move('3.1', '按时办结率', '-1.20'), move('2.4', '满意率', '-0.40'), move('1.2', '响应率', '-0.10')],
  since: { asOf: '2021-10-14T09:00:00+08:00', seq: 4 },
  text: { zh: '跌破优秀线', en: 'Fell below the line of excellent' },
}
