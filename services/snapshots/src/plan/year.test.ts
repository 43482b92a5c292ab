import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readQuestion } from '@tierline/boards/desk/board-question'
import { BoardDesk } from '@tierline/boards/desk/board-desk'
import { StoredBoards } from '@tierline/boards/board/stored-boards'
import { CorrectedBoards } from '@tierline/boards/past/corrected-boards'
import { KnownBoards } from '@tierline/boards/past/known-boards'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Board } from '@tierline/contracts/board'
import type { ApiKey } from '@tierline/platform/api-keys'
import { raw } from '@tierline/platform/database/database'
import { frozenRow } from '../freeze/unit-texts.ts'
import { FrozenCity, MONTHLY } from '../testing/frozen-city.ts'

const KEY: ApiKey = { name: 'all', sources: null, types: null, units: null, roles: new Set(['claim', 'judge']) }
const MONTHS = Array.from({ length: 12 }, (_, at) => `2021-${String(at + 1).padStart(2, '0')}`)
const after = (month: string): string => (month === '2021-12' ? '2022-01' : `2021-${String(Number(month.slice(5)) + 1).padStart(2, '0')}`)

/** What a person asks through the API. */
async function boardThen({ platform }: FrozenCity, period: string, at: string): Promise<Board> {
  const rubrics = new StoredRubrics(platform.db)
  const corrected = new CorrectedBoards(platform, rubrics)
  const desk = new BoardDesk({ platform, rubrics, live: new StoredBoards(platform), known: new KnownBoards(platform, rubrics), corrected })
  return await desk.find(readQuestion({ rubric: 'trial', group: 'towns' }, { period, at }))
}

let city: FrozenCity
const frozen = new Map<string, number>()

/** A month of tickets and verifications; its board is scored at its end and at the cut-off; late facts come after that. */
async function liveThrough(month: string, at: number): Promise<void> {
  for (const [place, unit] of ['t1', 't2', 't3'].entries()) {
    for (let n = 0; n < 3; n++) await city.ticket(unit, `${month}-${unit}-${n}`, { opened: `${month}-0${n + 2}T09:00:00+08:00`, days: (at + place + n) % 4 === 0 ? 4 : 1 })
    await city.verified(unit, `${month}-10T09:00:00+08:00`, ((at * (place + 2)) % 5) + place)
  }
  await city.score(`${month}-25T08:00:00+08:00`, month)
  await city.score(`${after(month)}-05T08:59:59+08:00`, month)
}

beforeAll(async () => {
  city = await FrozenCity.open()
  // The rig's clock begins in November; this year is lived from its first day.
  Object.assign(city.city.clock, { base: Date.parse('2021-01-01T00:00:00+08:00') })
  await city.tick('2021-01-10T00:00:00+08:00')
  await city.snapshots.plans.put(MONTHLY.id, { plan: MONTHLY, by: '李四', reason: '新设' })
  await city.snapshots.loop.pass()
  for (const [at, month] of MONTHS.entries()) {
    await liveThrough(month, at)
    await city.tick(`${after(month)}-05T09:00:00+08:00`)
    await city.snapshots.loop.pass()
    const [made] = (await city.snapshots.desk.list({ period: month })).snapshots
    if (made) frozen.set(month, made.id)
    // Late: it happened in the month and came after the cut-off.
    if (at % 4 === 1) {
      await city.verified('t1', `${month}-20T09:00:00+08:00`, 7)
      await city.score(`${after(month)}-06T08:00:00+08:00`, month)
    }
    const id = frozen.get(month) ?? 0
    for (const to of ['checking', 'objections'] as const) await city.snapshots.life.move(id, { to, by: '李四', note: '按期' })
    if (month === '2021-03') {
      const accepted = await city.snapshots.objections.enter(id, { unit: 't3', indicator: 'late', by: '三镇', reason: '系统停机', evidence: '停机公告' }, KEY)
      const rejected = await city.snapshots.objections.enter(id, { unit: 't1', indicator: 'place', by: '一镇', reason: '不服', evidence: '无' }, KEY)
      await city.snapshots.objections.decide(accepted.id, { accept: true, adjustment: '-1', by: '评审组', reason: '应当加扣' })
      await city.snapshots.objections.decide(rejected.id, { accept: false, by: '评审组', reason: '无证据' })
    }
    for (const to of ['final', 'issued'] as const) await city.snapshots.life.move(id, { to, by: '王五', note: '按期' })
  }
}, 300_000)
afterAll(async () => { await city.close() })

