import { afterEach, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { Trial, trialEvent } from '../testing/trial.ts'

describe('the scoring loop', () => {
  let trial: Trial
  afterEach(async () => await trial.close())

  const verified = (id: string, unit: string, count: number) => trialEvent(id, unit, { type: 'code.verified', time: '2021-11-10T09:30:00+08:00', data: { count, checkpoint: `${unit}-gate` } })

  it('makes the boards of the months in which something happened, and the current ones', async () => {
    trial = await Trial.open()
    await trial.count(trialEvent('e1', 't1', { type: 'code.verified', time: '2021-03-05T08:00:00+08:00' }))
    await trial.loop().pass()
    await trial.loop().pass()
    const boards = await trial.db.rows(raw<{ period: string }>(), 'select period from board order by period')
    expect(boards.map(({ period }) => period)).toEqual(['2021', '2021-03', '2021-11', '2021-Q1', '2021-Q4', 'ytd'])
  }, 60_000)

  it('moves a board to its next seq when an event changes a unit, and leaves the rows of others alone', async () => {
    trial = await Trial.open()
    const loop = trial.loop()
    await trial.count(verified('a', 't1', 5), verified('b', 't2', 3), verified('c', 't3', 2), verified('d', 't4', 1))
    await loop.pass()
    expect(await trial.seq('2021')).toBe(1n)
    expect(await trial.rows('2021')).toMatchObject({ t1: { rank: 1, score: '16.00' }, t2: { rank: 2, score: '12.00' }, t3: { rank: 3, score: '8.00' }, t4: { rank: 3, score: '8.00' } })
    await trial.count(verified('e', 't1', 1))
    await new Promise((resolve) => setTimeout(resolve, 260))
    await loop.pass()
    expect(await trial.seq('2021')).toBe(2n)
    const changed = await trial.db.rows(raw<{ code: string }>(), `select u.code from score_history h join board b on b.id = h.board join unit u on u.id = h.unit where b.period = '2021' and h.seq = 2`)
    expect(changed).toEqual([{ code: 't1' }])
  }, 60_000)
})
