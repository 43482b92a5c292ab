import { describe, expect, it } from '@jest/globals'
import type { Snapshot } from '@tierline/contracts/snapshot/snapshot'
import { fixtureLate, fixtureSnapshot, fixtureVerification } from '../testing/fixture-snapshot.ts'
import { decimalOf, decisionFaults, decisionOf } from './decision.ts'
import { changeOf, figureWords } from './difference-view.ts'
import { isPreviewed, previewOf } from './file-forms.ts'
import { branchesOf, comparedWith, partRows, scoreText } from './frozen-table.ts'
import { byBoard, filterQuery, parseFilter } from './list-filter.ts'
import { endOf, isFixed, lifeOf, mayRevise, movesInOrder, takesObjections } from './life.ts'
import { verdictOf } from './verdict.ts'
import { periodWords, scheduleWords, shanghaiInstant } from './words-of.ts'

const detailOf = (state: Snapshot['state']) => fixtureSnapshot({ id: 12, state }).detail
const standings = (about: Parameters<typeof lifeOf>[0]) => lifeOf(about).map(({ standing }) => standing).join(' ')

describe('the life of a snapshot', () => {
  it.each([
    ['draft', 'now ahead ahead ahead ahead'], ['checking', 'done now ahead ahead ahead'], ['final', 'done done done now ahead'], ['issued', 'done done done done now'],
    ['withdrawn', 'done done done done never'], ['superseded', 'done done done done done'],
  ] as const)('in %s stands %s', (state, expected) => {
    expect(standings(detailOf(state))).toBe(expected)
  })
  it('shows steps that the plan leaves out as left out, before and after they would have come', () => {
    const step = (state: string) => ({ at: '2021-12-05T01:00:00Z', state, by: '系统', note: '' })
    expect(standings({ state: 'draft', steps: [step('draft')], moves: ['final', 'withdrawn'] })).toBe('now left_out left_out ahead ahead')
    expect(standings({ state: 'final', steps: [step('draft'), step('final')], moves: ['issued', 'withdrawn'] })).toBe('done left_out left_out now ahead')
  })
  it('says who took a step when, the last time', () => {
    expect(lifeOf(detailOf('issued')).at(-1)?.taken).toMatchObject({ by: '陈局长', note: '同意发布' })
  })
  it('ends unmistakably where it must not be cited', () => {
    expect(endOf(detailOf('withdrawn'))).toMatchObject({ state: 'withdrawn', step: { by: '陈局长', note: '发现统计口径有误' } })
    expect([endOf(detailOf('issued')), endOf(detailOf('superseded'))?.state]).toEqual([null, 'superseded'])
  })
  it('offers the way on before the way out, and objections only while they are taken', () => {
    expect(movesInOrder(['withdrawn', 'issued', 'final'])).toEqual(['final', 'issued', 'withdrawn'])
    expect((['draft', 'checking', 'objections', 'final'] as const).filter(takesObjections)).toEqual(['objections'])
  })
  it('fixes the hash from final on, also of one that was withdrawn later', () => {
    expect((['draft', 'objections', 'final', 'withdrawn'] as const).map((state) => isFixed(detailOf(state)))).toEqual([false, false, true, true])
  })
  it.each([['issued', 2, true], ['issued', 3, false], ['withdrawn', 1, true], ['final', 1, false]] as const)('%s with newest revision %i may be revised: %s', (state, newest, expected) => {
    expect(mayRevise({ state, revision: newest === 3 ? 2 : newest, revisions: [{ id: 1, revision: newest, state }] })).toBe(expected)
  })
})

