import { describe, expect, it } from '@jest/globals'
import { boardPath, unitPath } from './board-address.ts'
import { failureOf } from './http.ts'

const problem = { type: 'about:blank', title: 't', status: 422, code: 'wrong_field', detail: 'Field x: found 1; expected 2.', faults: [{ path: '$.x', found: '1', expected: '2', mend: 'Send 2.' }] }

describe('a failed request', () => {
  it('carries the server’s own sentence and faults', () => {
    expect(failureOf(422, problem)).toMatchObject({ kind: 'error', code: 'wrong_field', message: problem.detail, faults: problem.faults })
  })
  it.each([
    [401, {}, 'forbidden'], [403, {}, 'forbidden'], [404, {}, 'not_found'], [503, {}, 'offline'], [502, null, 'offline'], [500, '<html>', 'error'],
    [409, { ...problem, code: 'calendar_unpublished' }, 'calendar'], [404, { ...problem, code: 'no_data' }, 'no_data'],
  ])('with status %i is one of the designed states', (status, value, kind) => {
    expect(failureOf(status, value).kind).toBe(kind)
  })
})

describe('addresses', () => {
  const live = { rubric: 'hotline-12345', group: '六安', period: null, at: null, reading: 'known' } as const

  it('name the board, and the instant only where there is one', () => {
    expect(boardPath(live)).toBe('/v1/boards/hotline-12345/%E5%85%AD%E5%AE%89')
    expect(boardPath({ ...live, period: '2021-11' })).toBe('/v1/boards/hotline-12345/%E5%85%AD%E5%AE%89?period=2021-11')
    expect(boardPath({ ...live, group: 'g', under: ['a:b', 'c:d'] })).toBe('/v1/boards/hotline-12345/g?under=a%3Ab&under=c%3Ad')
    expect(unitPath({ ...live, group: 'g', at: '2021-11-01T00:00:00+08:00' }, 'a/b')).toBe('/v1/boards/hotline-12345/g/units/a%2Fb?at=2021-11-01T00%3A00%3A00%2B08%3A00&reading=known')
  })
})
