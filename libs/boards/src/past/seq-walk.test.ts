import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readSeqs } from '../board/board.store.ts'
import { ScoredCity } from '../testing/scored-city.ts'
import { walkRows, walkTotals } from './seq-walk.ts'
import { readSeqAt, readSeqPoint, readUnitRowsThen } from './seq-walk.store.ts'

const AT = ['2021-11-01T08:00:00+08:00', '2021-11-01T09:00:00+08:00', '2021-11-01T10:00:00+08:00', '2021-11-01T11:00:00+08:00']
let city: ScoredCity
let board = 0
const unitOf = (code: string): number => city.platform.directory.unitByCode(code)?.id ?? 0
const codes = (changed: ReadonlyMap<number, unknown>): string[] => [...changed.keys()].map((id) => city.platform.directory.unitById(id)?.code ?? '?').sort()

beforeAll(async () => {
  city = await ScoredCity.open()
  const verify = (unit: string, count: number, time: string): Promise<void> => city.arrive(unit, 'code.verified', { time, data: { count, checkpoint: 'gate' } })
  for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await verify(unit, count, '2021-10-30T09:00:00+08:00')
  await city.score(AT[0] as string)
  await verify('t3', 1, AT[1] as string)
  await city.score(AT[1] as string)
  await city.score(AT[2] as string)
  await city.leave('t3')
  await city.score(AT[3] as string)
  board = (await readSeqs(city.platform.db)).find(({ period }) => period === '2021')?.id ?? 0
}, 60_000)
afterAll(async () => await city.platform.close())

describe('a walk over the seqs of a board', () => {
  it('tells each seq with the rows that were written at it, and with those that left', async () => {
    const walked = await walkRows(city.platform.db, { board, after: 0n, most: 10 })
    expect(walked.map(({ seq, at, changed }) => [seq, at, codes(changed)])).toEqual([
      [1n, Date.parse(AT[0] as string), ['t1', 't2', 't3']], [2n, Date.parse(AT[1] as string), ['t3']], [3n, Date.parse(AT[2] as string), []], [4n, Date.parse(AT[3] as string), ['t3']],
    ])
    expect(walked[1]?.changed.get(unitOf('t3'))).toMatchObject({ score: '14.00' })
    expect(walked[1]?.changed.get(unitOf('t3'))).not.toHaveProperty('facts')
    expect(walked[3]?.changed.get(unitOf('t3'))).toBeNull()
  })

  it('goes on where it was left, so many seqs at a time', async () => {
    const seqs = async (after: bigint, most: number): Promise<bigint[]> => (await walkRows(city.platform.db, { board, after, most })).map(({ seq }) => seq)
    expect([await seqs(0n, 2), await seqs(2n, 2), await seqs(4n, 2)]).toEqual([[1n, 2n], [3n, 4n], []])
  })

  it('gives a change whose own seq was thinned away to the next that is kept', async () => {
    await city.platform.db.run('delete from board_history where board = $1 and seq = 2', [board])
    const walked = await walkRows(city.platform.db, { board, after: 1n, most: 10 })
    expect(walked.map(({ seq, changed }) => [seq, codes(changed)])).toEqual([[3n, ['t3']], [4n, ['t3']]])
    expect(await readSeqPoint(city.platform.db, board, 2n)).toMatchObject({ seq: 1n })
  })

  it('tells of a unit whose place alone moved, with the place of then', async () => {
    const t1 = unitOf('t1')
    await city.platform.db.run('insert into place_history (board, unit, seq, at, rank, gap_above) values ($1, $2, 3, $3, 2, $4)', [board, t1, new Date(AT[2] as string), '0.50'])
    const walked = await walkTotals(city.platform.db, { board, after: 1n, most: 10 })
    expect(walked.map(({ seq, changed }) => [seq, changed.get(t1)?.rank])).toEqual([[3n, 2], [4n, undefined]])
    expect(walked[0]?.changed.get(t1)).toMatchObject({ rank: 2, gapAbove: '0.50', score: '20.00' })
    expect(walked[0]?.changed.get(t1)).not.toHaveProperty('cells')
    const then = async (seq: bigint, at: string): Promise<number | null | undefined> => (await readUnitRowsThen(city.platform.db, board, { units: [t1], seq, at: Date.parse(at) }))[0]?.row?.rank
    expect([await then(1n, AT[0] as string), await then(3n, AT[2] as string), await then(4n, AT[3] as string)]).toEqual([1, 2, 2])
  })

  it('finds the seq of an instant', async () => {
    expect([await readSeqAt(city.platform.db, board, Date.parse('2021-11-01T10:30:00+08:00')), await readSeqAt(city.platform.db, board, 0)]).toMatchObject([{ seq: 3n }, null])
  })
})