describe('the frozen board', () => {
  const { detail, rows } = fixtureSnapshot({ id: 12, state: 'issued' })
  it('has a column for each top indicator, ranked rows by rank, the others apart', () => {
    const heads = detail.head.board.indicators
    expect(branchesOf([...heads, { ...heads[0]!, id: 'part', parent: 'on_time' }]).map(({ id }) => id)).toEqual(['on_time', 'satisfied', 'response', 'returned'])
    const { ranked, apart } = partRows([...rows.rows].reverse())
    expect(ranked.map(({ rank }) => rank)).toEqual([...ranked].map(({ rank }) => rank).sort((a, b) => (a ?? 0) - (b ?? 0)))
    expect([ranked.length, apart.length]).toEqual([9, 1])
  })
  it('compares score and rank with an earlier snapshot, and says nothing where one side is unknown', () => {
    const row = { ...rows.rows[0]!, unit: 'a', score: '96.40', low: '96.40', high: '96.40', rank: 2 }
    const earlier = (then: object) => ({ id: 1, period: '2021-10', revision: 1, hash: 'h', rows: { a: { rank: 5, score: '95.60', tier: null, cells: {}, ...then } } })
    expect(comparedWith(row, earlier({}))).toEqual({ change: '+0.80', places: 3 })
    expect(comparedWith(row, earlier({ score: '97.00', rank: 1 }))).toEqual({ change: '−0.60', places: -1 })
    expect(comparedWith({ ...row, high: '99.00' }, earlier({ rank: null }))).toEqual({ change: null, places: null })
    expect(comparedWith({ ...row, unit: 'b' }, earlier({}))).toBeNull()
  })
  it.each([[{ score: '96.40', low: '96.40', high: '96.40' }, '96.40'], [{ score: '96.40', low: '96.40', high: '99.00' }, '96.40–99.00'], [{ score: null, low: '0.00', high: '0.00' }, '—']])('writes %j as %s', (row, expected) => {
    expect(scoreText(row)).toBe(expected)
  })
})

describe('a figure that differs', () => {
  it.each([
    ['score', '95.10', '94.70', { kind: 'plain', by: '−0.40' }], ['rank', '5', '3', { kind: 'places', by: 2 }], ['rank', null, '3', null], ['value', '93.00 %（465/500）', '94.02 %（472/502）', { kind: 'percent', by: '+1.02' }],
    ['value', '10.50 h', '9.00 h', null], ['tier', '良好', '优秀', null], ['score', '80.00–90.00', '85.00', null], ['points', '1,200.5', '1,201', { kind: 'plain', by: '+0.5' }],
  ] as const)('%s %s → %s moved by %j', (what, before, after, expected) => {
    expect(changeOf({ what, before, after })).toEqual(expected)
  })
  it('is told for every figure of the fixture that is one', () => {
    const figures = fixtureLate(fixtureSnapshot({ id: 1, state: 'final' })).units.flatMap(({ differences }) => differences)
    expect(figures.map((figure) => changeOf(figure)?.kind)).toEqual(['plain', 'places', 'plain', 'percent', 'plain', 'places', 'plain', 'percent'])
  })
})

describe('the words of a figure', () => {
  const tiers = [{ id: 'good', title: { zh: '良好', en: 'Good' }, line: '85', declaredBy: '测试' }]
  it.each([
    ['tier', '良好', 'Good'], ['tier', '旧等次', '旧等次'], ['unit', '金安区', "Jin'an"], ['score', '95.10', '95.10'], ['value', '良好', '良好'],
  ] as const)('a %s printed as %s is %s in English, and itself in Chinese', (what, printed, en) => {
    expect(figureWords(printed, { what, unit: { nameEn: "Jin'an" }, tiers })).toEqual({ zh: printed, en })
  })
})

describe('a decision', () => {
  it.each([['+1', '1'], ['−0.5', '-0.5'], ['－0．5', '-0.5'], ['0.50', '0.50'], ['half', null], ['', null], ['1e3', null]])('reads %s as %s', (text, expected) => {
    expect(decimalOf(text)).toBe(expected)
  })
  it('needs points only where it accepts, and a reason always', () => {
    expect(decisionFaults({ verdict: 'accept', adjustment: '', reason: '' })).toEqual({ adjustment: 'missing', reason: 'missing' })
    expect(decisionFaults({ verdict: 'accept', adjustment: 'many', reason: 'x' })).toEqual({ adjustment: 'decimal' })
    expect(decisionFaults({ verdict: 'reject', adjustment: 'many', reason: 'x' })).toEqual({})
  })
  it('never sends points with a rejection', () => {
    expect(decisionOf({ verdict: 'reject', adjustment: '1', reason: ' 超期 ' }, '王')).toEqual({ accept: false, by: '王', reason: '超期' })
    expect(decisionOf({ verdict: 'accept', adjustment: '+0.5', reason: '属实' }, '王')).toEqual({ accept: true, adjustment: '0.5', by: '王', reason: '属实' })
  })
})

