import { describe, expect, it } from '@jest/globals'
import type { RubricContext } from '../check/rubric-context.ts'
import { smallRubric } from '../testing/small-rubric.ts'
import { coverageOf } from './coverage/coverage.ts'
import { readTests } from './read-tests.ts'
import { testRubric } from './run-tests.ts'

const context: RubricContext = {
  catalogue: { types: { done: { fields: { person: { kind: 'code', required: true }, times: { kind: 'integer', min: 1 } }, count: 'times' }, faults: { fields: {} }, extra: { fields: {} } } },
  units: { units: [{ code: '1', name: '甲县', aliases: ['甲'] }, { code: '2', name: '乙县' }], groups: [{ id: 'all', units: ['1', '2'] }] },
}
const rubric = smallRubric()
const HEAD = "rubric: small\nperiod: '2021'\ninstant: 2021-12-31T23:59:59+08:00\ntests:\n"

function failures(tests: string, head = HEAD): string[] {
  const run = testRubric(rubric, head + tests, { context })
  return 'faults' in run ? run.faults.map((fault) => `${fault.path}: ${fault.found}`) : run.outcomes.flatMap((outcome) => outcome.failures)
}

describe('testRubric', () => {
  it('folds events by the catalogue: counts, repeats, corrections of units by alias', () => {
    const tests = `
  - name: by events
    events:
      - { at: 2021-03-01T08:00:00+08:00, type: done, unit: 甲, times: '3', data: { person: 'p{n}' } }
      - { at: 2021-03-01T08:00:00+08:00, type: done, unit: 乙县, data: { person: q, times: '5' } }
    given: { attributes: { target: '5' } }
    units: { 甲: {}, '2': {} }
    expect:
      甲: { completion: { value: 60.00 %, points: '15' } }
      '2': { completion: { value: 100.00 %, points: '30' } }`
    expect(failures(tests)).toEqual([])
    expect(failures(tests.replace("points: '15'", "points: '16'"))).toEqual(['1 completion: points is 15.00, expected 16'])
  })

  it('keeps the clock: an event out of the period counts nothing, one after the instant is a fault', () => {
    const row = (at: string, expected: string): string => `
  - { name: late, leaf: order, rows: [{ ${expected}, given: { events: [{ at: ${at}, type: faults }] } }] }`
    expect(failures(row('2021-06-01T08:00:00+08:00', "points: '7'"))).toEqual([])
    expect(failures(row('2020-06-01T08:00:00+08:00', 'state: no_data'))).toEqual([])
    expect(failures(row('2022-01-01T00:00:00+08:00', "points: '10'"))).toEqual([expect.stringContaining('2022-01-01T00:00:00+08:00')])
  })

  it.each([
    ['an unknown indicator', "leaf: gone, rows: [{ points: '1' }]", 'tests[0].leaf: "gone"'],
    ['an unknown state', 'leaf: order, rows: [{ state: lost }]', 'tests[0].rows[0].state: "lost"'],
    ['an unknown tier', "units: { a: {} }, expect: { a: { total: { tier: best } } }", 'tests[0].expect.a.total.tier: "best"'],
    ['a tier of a leaf', 'leaf: order, rows: [{ tier: high }]', 'tests[0].rows[0].tier: `tier` of order'],
    ['a test that expects nothing', 'leaf: order, rows: [{ given: { events: \'1\' } }]', 'tests[0].rows[0]: nothing expected'],
    ['a unit that the test does not have', "units: { a: {} }, expect: { b: { order: { points: '1' } } }", 'tests[0].expect.b: "b"'],
    ['a field that the catalogue does not have', "leaf: order, rows: [{ points: '1', given: { events: [{ at: 2021-06-01T08:00:00+08:00, type: faults, data: { colour: red } }] } }]", 'colour'],
    ['a missing field', "leaf: order, rows: [{ points: '1', given: { events: [{ at: 2021-06-01T08:00:00+08:00, type: done }] } }]", 'person'],
    ['a number out of its bounds', "leaf: order, rows: [{ points: '1', given: { events: [{ at: 2021-06-01T08:00:00+08:00, type: done, data: { person: p, times: '0' } }] } }]", 'times'],
  ])('refuses %s', (_name, test, found) => {
    expect(failures(`  - { name: t, ${test} }`).join('\n')).toContain(found)
  })

  it('refuses the tests of another rubric', () => {
    expect(failures("  - { name: t, leaf: order, rows: [{ points: '1' }] }", HEAD.replace('small', 'large'))).toEqual(['rubric: "large"'])
  })
})

describe('coverageOf', () => {
  const covered = (tests: string): Set<string> => {
    const read = readTests(HEAD + tests)
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    const run = coverageOf(rubric, read.file, { context })
    if ('faults' in run) throw new Error(JSON.stringify(run.faults))
    expect(run.coverage.all - run.coverage.missing.length).toBe(run.coverage.reached)
    return new Set(run.coverage.missing.map(({ indicator, id }) => `${indicator ?? ''} ${id}`))
  }
  const rows = (...done: string[]): string => `  - { name: t, leaf: completion, given: { attributes: { target: '10' } }, rows: [${done.map((n) => `{ low: '0', given: { measures: { done: '${n}' } } }`).join(', ')}] }\n`

  it('asks for every step and both sides of every bound', () => {
    const missing = covered(rows('10', '9'))
    expect([...missing].filter((name) => name.startsWith('completion steps'))).toEqual(['completion steps[2]', 'completion steps[1].bounds[0].at', 'completion steps[1].bounds[0].beyond'])
    expect([...covered(rows('10', '9', '5', '4'))].filter((name) => name.startsWith('completion steps'))).toEqual([])
  })

  it('counts only what a test speaks of', () => {
    const missing = covered(rows('10'))
    expect(missing).toContain('order none')
    expect(missing).toContain(' tiers.high')
    expect(missing).toContain('use state.not_applicable')
  })
})
