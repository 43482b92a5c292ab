import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { ApiKey } from '@tierline/platform/api-keys'
import { ProblemError } from '@tierline/platform/http/problem'
import type { ScoringLoop } from '../loop/scoring-loop.ts'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { Trial, trialEvent } from '../testing/trial.ts'
import { Entries } from './entries.ts'
import { listAttributes, listJudgements } from './entry.store.ts'

const KEY: ApiKey = { name: 'reviewer', sources: null, types: null, units: null, roles: new Set(['judge']) }
const OPINION = { rubric: 'trial', period: '2021', unit: 't1', indicator: 'opinion', kind: 'points', value: '4.5', reason: '现场核查', evidence: '核查记录 12', by: '王审', effective: '2021-11-01' }
const POPULATION = { unit: 't1', name: 'population', value: '200', effective: '2021-01-01', citation: '年鉴', by: '李统' }

let trial: Trial
let loop: ScoringLoop
let entries: Entries

keepTestServer()
beforeEach(async () => {
  trial = await Trial.open()
  loop = trial.loop()
  entries = new Entries({ db: trial.db, clock: trial.clock, directory: trial.directory, registry: trial.registry, loop })
  await trial.count(...['t1', 't2', 't3', 't4'].map((unit, at) => trialEvent(unit, unit, { type: 'code.verified', time: '2021-11-10T09:00:00+08:00', data: { count: 9 - at, checkpoint: 'gate' } })))
  await loop.pass()
  loop.start()
})
afterEach(async () => await trial.close())

const score = async (unit: string, period = '2021') => (await trial.rows(period))[unit]?.score
/** The reply waits for the scoring only so long; a busy machine may take longer. */
const scoreOnceIt = async (unit: string, is: string) => {
  for (const until = Date.now() + 30_000; Date.now() < until && (await score(unit)) !== is;) await wait(20)
  return await score(unit)
}
const faultsOf = async (entering: Promise<unknown>): Promise<string[]> => {
  const error = await entering.then(() => null, (reason: unknown) => reason)
  if (!(error instanceof ProblemError)) throw new Error('expected a refusal')
  return (error.problem.faults ?? []).map(({ path, found, expected }) => `${path}: ${found} / ${expected}`)
}

describe('entering judgements and attributes', () => {
  it('re-scores at once and says the boards’ new seqs', async () => {
    expect(await scoreOnceIt('t1', '16.00')).toBe('16.00')
    const reply = await entries.judge(OPINION, KEY)
    expect(reply.boards).toEqual([{ key: { rubric: 'trial', group: 'towns', period: '2021' }, seq: 2 }, { key: { rubric: 'trial', group: 'towns', period: 'ytd' }, seq: 2 }])
    expect(await scoreOnceIt('t1', '20.50')).toBe('20.50')
    expect(await score('t1', 'ytd')).toBe('20.50')
    expect(await score('t1', '2021-11')).toBe('16.00')
  }, 60_000)

  it('makes the board of a period that has none yet', async () => {
    await entries.judge({ ...OPINION, period: '2021-02' }, KEY)
    // 4.50 judged, and 2.00 that the worst rank gives.
    expect(await score('t1', '2021-02')).toBe('6.50')
  }, 60_000)

  it('marks a unit’s own claim as claimed: points, with the range left open', async () => {
    await entries.judge({ ...OPINION, kind: 'claimed', value: '5' }, KEY)
    expect((await trial.rows('2021'))['t1']).toMatchObject({ score: '21.00', low: '16.00' })
  }, 60_000)

  it('withdraws by a counter-entry, once', async () => {
    const { entered: [first] } = await entries.judge(OPINION, KEY)
    const withdrawal = { ...OPINION, kind: 'withdrawn', value: undefined, reason: '录入有误', withdraws: first?.id }
    await entries.judge(withdrawal, KEY)
    expect(await scoreOnceIt('t1', '16.00')).toBe('16.00')
    expect(await faultsOf(entries.judge(withdrawal, KEY))).toEqual([`withdraws: ${first?.id} / a judgement of the same rubric, period, unit and indicator that nobody has withdrawn`])
    expect((await listJudgements(trial.db, { rubric: 'trial', period: null, unit: null })).map(({ kind }) => kind)).toEqual(['withdrawn', 'points'])
  }, 60_000)

  it('lets a judgement hold from its day on', async () => {
    await entries.judge({ ...OPINION, effective: '2021-11-16' }, KEY)
    expect(await scoreOnceIt('t1', '16.00')).toBe('16.00')
    await trial.moveClock('2021-11-16T00:00:00+08:00')
    await loop.settled({ boards: [], units: [] }, 0)
    expect(await scoreOnceIt('t1', '20.50')).toBe('20.50')
  }, 60_000)

  it('enters attributes from CSV, in Chinese headings too, and touches every board of their units', async () => {
    await trial.count(trialEvent('p', 't1', { type: 'code.claimed', time: '2021-11-10T09:00:00+08:00', data: { person: 'x' } }))
    const reply = await entries.attribute('\ufeff单位,名称,数值,生效日期,依据,填报人\r\nt1镇,population,"10",2021-01-01,"年鉴, 第 3 页",李统\r\n', KEY)
    expect(reply.entered).toMatchObject([{ unit: 't1', value: '10', citation: '年鉴, 第 3 页' }])
    expect(reply.boards.map(({ key }) => key.period).sort()).toEqual(['2021', '2021-11', '2021-Q4', 'ytd'])
    expect(await scoreOnceIt('t1', '16.50')).toBe('16.50')
    await entries.attribute({ ...POPULATION, value: '5', effective: '2021-10-01' }, KEY)
    expect(await scoreOnceIt('t1', '17.00')).toBe('17.00')
    expect(await listAttributes(trial.db, { unit: null, name: 'population' })).toHaveLength(2)
  }, 60_000)
})