describe('a simulated year', () => {
  it('freezes each month once, at its cut-off', async () => {
    const { snapshots } = await city.snapshots.desk.list({})
    expect(snapshots.map(({ key, cutoff, revision, state }) => [key.period, cutoff, revision, state])).toEqual([...MONTHS].reverse().map((month) => [month, new Date(`${after(month)}-05T09:00:00+08:00`).toISOString(), 1, 'issued']))
  })

  it.each(MONTHS.filter((month) => month !== '2021-03'))('shows in %s what the API’s board showed at the cut-off, to the last digit', async (month) => {
    const board = await boardThen(city, month, `${after(month)}-05T09:00:00+08:00`)
    expect((await city.snapshots.desk.rows(frozen.get(month) ?? 0)).rows).toEqual(board.rows.map(frozenRow))
    expect((await city.snapshots.desk.detail(frozen.get(month) ?? 0)).head.board.seq).toBe(board.seq)
  })

  it('has the accepted objection in its figures, and the rejected one only in its list', async () => {
    const { head, objections } = await city.snapshots.desk.detail(frozen.get('2021-03') ?? 0)
    expect(head.adjustments.map(({ unit, indicator, points }) => [unit, indicator, points])).toEqual([['t3', 'late', '-1']])
    expect(objections.map(({ unit, state }) => [unit, state])).toEqual([['t3', 'accepted'], ['t1', 'rejected']])
  })

  it('compares each month with the issued one before it', async () => {
    const { head } = await city.snapshots.desk.detail(frozen.get('2021-07') ?? 0)
    expect(head.compared.before).toMatchObject({ id: frozen.get('2021-06'), period: '2021-06', revision: 1 })
    expect(head.compared.yearBefore).toBeNull()
    const before = (await city.snapshots.desk.rows(frozen.get('2021-06') ?? 0)).rows
    expect(Object.fromEntries(Object.entries(head.compared.before?.rows ?? {}).map(([unit, { rank, score }]) => [unit, [rank, score]]))).toEqual(Object.fromEntries(before.map(({ unit, rank, score }) => [unit, [rank, score]])))
  })

  it('verifies, each and the chain of all twelve', async () => {
    const last = await city.snapshots.verifier.byId(frozen.get('2021-12') ?? 0)
    expect(last.checks.map(({ check, outcome, text }) => [check, outcome, text.en])).toEqual([
      ['hash', 'holds', expect.any(String)], ['chain', 'holds', '12 snapshots hang together back to the first'], ['rubric', 'holds', expect.any(String)], ['figures', 'holds', expect.any(String)], ['events', 'holds', expect.any(String)],
    ])
    for (const id of frozen.values()) expect((await city.snapshots.verifier.byId(id)).checks.filter(({ outcome }) => outcome !== 'holds')).toEqual([])
  })

  it('cites each frozen seq, so that it is never thinned away', async () => {
    const cited = await city.platform.db.rows(raw<{ period: string; seq: bigint }>(), 'select b.period, c.seq from cited_seq c join board b on b.id = c.board order by 1')
    expect(cited.map(({ period }) => period)).toEqual(MONTHS)
  })

  it('lists late facts against the snapshot that they follow, and nothing where none came', async () => {
    const late = await city.snapshots.differences.late(frozen.get('2021-02') ?? 0)
    expect(late.events).toBe(7)
    expect(late.units.flatMap(({ unit, differences }) => differences.filter(({ what, indicator }) => what === 'value' && indicator === 'place').map(({ before, after: now }) => [unit, Number(now) - Number(before)]))).toEqual([['t1', 7]])
    expect(await city.snapshots.differences.late(frozen.get('2021-04') ?? 0)).toMatchObject({ events: 0, units: [], sameRubric: true })
  })

  it('takes late facts in by a revision, which supersedes the first when it is issued, and differs by exactly the late list', async () => {
    const first = frozen.get('2021-02') ?? 0
    const late = await city.snapshots.differences.late(first)
    const second = await city.snapshots.freezes.revise(first, { by: '王五', reason: '补报数据' })
    expect(await city.snapshots.desk.read(second)).toMatchObject({ revision: 2, revises: first, state: 'draft', cutoff: (await city.snapshots.desk.read(first)).cutoff })
    await expect(city.snapshots.freezes.revise(first, { by: '王五', reason: '再来' })).rejects.toMatchObject({ problem: { status: 409, code: 'not_newest' } })
    await expect(city.snapshots.freezes.revise(second, { by: '王五', reason: '再来' })).rejects.toMatchObject({ problem: { status: 409, code: 'not_revisable' } })
    for (const to of ['checking', 'objections', 'final'] as const) await city.snapshots.life.move(second, { to, by: '王五', note: '修订' })
    expect((await city.snapshots.desk.read(first)).state).toBe('issued')
    await city.snapshots.life.move(second, { to: 'issued', by: '王五', note: '修订' })
    expect((await city.snapshots.desk.read(first)).state).toBe('superseded')
    expect((await city.snapshots.differences.between(first, second)).units).toEqual(late.units)
    expect((await city.snapshots.differences.late(second)).units).toEqual([])
    expect((await city.snapshots.verifier.byId(second)).checks.map(({ outcome }) => outcome)).toEqual(['holds', 'holds', 'holds', 'holds', 'holds'])
  })

  it('keeps an accepted adjustment in a revision', async () => {
    const second = await city.snapshots.freezes.revise(frozen.get('2021-03') ?? 0, { by: '王五', reason: '复核' })
    expect((await city.snapshots.differences.between(frozen.get('2021-03') ?? 0, second)).units).toEqual([])
    expect((await city.snapshots.desk.detail(second)).head.adjustments.map(({ unit, points }) => [unit, points])).toEqual([['t3', '-1']])
  })
})
