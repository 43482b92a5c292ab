import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { raw } from '@tierline/platform/database/database'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { Trial, trialEvent } from '../testing/trial.ts'

const verified = (id: string, unit: string, count: number, time = '2021-11-10T09:30:00+08:00') => trialEvent(id, unit, { type: 'code.verified', time, data: { count, checkpoint: `${unit}-gate` } })
/** Longer than the pause between two seqs of one board. */
const PAUSE_MS = 260

keepTestServer()
let trial: Trial
beforeEach(async () => { trial = await Trial.open() })
afterEach(async () => await trial.close())

const changedAt = async (seq: number): Promise<string[]> => (await trial.db.rows(raw<{ code: string }>(),
  `select u.code from score_history h join board b on b.id = h.board join unit u on u.id = h.unit where b.period = '2021' and h.seq = $1 order by 1`, [seq])).map(({ code }) => code)
const state = async (unit: string, cell: number): Promise<number> => (await trial.db.one(raw<{ state: number }>(),
  `select (s.row->'cells'->$2::int4->>1)::int4 as state from score s join board b on b.id = s.board join unit u on u.id = s.unit where b.period = '2021' and u.code = $1`, [unit, cell])).state
const four = () => trial.count(verified('a', 't1', 5), verified('b', 't2', 3), verified('c', 't3', 2), verified('d', 't4', 1))

describe('the scoring loop', () => {
  it('makes the boards of the months in which something happened, and the current ones', async () => {
    await trial.count(trialEvent('e1', 't1', { type: 'code.verified', time: '2021-03-05T08:00:00+08:00' }))
    await trial.loop().pass()
    expect(await trial.periods()).toEqual(['2021', '2021-03', '2021-11', '2021-Q1', '2021-Q4', 'ytd'])
  }, 60_000)

  it('makes a board that somebody asks for, and none outside of the rubric’s time', async () => {
    await trial.db.run(`insert into board_wanted values ('trial', 'towns', '2021-05'), ('trial', 'towns', '2020'), ('trial', 'nobody', '2021-05'), ('trial', 'towns', '2022-05')`)
    await trial.loop().pass()
    expect(await trial.periods()).toEqual(['2021', '2021-05', '2021-11', '2021-Q4', 'ytd'])
    expect(await trial.seq('2021-05')).toBe(1n)
  }, 60_000)

  it('moves a board to its next seq when an event changes a unit, and leaves the rows of others alone', async () => {
    const loop = trial.loop()
    await four()
    await loop.pass()
    expect(await trial.seq('2021')).toBe(1n)
    expect(await trial.rows('2021')).toMatchObject({ t1: { rank: 1, score: '16.00' }, t2: { rank: 2, score: '12.00' }, t3: { rank: 3, score: '8.00' }, t4: { rank: 3, score: '8.00' } })
    await trial.count(verified('e', 't1', 1))
    await wait(PAUSE_MS)
    await loop.pass()
    expect(await trial.seq('2021')).toBe(2n)
    expect(await changedAt(2)).toEqual(['t1'])
  }, 60_000)

  it('moves the peers’ rank leaves when one overtakes another, and writes nobody else', async () => {
    const loop = trial.loop()
    await four()
    await loop.pass()
    await trial.count(verified('e', 't2', 10))
    await wait(PAUSE_MS)
    await loop.pass()
    expect(await trial.rows('2021')).toMatchObject({ t1: { rank: 2, score: '12.00' }, t2: { rank: 1, score: '16.00' } })
    // The third's gap to the unit above it stays, so its row does.
    expect(await changedAt(2)).toEqual(['t1', 't2'])
  }, 60_000)
})

