import { describe, expect, it } from '@jest/globals'
import { versionFaults } from './version-faults.ts'
import { spanOf, versionInForce, versionsOf, versionToday } from './versions.ts'
import type { Versioned } from './versions.ts'

const version = (name: string, from: string, more: { until?: string; status?: 'draft'; id?: string } = {}): Versioned => ({
  id: more.id ?? 'r', version: name, fileName: `${name}.yaml`, effective: { from, ...(more.until === undefined ? {} : { until: more.until }) }, ...(more.status ? { status: more.status } : {}),
})
const FIRST = version('1', '2021-01-01')
const SECOND = version('2', '2021-07-01')
const DRAFT = version('3', '2021-03-01', { status: 'draft' })
const ALL = [SECOND, DRAFT, FIRST, version('9', '2020-01-01', { id: 'other' })]

describe('versions of one rubric', () => {
  it.each([
    ['2021', '2021-06-30T23:59:59+08:00', '1'],
    ['2021', '2021-07-01T00:00:00+08:00', '2'],
    ['2021-06', '2021-11-01T00:00:00+08:00', '1'],
    ['2021-07', '2021-11-01T00:00:00+08:00', '2'],
    ['2021-Q2', '2022-11-01T00:00:00+08:00', '1'],
    ['ytd', '2021-07-01T08:00:00+08:00', '2'],
    ['2020', '2021-07-01T08:00:00+08:00', '1'],
  ])('score the period %s at %s by version %s', (period, instant, expected) => {
    expect(versionInForce(ALL, { id: 'r', period }, Date.parse(instant))?.version).toBe(expected)
  })

  it('are none of an unknown rubric or period, and a draft is never one', () => {
    expect(versionInForce(ALL, { id: 'x', period: '2021' }, 0)).toBeUndefined()
    expect(versionInForce(ALL, { id: 'r', period: 'soon' }, 0)).toBeUndefined()
    expect(versionToday([DRAFT], 'r', Date.parse('2021-04-01T00:00:00Z'))).toBeUndefined()
    expect(versionsOf(ALL, 'r').map((one) => one.version)).toEqual(['1', '2'])
  })

  it('stay with the one that was last where none is in force', () => {
    const ended = [version('1', '2021-01-01', { until: '2021-02-28' }), SECOND]
    expect(versionInForce(ended, { id: 'r', period: '2021' }, Date.parse('2021-04-01T00:00:00+08:00'))?.version).toBe('1')
  })

  it('end the day before the next begins, where they are open-ended', () => {
    expect([FIRST, SECOND, DRAFT].map((one) => spanOf(one, ALL))).toEqual([{ from: '2021-01-01', until: '2021-06-30' }, { from: '2021-07-01', until: null }, { from: '2021-03-01', until: null }])
  })
})

describe('faults among several files', () => {
  it.each<[string, Versioned[], string[]]>([
    ['none where a later one supersedes an open-ended one', ALL, []],
    ['none where one ends the day before', [version('1', '2021-01-01', { until: '2021-06-30' }), SECOND], []],
    ['one where explicit spans share a day', [version('1', '2021-01-01', { until: '2021-07-01' }), SECOND], ['2.yaml effective.from: found 2021-07-01, on which version 1 of r is in force too (2021-01-01 … 2021-07-01, in 1.yaml)']],
    ['one where both begin on one day', [FIRST, version('2', '2021-01-01')], ['2.yaml effective.from: found 2021-01-01, on which version 1 of r is in force too (2021-01-01 …, in 1.yaml)']],
    ['one where both have one version', [FIRST, version('1', '2021-09-01')], ['1.yaml version: found r 1, which 1.yaml has already']],
    ['none of a draft within another’s days', [version('1', '2021-01-01', { until: '2021-12-31' }), DRAFT], []],
  ])('%s', (_name, rubrics, expected) => {
    expect(versionFaults(rubrics).map(({ file, path, found }) => `${file} ${path}: found ${found}`)).toEqual(expected)
  })
})