describe('refusing entries', () => {
  it.each<[string, object, string[]]>([
    ['an unknown unit', { unit: 'nowhere' }, ['unit: "nowhere" / the code or an alias of a unit']],
    ['an unknown rubric', { rubric: 'trail' }, ['rubric: "trail" / one of trial']],
    ['a period of another time', { period: '2020' }, ['period: "2020" / a begun period of a kind that the rubric has (year, quarter, month, to_date), within 2021-01-01 … 2022-12-31']],
    ['a branch', { indicator: 'work' }, ['indicator: "work" / the id of a leaf of the rubric']],
    ['too many points', { value: '5.01' }, ['value: "5.01" / points from 0 to 5 with at most 2 decimals']],
    ['points with too many decimals', { value: '4.125' }, ['value: "4.125" / points from 0 to 5 with at most 2 decimals']],
    ['an item that is none', { item: 'x' }, ['item: "x" / no item: the leaf has none']],
    ['a stated fact about no list', { kind: 'met', value: 'true' }, ['kind: "met" / another kind: the leaf is no list of things to meet']],
    ['a figure for a leaf without value', { kind: 'figure', value: '3' }, ['kind: "figure" / another kind: the leaf has no value that could be stated']],
    ['not applicable where the rubric does not say what then', { indicator: 'rate', kind: 'not_applicable', value: undefined }, ['kind: "not_applicable" / another kind: the rubric does not say what happens where this leaf does not apply']],
    ['an adjustment without a figure', { kind: 'adjusted', value: '0' }, ['value: "0" / signed points such as -0.5 or +1, not 0, at most 5 either way, with at most 2 decimals']],
    ['an adjustment over the leaf’s points', { kind: 'adjusted', value: '+5.5' }, ['value: "+5.5" / signed points such as -0.5 or +1, not 0, at most 5 either way, with at most 2 decimals']],
    ['a veto that the rubric has not', { indicator: 'leak', kind: 'met', value: 'true' }, ['indicator: "leak" / the id of a leaf of the rubric']],
    ['a withdrawal of nothing, and a value with it', { kind: 'withdrawn' }, ['withdraws: nothing / the id of the judgement that is withdrawn', 'value: "4.5" / nothing']],
    ['no reason', { reason: '' }, ['reason: nothing / string to have >=1 characters']],
    ['several faults', { unit: 'nowhere', value: '9', mark: 1 }, ['mark: a field that nothing here is called / only fields of the contract (GET /openapi.json)', 'unit: "nowhere" / the code or an alias of a unit', 'value: "9" / points from 0 to 5 with at most 2 decimals']],
  ])('refuses %s', async (_name, change, expected) => {
    expect(await faultsOf(entries.judge({ ...OPINION, ...change }, KEY))).toEqual(expected)
    expect(await listJudgements(trial.db, { rubric: null, period: null, unit: null })).toEqual([])
  }, 60_000)

  it('names every line and column of a CSV, and enters nothing of it', async () => {
    const text = 'unit,name,value,effective,citation,by\nt1,population,10,2021-01-01,c,me\nnowhere,people,1e3,2021-02-30,c,me\n'
    expect(await faultsOf(entries.attribute(text, KEY))).toEqual(['line 3, column 3 (value): "1e3" / a decimal such as 43269 or 0.5', 'line 3, column 4 (effective): "2021-02-30" / a day like 2021-12-15'])
    expect(await faultsOf(entries.attribute('unit;name\nt1;x\n', KEY))).toHaveLength(6)
    expect(await listAttributes(trial.db, { unit: null, name: null })).toEqual([])
  }, 60_000)

  it('enters all of a list or none', async () => {
    expect(await faultsOf(entries.judge([OPINION, { ...OPINION, value: '9' }], KEY))).toEqual(['1.value: "9" / points from 0 to 5 with at most 2 decimals'])
    expect((await entries.judge([OPINION, { ...OPINION, unit: 't2' }], KEY)).entered).toHaveLength(2)
  }, 60_000)

  it('refuses what the key’s units do not cover', async () => {
    await expect(entries.judge(OPINION, { ...KEY, units: new Set(['t2']) })).rejects.toMatchObject({ problem: { code: 'not_permitted' } })
  }, 60_000)
})

