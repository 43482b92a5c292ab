import { describe, expect, it } from '@jest/globals'
import { Alert, AlertDetail, AlertEnd, INSTANCE_STATES } from '@tierline/contracts/alert/alert'
import { Channel, Delivery } from '@tierline/contracts/alert/channel'
import { Watch } from '@tierline/contracts/alert/watch'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { fixtureAlert, fixtureAlerts, fixtureChannels, fixtureDeliveries, fixtureDetail, fixtureWatches } from '../testing/fixture-alerts.ts'
import { emptyFields, faultAt, faultsElsewhere, plainPath } from './act-fields.ts'
import { countAlerts, matches } from './alert-counts.ts'
import { alertFilterQuery, alertsPath, historyPath, isNarrowed, NO_FILTER, openPath, parseAlertFilter } from './alert-query.ts'
import { fractionText, rankMove, scoreText } from './card-figures.ts'
import { flagsOf } from './flags.ts'
import { scopeOf } from './silence-scopes.ts'
import { instantOf, silenceEnd } from './silence-until.ts'
import { alertLook, stateLook, worstOf } from './state-look.ts'

const board = fixtureBoard({ units: 8 })
const alerts = fixtureAlerts(board)
const open = alerts.filter(({ endedAt }) => endedAt === null)

it('the fixtures are what the contracts say', () => {
  for (const alert of alerts) expect([Alert.safeParse(alert).error, AlertDetail.safeParse(fixtureDetail(alert)).error]).toEqual([undefined, undefined])
  for (const watch of fixtureWatches(board)) expect(Watch.safeParse(watch).error).toBeUndefined()
  for (const channel of fixtureChannels()) expect(Channel.safeParse(channel).error).toBeUndefined()
  for (const delivery of fixtureDeliveries('duty')) expect(Delivery.safeParse(delivery).error).toBeUndefined()
})

describe('the filter of the list', () => {
  it('survives the address there and back, keeps what belongs to others, and leaves defaults out', () => {
    const filter = { state: 'ended', severity: 'critical', rubric: 'r', group: '六安', unit: 'u', watch: 'w' } as const
    expect(parseAlertFilter(alertFilterQuery(filter, { theme: 'dark', unit: 'old' }))).toEqual(filter)
    expect(alertFilterQuery(NO_FILTER, { theme: 'dark', severity: 'notice' })).toEqual({ theme: 'dark' })
    expect(parseAlertFilter({ state: 'gone', severity: 'loud', unit: ['a', 'b'] })).toEqual(NO_FILTER)
  })
  it('asks the server for the open alerts unless told otherwise, and for the same as a file', () => {
    expect(alertsPath(NO_FILTER, { limit: 100, before: 7 })).toBe('/v1/alerts?state=active&before=7&limit=100')
    expect(openPath({ limit: 1 })).toBe('/v1/alerts?state=active&limit=1')
    expect(historyPath({ ...NO_FILTER, state: 'all', group: '六安' }, 'zh')).toBe('/v1/alerts.csv?state=all&group=%E5%85%AD%E5%AE%89&lang=zh')
  })
  it('is narrowed by anything but the state', () => {
    expect([isNarrowed({ ...NO_FILTER, state: 'all' }), isNarrowed({ ...NO_FILTER, unit: 'u' })]).toEqual([false, true])
  })
  it('counts each choice under the other parts', () => {
    const unit = open[0]?.unit ?? ''
    const counts = countAlerts(open, { ...NO_FILTER, severity: 'notice', unit })
    expect(counts.severities).toEqual({ notice: 1, warning: 0, critical: 1 })
    expect(counts.units).toEqual([expect.objectContaining({ id: unit, count: 1 })])
    expect(countAlerts(open, NO_FILTER).boards).toEqual([{ id: 'hotline-12345/luan-counties', title: open[0]?.boardTitle, count: 7 }])
    expect(open.filter((alert) => matches(alert, { ...NO_FILTER, group: 'other' }))).toEqual([])
  })
})

