import { describe, expect, it } from '@jest/globals'
import { QuarantineList, Reconciliation, ReplayRequest } from '@tierline/contracts/quality'
import { balanceOf } from './balance.ts'
import { hourBars, hourText } from './hour-tallies.ts'
import { BALANCED, QUARANTINE } from './quality-fixture.ts'
import { filterChoices, NO_FILTER, quarantineQuery, replayRequest } from './quarantine-query.ts'

it('the fixtures are what the contracts say', () => {
  expect([Reconciliation.safeParse(BALANCED).success, QuarantineList.safeParse(QUARANTINE).success]).toEqual([true, true])
})

describe('balanceOf', () => {
  it('is balanced where the outcomes add up and the server agrees', () => {
    expect(balanceOf(BALANCED)).toEqual({ accepted: 358_204, sum: 358_204, missing: 0, balanced: true })
  })

  it.each([
    ['accepted and outcomes differ', { ...BALANCED, accepted: 358_207 }, 3],
    ['there are more outcomes than accepted', { ...BALANCED, accepted: 358_200 }, -4],
    ['the log is three records ahead of the ledger', { ...BALANCED, balanced: false, position: { '0': '358000', '1': '212' } }, 3],
    ['the server found a fault that the sums do not show', { ...BALANCED, balanced: false }, 0],
    ['no position is known', { ...BALANCED, balanced: false, position: {} }, 0],
  ])('is not balanced where %s', (_, reconciliation, missing) => {
    expect(balanceOf(reconciliation)).toMatchObject({ missing, balanced: false })
  })
})

describe('hourBars', () => {
  it('adds the sources hour by hour, oldest first', () => {
    const bars = hourBars(BALANCED.sources, 3)
    expect(bars).toEqual([
      { hour: '12-15 08:00', counted: 1355, duplicate: 4, aside: 0 },
      { hour: '12-15 09:00', counted: 1299, duplicate: 2, aside: 0 },
      { hour: '12-15 10:00', counted: 424, duplicate: 0, aside: 0 },
    ])
  })

  it('counts conflicts, quarantine and held as put aside', () => {
    expect(hourBars(BALANCED.sources, 4)[0]).toEqual({ hour: '12-15 07:00', counted: 1188, duplicate: 6, aside: 4 })
  })

  it('writes a dash for an hour it cannot read', () => {
    expect(hourText(Number.NaN)).toBe('—')
  })
})

describe('quarantine filter', () => {
  it('leaves empty parts out of the query', () => {
    expect(quarantineQuery(NO_FILTER)).toEqual({ limit: '50' })
    expect(quarantineQuery({ code: 'held', source: 's', state: 'all', offset: 50 })).toEqual({ code: 'held', source: 's', state: 'all', limit: '50', offset: '50' })
  })

  it('offers codes and sources with their counts, most first', () => {
    expect(filterChoices(QUARANTINE.byCode)).toEqual({
      codes: [{ value: 'unknown_unit', count: 37 }, { value: 'wrong_field', count: 7 }, { value: 'conflicting', count: 3 }, { value: 'held', count: 3 }],
      sources: [{ value: '/demo/city/codes', count: 43 }, { value: '/demo/city/12345', count: 7 }],
    })
  })

  it.each([
    [[50, 49], { ...NO_FILTER, code: 'held' }, { ids: [50, 49], dryRun: true }],
    [[], { ...NO_FILTER, code: 'held' }, { code: 'held', dryRun: true }],
    [[], NO_FILTER, { dryRun: true }],
  ])('replays %j under %j as %j', (chosen, filter, request) => {
    expect(replayRequest(chosen, filter, true)).toEqual(request)
    expect(ReplayRequest.safeParse(request).success).toBe(true)
  })
})
