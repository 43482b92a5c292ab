import { describe, expect, it } from '@jest/globals'
import { planBoard } from '../evaluate/plan/plan-board.ts'
import { faultsAfter, smallRubric, year } from '../testing/small-rubric.ts'
import { parameterDays, withParameters } from './parameters.ts'

const DECLARED = `parameters:
  line: { title: { zh: 优秀线, en: Line }, dated: [{ from: 2021-01-01, value: '90' }, { from: 2021-07-01, value: '85' }] }
  base: { title: { zh: 满意度基准, en: Base }, dated: [{ from: 2021-01-01, value: 90% }, { from: 2021-10-01, value: 80% }] }
tiers:`
const withLine = (text: string): string => text.replace("line: '90'", 'line: $line').replace('base: 90%', 'base: $base').replace('tiers:', DECLARED)

describe('a dated parameter', () => {
  const rubric = smallRubric(withLine)
  const figures = (day: string): unknown[] => {
    const { tiers, indicators } = withParameters(rubric, day)
    return [typeof tiers === 'string' ? tiers : tiers.lines[0]?.line, JSON.stringify(indicators[1]).match(/"base":"([^"]*)"/)?.[1]]
  }

  it.each([['2020-05-01', ['90', '90%']], ['2021-06-30', ['90', '90%']], ['2021-07-01', ['85', '90%']], ['2021-10-01', ['85', '80%']]])('has on %s the value in force', (day, expected) => {
    expect(figures(day)).toEqual(expected)
  })

  it.each([
    ['the last day of the period', undefined, 8500],
    ['today, while the period runs', Date.parse('2021-06-30T23:59:59+08:00'), 9000],
    ['the first instant of a new value', Date.parse('2021-07-01T00:00:00+08:00'), 8500],
    ['the last day, long after the period', Date.parse('2030-01-01T00:00:00+08:00'), 8500],
  ])('is taken for a board as on %s', (_name, instant, line) => {
    expect(planBoard(rubric, year(), 'all', { instant }).compiled.tiers[0]?.line).toBe(line)
  })

  it('tells its days, and costs nothing where there is none', () => {
    expect(parameterDays(rubric)).toEqual(['2021-01-01', '2021-07-01', '2021-10-01'])
    const plain = smallRubric()
    expect(withParameters(plain, '2021-01-01')).toBe(plain)
  })
})

describe('a rubric with parameters', () => {
  it('is checked with the values of every date', () => {
    const faults = faultsAfter((text) => withLine(text).replace("value: '85'", "value: '55'"))
    expect(faults.map(({ path, found }) => `${path}: ${found}`)).toEqual(['tiers.lines[1].line: 60'])
  })

  it('refuses a percentage where points belong, names that stand nowhere and parameters that nothing names', () => {
    expect(faultsAfter((text) => withLine(text).replace("value: '85'", 'value: 85%')).map(({ path }) => path)).toContain('tiers.lines[0].line')
    expect(faultsAfter((text) => text.replace("line: '90'", 'line: $nowhere')).map(({ path, found }) => `${path} ${found}`)).toContain('tiers.lines[0].line $nowhere')
    expect(faultsAfter((text) => text.replace('tiers:', DECLARED)).map(({ path }) => path)).toEqual(['parameters.line', 'parameters.base'])
    expect(faultsAfter((text) => withLine(text).replace("from: 2021-07-01, value: '85'", "from: 2021-01-01, value: '85'")).map(({ path }) => path)).toEqual(['parameters.line.dated[1].from'])
  })
})