describe('the scoring loop, without an event', () => {
  it('keeps its seq over a restart, when nothing has changed', async () => {
    await four()
    await trial.loop().pass()
    const before = await trial.rows('2021')
    await trial.loop().pass()
    expect(await trial.seq('2021')).toBe(1n)
    expect(await trial.rows('2021')).toEqual(before)
  }, 60_000)

  it('finds by the clock alone that a leaf’s window has opened', async () => {
    await trial.close()
    trial = await Trial.open({ instant: '2021-09-30T23:59:00+08:00' })
    const loop = trial.loop()
    await trial.count(verified('a', 't1', 5, '2021-09-01T08:00:00+08:00'))
    await loop.pass()
    expect(await state('t1', 7)).toBe(NOT_STARTED)
    await trial.moveClock('2021-10-01T00:00:00+08:00')
    await wait(PAUSE_MS)
    await loop.pass()
    expect(await state('t1', 7)).not.toBe(NOT_STARTED)
    expect(await trial.periods()).toContain('2021-10')
  }, 60_000)

  it('takes a unit that left the group off the board, and history keeps that it left', async () => {
    const loop = trial.loop()
    await four()
    await loop.pass()
    await trial.db.run(`delete from group_member where unit = (select id from unit where code = 't4')`)
    await trial.directory.reload()
    await trial.loop().pass()
    expect(Object.keys(await trial.rows('2021'))).toEqual(['t1', 't2', 't3'])
    expect(await changedAt(2)).toContain('t4')
  }, 60_000)

  it('says provisional while a measure is filled from old events, and no longer after it', async () => {
    const loop = trial.loop()
    await trial.db.run(`update measure set state = 'provisional'`)
    await four()
    await loop.pass()
    expect(await state('t1', 2)).toBe(PROVISIONAL)
    await trial.db.run(`update measure set state = 'complete'`)
    await trial.db.run(`insert into touched (unit, month, last_event) select id, '-infinity', null from unit`)
    await wait(PAUSE_MS)
    await loop.pass()
    expect(await state('t1', 2)).toBe(0)
  }, 60_000)
})

describe('a measure that was declared after events had been dropped', () => {
  it('leaves figures provisional whose windows begin before it is complete, and no others', async () => {
    const loop = trial.loop()
    await trial.db.run(`update measure set complete_from = '2021-01-01T00:00:00.001+08:00'`)
    await four()
    await loop.pass()
    expect(await state('t1', 2)).toBe(PROVISIONAL)
    await trial.db.run(`update measure set complete_from = '2021-01-01T00:00:00+08:00'`)
    await trial.db.run(`insert into touched (unit, month, last_event) select id, '-infinity', null from unit`)
    await wait(PAUSE_MS)
    await loop.pass()
    expect(await state('t1', 2)).toBe(0)
  }, 60_000)
})

describe('the scoring loop under load', () => {
  it('scores at most four times a second, and ends with everything counted', async () => {
    const loop = trial.loop()
    await four()
    loop.start()
    const begun = performance.now()
    for (let n = 0; n < 12; n++) {
      await trial.count(verified(`n${n}`, 't4', 1))
      await wait(60)
    }
    await wait(1_300)
    const seconds = (performance.now() - begun) / 1_000
    const seq = Number(await trial.seq('2021'))
    expect(seq).toBeGreaterThan(2)
    expect(seq).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1)
    expect(await trial.rows('2021')).toMatchObject({ t4: { rank: 1 } })
  }, 60_000)

  it('scores a board once for each seq when two processes meet on it', async () => {
    const [one, two] = [trial.loop(), trial.loop(trial.another())]
    await four()
    await Promise.all([one.pass(), two.pass()])
    for (let n = 0; n < 4; n++) {
      await trial.count(verified(`m${n}`, `t${(n % 4) + 1}`, 3))
      await wait(PAUSE_MS)
      await Promise.all([one.pass(), two.pass()])
    }
    const history = await trial.db.rows(raw<{ seq: bigint }>(), `select h.seq from board_history h join board b on b.id = h.board where b.period = '2021' order by 1`)
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: Number(await trial.seq('2021')) }, (_, at) => BigInt(at + 1)))
    expect(await trial.rows('2021')).toEqual(trial.expectedRows('2021'))
  }, 60_000)
})

/** Numbers of states, as stored. */
const PROVISIONAL = 1
const NOT_STARTED = 2
