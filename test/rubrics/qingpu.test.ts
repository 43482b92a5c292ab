import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { UnitsFile } from '@tierline/contracts/unit'
import { boardHead, parseRubric, underReading } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import { parse } from 'yaml'

const [agencies, towns] = ['qingpu-agencies-2024', 'qingpu-towns-2024'].map(read)
const units = UnitsFile.parse(parse(readFileSync('rubrics/units/qingpu.yaml', 'utf8')))

describe('the two trees of Qingpu 2024', () => {
  it.each([
    ['agencies', agencies, { 1: '10.00', 2: '5.00', 3: '15.00', 4: '10.00', 5: '10.00', 6: '5.00', 7: '30.00', 8: '15.00' }, 19],
    ['towns', towns, { 1: '10.00', 2: '10.00', 3: '15.00', 4: '20.00', 5: '30.00', 6: '15.00' }, 15],
  ])('%s: the rows have the printed points, and the clauses are all there', (_, rubric, rows, clauses) => {
    const { indicators } = boardHead(rubric as Rubric)
    expect(Object.fromEntries(indicators.filter(({ number }) => /^\d$/.test(number)).map(({ number, max }) => [number, max]))).toEqual(rows)
    const scored = indicators.filter(({ leaf, bonus, penalty, number }) => leaf && !bonus && !penalty && /^\d/.test(number))
    // The row 服务评价 is one leaf of two clauses.
    expect(scored).toHaveLength(Number(clauses) - 1)
  })

  it('are for 42 agencies and 11 towns and subdistricts', () => {
    expect(units.groups.map(({ id, units: members }) => [id, members.length])).toEqual([['qingpu-agencies', 42], ['qingpu-towns', 11]])
    expect(units.units.filter(({ local }) => !local).map(({ code }) => code.slice(0, 6))).toEqual(Array.from({ length: 11 }, () => '310118'))
    expect([agencies?.groups, towns?.groups]).toEqual([['qingpu-agencies'], ['qingpu-towns']])
  })

  it('measure until the last day of sampling and no longer', () => {
    for (const rubric of [agencies, towns]) for (const measure of Object.values(rubric?.measures ?? {})) expect(new Date(measure.until).toISOString()).toBe('2024-11-30T16:00:00.000Z')
  })

  it('name three tiers without lines, so that no score falls into one', () => {
    for (const rubric of [agencies, towns]) {
      if (!rubric) throw new Error('no rubric')
      const head = boardHead(rubric)
      expect(head.tiers.map(({ id, line }) => [id, line])).toEqual([['excellent', null], ['good', null], ['fair', null]])
      expect(head.conversion?.weight).toBeNull()
    }
  })

  it('can be scored again under every reading that changes something', () => {
    for (const rubric of [agencies, towns]) {
      const unscorable = rubric?.ambiguities?.filter(({ id, options, chosen }) => options.every((option) => option.id === chosen || underReading(rubric, id, option.id) === null)).map(({ id }) => id)
      expect(unscorable).toEqual(rubric === agencies ? ['digital_agencies', 'tiers_read', 'sampled_from'] : ['tiers_read', 'sampled_from'])
    }
  })
})

function read(id: string): Rubric {
  const parsed = parseRubric(readFileSync(`rubrics/${id}.yaml`, 'utf8'), `${id}.yaml`)
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults))
  return parsed.rubric
}