describe('what a unit’s own key may enter', () => {
  const OWN: ApiKey = { name: 't1', sources: null, types: null, units: new Set(['t1']), roles: new Set(['claim']) }
  const CLAIM = { ...OPINION, kind: 'claimed', value: '5', by: '刘填' }
  const refused = async (entering: Promise<unknown>): Promise<unknown> => await entering.then(() => null, (error: unknown) => (error instanceof ProblemError ? [error.problem.status, error.problem.detail, ...(error.problem.faults ?? []).map(({ path, found }) => `${path}: ${found}`)] : error))

  it('is a claim, and its withdrawal', async () => {
    const { entered: [claim] } = await entries.judge(CLAIM, OWN)
    expect(await scoreOnceIt('t1', '21.00')).toBe('21.00')
    await entries.judge({ ...CLAIM, kind: 'withdrawn', value: undefined, withdraws: claim?.id }, OWN)
    expect(await scoreOnceIt('t1', '16.00')).toBe('16.00')
    expect((await listJudgements(trial.db, { kind: 'claimed', by: '刘填' })).map(({ withdrawnBy }) => withdrawnBy)).toEqual([expect.any(Number)])
    expect(await listJudgements(trial.db, { by: '王审' })).toEqual([])
  }, 60_000)

  it('is nothing of an assessor’s: the sentence says which entries, and what is needed', async () => {
    const said = 'The key "t1" has the roles claim; without the role judge it enters and withdraws claims of its units and nothing else. Ask for a key with that role.'
    expect(await refused(entries.judge([CLAIM, OPINION, { ...OPINION, kind: 'adjusted', value: '-1' }, { ...OPINION, kind: 'not_applicable', value: undefined }], OWN))).toEqual([403, said, '1.kind: "points"', '2.kind: "adjusted"', '3.kind: "not_applicable"'])
    const { entered: [points] } = await entries.judge(OPINION, KEY)
    const withdrawal = { ...OPINION, kind: 'withdrawn', value: undefined, withdraws: points?.id }
    expect(await refused(entries.judge(withdrawal, OWN))).toEqual([403, `${said} Judgement ${points?.id} is of the kind "points", which only a key with the role judge withdraws.`])
    expect(await refused(entries.judge({ ...CLAIM, unit: 't2' }, OWN))).toMatchObject([403, expect.stringContaining('Ask for a key that names this unit')])
    expect((await listJudgements(trial.db, {})).map(({ kind }) => kind)).toEqual(['points'])
  }, 60_000)
})
