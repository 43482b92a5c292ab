import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { NewJudgement } from '@tierline/contracts/judgement'
import type { ApiKey } from '@tierline/platform/api-keys'
import { unpackFacts } from '@tierline/platform/board/stored-facts'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import { raw } from '@tierline/platform/database/database'
import { ProblemError } from '@tierline/platform/http/problem'
import { explainUnit, parsePeriod, planBoard, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { ScoringLoop } from '../loop/scoring-loop.ts'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { Trial, trialEvent } from '../testing/trial.ts'
import { Entries } from './entries.ts'
import { listJudgements } from './entry.store.ts'

/** The trial with a list to meet, every treatment of what does not apply, a penalty and a veto. */
const TEXT = (await readFile(fileURLToPath(new URL('../testing/trial.yaml', import.meta.url)), 'utf8'))
  .replace("version: '1'", "version: '2'")
  .replace(/^attributes:\n.*\n/m, '').replace(/^ {2}persons:.*\n/m, '')
  .replace(/ {8}value: \{ kind: per_capita.*\n.*\n/, "        rule: { kind: checklist, items: [{ id: rules, title: { zh: 制度, en: Rules }, points: '2' }, { id: desk, title: { zh: 窗口, en: Desk }, points: '3' }] }\n")
  .replace("rule: { kind: linear, better: higher, base: '100%', per: '1%', change: '0.1' }", "rule: { kind: linear, better: higher, base: '100%', per: '1%', change: '0.1' }\n        not_applicable: exclude")
  .replace("rule: { kind: award, each: '1' }", "rule: { kind: award, each: '1' }\n        not_applicable: peers_mean")
  .replace('rule: { kind: zero_on_none }', 'rule: { kind: zero_on_none }\n        not_applicable: { redistribute: proportional }')
  .concat(`  - id: criticism
    number: '3'
    title: { zh: 通报批评, en: Criticism }
    definition: { zh: 被通报的扣分, en: Points taken for criticism }
    points: '5'
    penalty: 'true'
    cite: { source: own, clause: '3' }
    rule: { kind: judgement, least: '-5', step: '0.5' }
vetoes:
  - { id: leak, title: { zh: 泄露信息, en: Leak }, cite: { source: own, clause: '4' }, effect: zero }
`)
const KEY: ApiKey = { name: 'reviewer', sources: null, types: null, units: null, roles: new Set(['judge']) }
const ABOUT = { rubric: 'trial', period: '2021', unit: 't1', reason: '现场核查所见', evidence: '核查记录 12 号', by: '王审', effective: '2021-11-01' } as const

let trial: Trial
let loop: ScoringLoop
let entries: Entries

keepTestServer()
beforeEach(async () => {
  trial = await Trial.open()
  await trial.registry.load([{ name: 'trial.yaml', text: TEXT }])
  loop = trial.loop()
  entries = new Entries({ db: trial.db, clock: trial.clock, directory: trial.directory, registry: trial.registry, loop })
  const verified = (id: string, unit: string, count: number, checkpoint: string) => trialEvent(id, unit, { type: 'code.verified', time: '2021-11-10T09:00:00+08:00', data: { count, checkpoint } })
  await trial.count(verified('a', 't1', 9, 'gate'), verified('b', 't2', 7, 'gate'), verified('c', 't2', 1, 'door'), verified('d', 't3', 5, 'gate'), verified('e', 't4', 3, 'gate'))
  await loop.pass()
  loop.start()
})
afterEach(async () => await trial.close())

const standing = async () => (await trial.rows('2021'))['t1']
const once = async (is: (row: Awaited<ReturnType<typeof standing>>) => boolean) => {
  for (const until = Date.now() + 20_000; Date.now() < until && !is(await standing());) await wait(20)
  return await standing()
}
/** Everything that the explanation of the stored board says of the unit. */
const explained = async (): Promise<string> => {
  const rubric = trial.registry.inForce('trial', '2021', trial.clock.now())
  const period = parsePeriod('2021', trial.clock.now())
  if (!rubric || !period) throw new Error('the trial has no board 2021')
  const rows = await trial.db.rows(raw<{ code: string; facts: StoredFacts }>(), `select u.code, s.row->'facts' as facts from score s join board b on b.id = s.board join unit u on u.id = s.unit where b.period = '2021' order by u.code`)
  const plan = planBoard(rubric, period, 'towns', { instant: trial.clock.now() })
  const facts = rows.map((row) => unpackFacts(row.code, row.facts))
  const board = scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, trial.clock.now())), trial.clock.now())
  const own = facts.find(({ unit }) => unit === 't1')
  return own ? JSON.stringify(explainUnit(plan, own, board, trial.clock.now())) : ''
}

