import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { Trial } from '../testing/trial.ts'
import { Thinning } from './thinning.ts'

const NOW = Date.parse('2021-11-15T10:00:00+08:00')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('thinning the history of boards', () => {
  let trial: Trial
  let board: number
  beforeAll(async () => {
    trial = await Trial.open()
    await trial.loop().pass()
    board = (await trial.db.one(raw<{ id: number }>(), `select id from board where period = '2021'`)).id
    await trial.db.run('delete from score_history')
    await trial.db.run('delete from place_history')
    await trial.db.run('delete from board_history')
    // Every 20 seconds for four minutes, of ages on both sides of each grade.
    for (const [at, ageMs] of [HOUR_MS, 3 * DAY_MS, 40 * DAY_MS].entries()) {
      for (const [unit, first] of [[1, 0], [2, 100]] as const) {
        await trial.db.run(
          `insert into score_history (board, unit, seq, at, row) select $1, $2, $3 + n, $4::timestamptz + n * interval '20 seconds', '{}' from generate_series(0, 11) as n`,
          [board, unit, 1_000 * (3 - at) + first, new Date(NOW - ageMs)])
        await trial.db.run(
          `insert into place_history (board, unit, seq, at, rank) select $1, $2, $3 + n, $4::timestamptz + n * interval '20 seconds', n from generate_series(0, 11) as n`,
          [board, unit, 1_000 * (3 - at) + first, new Date(NOW - ageMs)])
      }
      await trial.db.run(
        `insert into board_history (board, seq, at, rubric_hash, position, provisional, summaries) select $1, $2 + n, $3::timestamptz + n * interval '20 seconds', '', '{}', false, '[]' from generate_series(0, 11) as n`,
        [board, 1_000 * (3 - at), new Date(NOW - ageMs)])
    }
  }, 60_000)
  afterAll(async () => await trial.close())

  const kept = async (table: string): Promise<Record<string, string[]>> => {
    const rows = await trial.db.rows(raw<{ age: string; seqs: string }>(), `select (seq / 1000)::text as age, string_agg((seq % 100)::text, ' ' order by seq) as seqs from ${table} group by 1 order by 1`)
    return Object.fromEntries(rows.map(({ age, seqs }) => [age, seqs.split(' ')]))
  }
  const every = Array.from({ length: 12 }, (_, n) => String(n))

  it('keeps 48 hours whole, the last of each minute for 30 days, then the last of each hour, unit by unit', async () => {
    await new Thinning(trial.db).run(NOW, [board])
    for (const table of ['score_history', 'place_history']) expect(await kept(table)).toEqual({ 3: [...every, ...every], 2: ['2', '5', '8', '11', '2', '5', '8', '11'], 1: ['11', '11'] })
    expect(await kept('board_history')).toEqual({ 3: every, 2: ['2', '5', '8', '11'], 1: ['11'] })
  }, 60_000)

  it('keeps what held at a seq that somebody cites', async () => {
    const at = new Date(NOW - 3 * DAY_MS)
    await trial.db.run(`insert into cited_seq (board, seq) values ($1, 2201)`, [board])
    for (const n of [200, 201, 202, 203]) {
      await trial.db.run(`insert into score_history (board, unit, seq, at, row) values ($1, 3, $2, $3, '{}')`, [board, 2_000 + n, new Date(at.getTime() + n)])
      await trial.db.run(`insert into board_history (board, seq, at, rubric_hash, position, provisional, summaries) values ($1, $2, $3, '', '{}', false, '[]')`, [board, 2_000 + n, new Date(at.getTime() + n)])
    }
    // A unit that was last written before the cited seq, and again after it.
    for (const n of [199, 204]) await trial.db.run(`insert into score_history (board, unit, seq, at, row) values ($1, 4, $2, $3, '{}')`, [board, 2_000 + n, new Date(at.getTime() + n)])
    await new Thinning(trial.db).run(NOW, [board])
    const seqs = async (table: string, unit = ''): Promise<number[]> => (await trial.db.rows(raw<{ seq: bigint }>(), `select seq from ${table} where seq between 2199 and 2204 ${unit} order by seq`)).map(({ seq }) => Number(seq))
    expect([await seqs('score_history', 'and unit = 3'), await seqs('score_history', 'and unit = 4'), await seqs('board_history')]).toEqual([[2_201, 2_203], [2_199, 2_204], [2_201, 2_203]])
    await trial.db.run('delete from score_history where seq between 2199 and 2204')
    await trial.db.run('delete from board_history where seq between 2199 and 2204')
  }, 60_000)

  it('runs again only after an hour of the stored clock', async () => {
    const thinning = new Thinning(trial.db)
    await thinning.run(NOW, [board])
    await trial.db.run(`insert into score_history (board, unit, seq, at, row) values ($1, 1, 2012, $2, '{}')`, [board, new Date(NOW - 3 * DAY_MS + 239_000)])
    await thinning.run(NOW + HOUR_MS - 1, [board])
    expect((await kept('score_history'))['2']).toEqual(['2', '5', '8', '11', '12', '2', '5', '8', '11'])
  }, 60_000)
})