describe('the look of a state', () => {
  it('is told by a shape and a word of its own, and only trouble is loud', () => {
    const looks = INSTANCE_STATES.map(stateLook)
    expect(new Set(looks.map(({ path }) => path)).size).toBe(INSTANCE_STATES.length)
    expect(looks.filter(({ isLoud }) => isLoud).map(({ word }) => word)).toEqual(['alerting', 'error'])
  })
  it.each([...AlertEnd.options])('of an alert that ended as %s says so, and only a recovery looks recovered', (ended) => {
    const look = alertLook({ state: 'normal', endedAt: '2021-11-18T08:00:00+08:00', ended })
    expect([look.word, look.path === stateLook('normal').path]).toEqual([ended, ended === 'recovered'])
  })
  it('without data is never that of a recovery', () => {
    expect(alertLook({ state: 'no_data', endedAt: null, ended: null }).word).toBe('no_data')
  })
  it('knows the worst severity', () => {
    expect([worstOf([]), worstOf([{ severity: 'notice' }, { severity: 'critical' }, { severity: 'warning' }])]).toEqual([null, 'critical'])
  })
})

describe('the figures of a card', () => {
  it('name numerator and denominator together or not at all', () => {
    expect([fractionText({ numerator: '1412', denominator: '1438' }), fractionText({ numerator: '1', denominator: null })]).toEqual(['1,412 ÷ 1,438', null])
  })
  it('give the score, or the range in which it lay', () => {
    expect([scoreText({ score: '88.10', low: '88.10', high: '88.10' }), scoreText({ score: null, low: '80.00', high: '90.00' })]).toEqual(['88.10', '80.00–90.00'])
  })
  it.each([[7, 4, '4 → 7', 3], [2, 5, '5 → 2', -3], [3, 3, '3', 0], [3, null, '3', null], [null, 3, '—', null]])('rank %p after %p', (rank, previousRank, text, places) => {
    expect(rankMove({ rank, previousRank })).toEqual({ text, places })
  })
})

describe('the flags of a board', () => {
  it('stand at its own units only, worst first', () => {
    const other = fixtureAlert(board, 3, { id: 99, board: { ...board.key, period: '2021-10' } })
    const flags = flagsOf([other, ...open], board.key)
    expect(flags.get(open[0]?.unit ?? '')?.map(({ id, severity }) => [id, severity])).toEqual([[31, 'critical'], [29, 'notice']])
    expect([...flags.values()].flat().some(({ id }) => id === 99)).toBe(false)
  })
})

describe('a silence', () => {
  it('reaches from this alert to the whole board', () => {
    const [alert] = open
    if (!alert) throw new Error('the fixture has open alerts')
    expect([scopeOf('alert', alert), scopeOf('unit', alert), scopeOf('watch', alert), scopeOf('board', alert)]).toEqual([{ alert: 31 }, { watch: 'on-time-floor', units: [alert.unit] }, { watch: 'on-time-floor' }, { rubric: 'hotline-12345', group: 'luan-counties' }])
  })
  it.each([['hour', '2021-11-19T00:30'], ['four_hours', '2021-11-19T03:30'], ['morning', '2021-11-19T09:00'], ['day', '2021-11-19T23:30'], ['week', '2021-11-25T23:30']] as const)('lasts until %s of the system’s clock', (end, local) => {
    expect(silenceEnd(end, '2021-11-18T15:30:00Z')).toBe(local)
    expect(Date.parse(instantOf(local) ?? '')).toBeGreaterThan(Date.parse('2021-11-18T15:30:00Z'))
  })
  it('is sent as an instant of Asia/Shanghai', () => {
    expect([instantOf('2021-11-19T09:00'), instantOf('morgen')]).toEqual(['2021-11-19T09:00:00+08:00', null])
  })
})

describe('a form', () => {
  const fault = (path: string) => ({ path, found: 'f', expected: 'e', mend: 'm' })
  it('knows its empty fields and the server’s faults by path', () => {
    expect(emptyFields({ by: ' ', reason: 'r', key: '' })).toEqual(['by', 'key'])
    expect(['$.watch.condition.line', 'channel.target.to[0]', 'id', '$'].map(plainPath)).toEqual(['condition.line', 'target.to.0', 'id', ''])
    expect(faultAt([fault('$.until')], 'until')).toEqual(fault('$.until'))
    expect(faultsElsewhere([fault('id'), fault('scope.unit')], (path) => path === 'id')).toEqual([fault('scope.unit')])
  })
})