type Entered = Pick<NewJudgement, 'indicator' | 'kind' | 'value' | 'item'>

describe('a judgement, entered and withdrawn', () => {
  it.each<[string, Entered, { score: string; low?: string; high?: string }]>([
    ['points', { indicator: 'opinion', kind: 'points', value: '4.5' }, { score: '20.50' }],
    ['a claim', { indicator: 'opinion', kind: 'claimed', value: '5' }, { score: '21.00', low: '11.00' }],
    ['an item that is met', { indicator: 'claims', kind: 'met', value: 'true', item: 'rules' }, { score: '18.00' }],
    ['a list that is met as a whole', { indicator: 'claims', kind: 'met', value: 'true' }, { score: '21.00' }],
    ['a figure', { indicator: 'rate', kind: 'figure', value: '95%' }, { score: '25.50' }],
    ['not applicable at full marks', { indicator: 'opinion', kind: 'not_applicable' }, { score: '21.00' }],
    ['not applicable, left out', { indicator: 'rate', kind: 'not_applicable' }, { score: '16.00', high: '26.00' }],
    ['not applicable, at the mean of the others', { indicator: 'sites', kind: 'not_applicable' }, { score: '16.33' }],
    ['not applicable, shared out', { indicator: 'autumn', kind: 'not_applicable' }, { score: '12.57' }],
    ['an adjustment', { indicator: 'sites', kind: 'adjusted', value: '+0.5' }, { score: '16.50' }],
    ['an adjustment that is cut off at the leaf’s limit', { indicator: 'sites', kind: 'adjusted', value: '-2' }, { score: '15.00' }],
    ['a penalty', { indicator: 'criticism', kind: 'points', value: '-1.5' }, { score: '14.50', low: '14.50' }],
    ['a veto', { indicator: 'leak', kind: 'met', value: 'true' }, { score: '0.00', high: '0.00' }],
  ])('%s: shown with name, reason and evidence, then the board is as before and both entries stay', async (_name, entry, expected) => {
    const before = await once((row) => row !== undefined)
    expect(before).toMatchObject({ score: '16.00', low: '11.00', high: '36.00' })
    const { entered: [first] } = await entries.judge({ ...ABOUT, ...entry }, KEY)
    expect(await once((row) => JSON.stringify(row) !== JSON.stringify(before))).toMatchObject(expected)
    const text = await explained()
    for (const said of [ABOUT.by, ABOUT.reason, ABOUT.evidence]) expect(text).toContain(said)
    const { entered: [second] } = await entries.judge({ ...ABOUT, indicator: entry.indicator, kind: 'withdrawn', withdraws: first?.id, reason: '录入有误', by: '李复' }, KEY)
    expect(await once((row) => JSON.stringify(row) === JSON.stringify(before))).toEqual(before)
    expect(await explained()).not.toContain(ABOUT.evidence)
    const listed = await listJudgements(trial.db, { rubric: 'trial', indicator: entry.indicator })
    expect(listed.map(({ id, kind, by, withdrawnBy }) => [id, kind, by, withdrawnBy])).toEqual([[second?.id, 'withdrawn', '李复', null], [first?.id, entry.kind, '王审', second?.id]])
  }, 60_000)
})

describe('what is refused of penalties, vetoes and lists', () => {
  it.each<[string, Entered, string]>([
    ['points above nothing for a penalty', { indicator: 'criticism', kind: 'points', value: '1' }, 'value: "1" / points from -5 to 0 with at most 2 decimals, in steps of 0.5'],
    ['points between the steps of a penalty', { indicator: 'criticism', kind: 'points', value: '-1.2' }, 'value: "-1.2" / points from -5 to 0 with at most 2 decimals, in steps of 0.5'],
    ['points for a veto', { indicator: 'leak', kind: 'points', value: '1' }, 'kind: "points" / the kind "met": this is a veto, which is met or withdrawn'],
    ['a veto that is said not to be met', { indicator: 'leak', kind: 'met', value: 'false' }, 'value: "false" / true'],
    ['a leaf or veto that there is not', { indicator: 'nothing', kind: 'met', value: 'true' }, 'indicator: "nothing" / the id of a leaf or a veto of the rubric'],
  ])('%s', async (_name, entry, expected) => {
    const error: unknown = await entries.judge({ ...ABOUT, ...entry }, KEY).then(() => null, (reason: unknown) => reason)
    if (!(error instanceof ProblemError)) throw new Error('expected a refusal')
    expect((error.problem.faults ?? []).map(({ path, found, expected: wanted }) => `${path}: ${found} / ${wanted}`)).toEqual([expected])
  }, 60_000)
})
