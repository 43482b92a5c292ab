import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FrozenExplanation } from '@tierline/contracts/snapshot/content'
import { frozenCity } from '../testing/frozen-city.ts'
import type { FrozenCity } from '../testing/frozen-city.ts'

let city: FrozenCity
beforeAll(async () => { ({ city } = await frozenCity()) })
afterAll(async () => { await city.close() })

describe('the explanation that a snapshot keeps of a unit', () => {
  it('is what the contract says, agrees with the frozen row, and stays when the board moves on', async () => {
    const { rows } = await city.snapshots.desk.rows(1)
    const before = await city.snapshots.desk.unit(1, 't2')
    expect(FrozenExplanation.parse(before)).toEqual(before)
    expect(before).toMatchObject({ unit: 't2', low: rows.find(({ unit }) => unit === 't2')?.low })
    await city.ticket('t2', 'b3', { opened: '2021-11-02T09:00:00+08:00', days: 9 })
    await city.score('2021-11-20T08:00:00+08:00')
    expect(await city.snapshots.desk.unit(1, 't2')).toEqual(before)
  })

  it('is missed by name where there is no such unit or snapshot', async () => {
    await expect(city.snapshots.desk.unit(1, 'nowhere')).rejects.toMatchObject({ problem: { status: 404, detail: expect.stringContaining('"nowhere"') as unknown } })
    await expect(city.snapshots.desk.unit(999, 't2')).rejects.toMatchObject({ problem: { status: 404 } })
  })
})
