import { describe, expect, it } from '@jest/globals'
import type { SilenceScope } from '@tierline/contracts/alert/alert'
import { coversAlert } from './silence-scope.ts'

const ALERT = { id: 7, watch: 'drop', rubric: 'liuan-2021', group: 'counties', unit: '341502' }

const CASES: [what: string, scope: SilenceScope, covers: boolean][] = [
  ['its watch', { watch: 'drop' }, true],
  ['another watch', { watch: 'late' }, false],
  ['its rubric', { rubric: 'liuan-2021' }, true],
  ['another rubric', { rubric: 'liuan-2022' }, false],
  ['its group', { group: 'counties' }, true],
  ['another group', { group: 'agencies' }, false],
  ['its unit among several', { units: ['341503', '341502'] }, true],
  ['other units', { units: ['341503'] }, false],
  ['no unit at all', { units: [] }, false],
  ['the alert itself', { alert: 7 }, true],
  ['another alert', { alert: 8 }, false],
  ['its watch, but another unit', { watch: 'drop', units: ['341503'] }, false],
  ['its rubric, group and unit', { rubric: 'liuan-2021', group: 'counties', units: ['341502'] }, true],
  ['its rubric, but another group', { rubric: 'liuan-2021', group: 'agencies' }, false],
  ['nothing', {}, false],
]

describe('a silence covers an alert when everything that it names is the alert’s own', () => {
  it.each(CASES)('a scope that names %s', (_what, scope, covers) => {
    expect(coversAlert(scope, ALERT)).toBe(covers)
  })
})