describe('the list', () => {
  it('reads its filter from the address, writes it back and keeps what is not its own', () => {
    const query = { rubric: 'hotline-12345', group: 'luan-counties', state: 'issued', theme: 'dark', lang: 'zh-CN' }
    const filter = parseFilter(query)
    expect(filter).toEqual({ rubric: 'hotline-12345', group: 'luan-counties', period: null, state: 'issued' })
    expect(filterQuery(filter, query)).toEqual(query)
    expect(parseFilter({ state: 'melted', rubric: ['a'] })).toEqual({ rubric: null, group: null, period: null, state: null })
  })
  it('is parted by board, the newest cut-off and revision first', () => {
    const all = [fixtureSnapshot({ id: 1, state: 'superseded' }), fixtureSnapshot({ id: 2, state: 'issued', revision: 2 }), fixtureSnapshot({ id: 3, state: 'draft', period: '2021-12' })].map(({ detail }) => detail)
    const other = { ...all[0]!, id: 4, key: { ...all[0]!.key, group: 'towns' } }
    expect(byBoard([...all, other]).map(({ id, snapshots }) => [id, snapshots.map((one) => one.id)])).toEqual([['hotline-12345/luan-counties', [3, 2, 1]], ['hotline-12345/towns', [4]]])
  })
})

describe('words', () => {
  const said = (key: string, named: Record<string, string>) => `${key.split('.').pop()} ${Object.values(named).join(' ')}`
  it.each([['2021-11', 'month 2021 11'], ['2021-03', 'month 2021 3'], ['2021-Q4', 'quarter 2021 4'], ['2021', 'year 2021'], ['ytd', 'ytd'], ['2021-13', '2021-13']])('period %s', (id, expected) => expect(periodWords(id, said)).toBe(expected))
  it.each([
    ['0 9 5 * *', { form: 'month', day: '5', months: '', time: '09:00' }], ['0 30 9 10 1 *', { form: 'months', day: '10', months: '1', time: '09:30' }], ['0 8 8 1,4,7,10 *', { form: 'months', day: '8', months: '1、4、7、10', time: '08:00' }], ['15 0 * * *', { form: 'day', day: '', months: '', time: '00:15' }],
    ['*/5 * * * *', null], ['0 9 * * 1', null], ['0 9 L * *', null], ['nonsense', null], ['', null],
  ])('schedule %s', (cron, expected) => expect(scheduleWords(cron)).toEqual(expected))
  it.each([['2021-12-05T09:00', '2021-12-05T09:00:00+08:00'], ['2021-12-05T09:00:30', '2021-12-05T09:00:30+08:00'], ['', null]])('the local time %s is %s', (local, expected) => expect(shanghaiInstant(local)).toBe(expected))
})

describe('a verification', () => {
  it('that left a check out does not say that all holds', () => {
    expect(verdictOf(fixtureVerification(1))).toEqual({ kind: 'partly', skipped: 1 })
    expect(verdictOf(fixtureVerification(1, true)).kind).toBe('broken')
    expect(verdictOf({ holds: true, checks: [{ check: 'hash', outcome: 'holds', text: { zh: '', en: '' } }] })).toEqual({ kind: 'holds', skipped: 0 })
    expect(verdictOf({ holds: true, checks: [] }).kind).toBe('partly')
  })
})

describe('previews', () => {
  it('are made of what can be looked at in the page', () => {
    expect((['xlsx', 'csv', 'docx', 'png', 'pdf', 'json'] as const).filter(isPreviewed)).toEqual(['xlsx', 'csv', 'docx', 'png'])
    expect([previewOf('docx'), previewOf('pdf'), previewOf(undefined)]).toEqual(['docx', null, null])
  })
})
