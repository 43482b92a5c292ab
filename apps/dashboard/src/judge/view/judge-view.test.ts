import { describe, expect, it } from '@jest/globals'
import type { Cell } from '@tierline/contracts/board'
import type { Fault } from '@tierline/contracts/problem'
import type { JudgedLeaf } from '@tierline/contracts/rubric/page'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { withEverything } from '../../testing/fixture-rich.ts'
import { claimLines, claimSums } from './claim-lines.ts'
import { faultsByField, judgementOf, kindsFor, missingFields, type EntryDraft } from './entry.ts'
import { indicatorChoices } from './indicator-choices.ts'
import { judgeLink, parsePlace, placeQuery } from './judge-url.ts'

const place = { rubric: 'r', period: '2021', unit: 'u', indicator: 'i' }
const draft: EntryDraft = { kind: 'points', item: '', value: ' 2.5 ', reason: '理由', evidence: '台账', by: '张三', effective: '2021-11-01' }
const leaf = (kinds: JudgedLeaf['kinds']): JudgedLeaf => ({ indicator: 'i', kinds, least: '0.00', most: '5.00', step: null, items: [] })
const fault = (path: string): Fault => ({ path, found: 'f', expected: 'e', mend: 'm' })

describe('the address of the form', () => {
  it('survives there and back and keeps what belongs to others', () => {
    expect(placeQuery(parsePlace({ ...place, theme: 'dark' }), { theme: 'dark', unit: 'old' })).toEqual({ theme: 'dark', ...place })
    expect(judgeLink({ rubric: 'r', period: '', unit: '六安' })).toBe('/judge?rubric=r&unit=%E5%85%AD%E5%AE%89')
    expect(judgeLink({})).toBe('/judge')
  })
})

describe('what is entered', () => {
  it('offers the kinds that the leaf can take, of a veto only whether it is met, all where nothing is known', () => {
    expect(kindsFor(leaf(['points', 'adjusted']), false)).toEqual(['points', 'adjusted'])
    expect(kindsFor(null, true)).toEqual(['met'])
    expect(kindsFor(null, false)).not.toContain('withdrawn')
  })
  it.each([
    [{}, { hasItems: false, key: 'k' }, []],
    [{ value: '' }, { hasItems: false, key: 'k' }, ['value']],
    [{ value: '', kind: 'not_applicable' as const }, { hasItems: false, key: 'k' }, []],
    [{ kind: 'met' as const, value: 'true' }, { hasItems: true, key: 'k' }, ['item']],
    [{ reason: ' ', by: '' }, { hasItems: false, key: '' }, ['reason', 'by', 'key']],
    [{ kind: '' as const, value: '' }, { hasItems: false, key: 'k' }, ['kind']],
  ])('misses what is empty: %j', (patch, about, missing) => {
    expect(missingFields(place, { ...draft, ...patch }, about)).toEqual(missing)
  })
  it.each([
    [draft, { ...place, kind: 'points', value: '2.5', reason: '理由', evidence: '台账', by: '张三', effective: '2021-11-01' }],
    [{ ...draft, kind: 'met' as const, item: 'a', value: 'true' }, { kind: 'met', item: 'a', value: 'true' }],
  ])('is sent trimmed, with the item of a list: %#', (given, sent) => {
    expect(judgementOf(place, given)).toMatchObject(sent)
  })
  it('sends no value with a ruling, and no item with points', () => {
    expect(Object.keys(judgementOf(place, { ...draft, kind: 'not_applicable', item: 'a' }))).not.toEqual(expect.arrayContaining(['value']))
    expect('item' in judgementOf(place, { ...draft, item: 'a' })).toBe(false)
  })
  it('stands its faults at their fields, the rest below', () => {
    const found = faultsByField([fault('value'), fault('0.unit'), fault('value'), fault('body'), fault('withdraws')])
    expect(Object.keys(found.fields)).toEqual(['value', 'unit'])
    expect(found.others.map(({ path }) => path)).toEqual(['value', 'body', 'withdraws'])
  })
})

describe('claims beside what counts', () => {
  const board = withEverything(fixtureBoard({ units: 3, hasUnknown: false }))
  const row = board.rows[0]
  const head = board.indicators.find(({ id }) => id === 'satisfied')

  it('lists the claimed leaves, or all, with the difference', () => {
    if (!row || !head) throw new Error('the fixture has rows')
    const lines = claimLines(board.indicators, row, false)
    expect(lines.map((line) => [line.head.id, line.cell.claim, line.difference])).toEqual([['satisfied', '30.00', (30 - Number(row.cells['satisfied']?.points)).toFixed(2)]])
    expect(claimLines(board.indicators, row, true).map((line) => line.head.id)).toEqual(board.indicators.map(({ id }) => id))
    expect(claimSums(lines)).toEqual({ claimed: '30.00', counted: row.cells['satisfied']?.points, difference: lines[0]?.difference })
  })
  it('has no difference while nothing certain counts', () => {
    if (!row || !head) throw new Error('the fixture has rows')
    const unknown = { cells: { satisfied: { ...row.cells['satisfied'], points: null, claim: '30.00' } as Cell } }
    expect(claimSums(claimLines([head], unknown, false))).toEqual({ claimed: '30.00', counted: null, difference: null })
  })
})

describe('the tree of indicators', () => {
  it('knows how deep each stands', () => {
    const [first] = fixtureBoard({ units: 1 }).indicators
    if (!first) throw new Error('the fixture has indicators')
    const heads = [{ ...first, id: 'a', leaf: false }, { ...first, id: 'b', parent: 'a', leaf: false }, { ...first, id: 'c', parent: 'b' }]
    expect(indicatorChoices(heads).map(({ head, depth }) => [head.id, depth])).toEqual([['a', 0], ['b', 1], ['c', 2]])
  })
})
