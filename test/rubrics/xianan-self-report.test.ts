import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { scoreFile } from '@tierline/scoring'
import type { ScoredFile } from '@tierline/scoring'

const rubric = { name: 'xianan-2022.yaml', text: readFileSync('rubrics/xianan-2022.yaml', 'utf8') }
const claimed = scored('xianan-2022')
const reviewed = scored('xianan-2022-reviewed')
const BRANCHES = ['cost', 'management', 'performance', 'social', 'sustainability', 'satisfied']

describe('the self-report of the Xian\'an bureau', () => {
  it('comes out at 8, 21, 50, 10, 6 and 3.5, together 98.5, all of it claimed, without rank and tier', () => {
    const [row] = claimed.json.rows
    expect(BRANCHES.map((id) => row?.cells[id]?.points)).toEqual(['8.0', '21.0', '50.0', '10.0', '6.0', '3.5'])
    expect(row).toMatchObject({ score: '98.5', low: '0.0', high: '100.0', rank: null, tier: null, claimedLeaves: 31, unknownLeaves: 0 })
    expect(claimed.json.head.tiersDeclared).toBe(false)
  })

  it('loses its point in management where the report lists nothing: the 18 listed lines are full, 19 points', () => {
    const [row] = claimed.json.rows
    const listed = claimed.json.head.indicators.filter(({ parent, id }) => parent === 'management' && id !== 'unlisted')
    expect(listed).toHaveLength(18)
    expect(listed.filter(({ id, max }) => row?.cells[id]?.points !== max)).toEqual([])
    expect(listed.reduce((sum, { id }) => sum + Number(row?.cells[id]?.points), 0)).toBe(19)
    expect(row?.cells['unlisted']?.points).toBe('2.0')
  })

  it('reports every printed figure that does not compute or contradicts another, and adopts neither', () => {
    const found = claimed.json.explanations[0]?.discrepancies.map(({ printed, computed }) => [printed, computed])
    expect(found).toEqual([
      ['22', '19'], ['21', '19'], ['108.27 %', '108.28 %'], ['99.8 %', '同一段的及时办结率 99.98 %'], ['-3.3 %', '-33.33 %'], ['17 %', '172.95 %'], ['16', '14'], ['87.5 %', '100.00 %'], ['0 %', '3.34 %'],
      ['723 件', expect.stringContaining('111')], ['683 次', expect.stringContaining('153')], [expect.stringContaining('3.5 分'), expect.stringContaining('99.9 %')],
      ['得 1 分（满分）', expect.stringContaining('15 万元 ÷ 预算数 0')], ['得 1 分（满分）', expect.stringContaining('未完成事前绩效评估')],
    ])
  })

  it('shows the growth of the tickets to be a truncation: no whole number of the year before gives 108.27 % rounded', () => {
    const tickets = 24_285n
    const scaled = (before: bigint): { cut: bigint; rounded: bigint } => ({ cut: ((tickets - before) * 10_000n) / before, rounded: ((tickets - before) * 20_000n + before) / (2n * before) })
    const years = Array.from({ length: Number(tickets) }, (_, index) => BigInt(index + 1))
    expect(years.filter((before) => scaled(before).rounded === 10_827n)).toEqual([])
    expect(years.filter((before) => scaled(before).cut === 10_827n)).toEqual([11_660n])
  })

  it('keeps the claim beside the reviewed points', () => {
    const [row] = reviewed.json.rows
    expect(row).toMatchObject({ score: '96.5', low: '96.5', high: '96.5', claimedLeaves: 0, unknownLeaves: 0 })
    expect(row?.cells['prior_evaluation']).toMatchObject({ points: '0.0', claim: '1.0', claimed: false })
    expect(row?.cells['public_expense']).toMatchObject({ points: '2.0', claim: '2.0', claimed: false })
  })

  it('shows the cited figures beside the judgements', () => {
    const leaves = claimed.json.explanations[0]?.leaves ?? []
    const words = (id: string): string => JSON.stringify(leaves.find((leaf) => leaf.indicator === id))
    expect(words('staffing')).toContain('87.50 %')
    expect(words('three_public_change')).toContain('-33.33 %')
    expect(words('procurement')).toContain('172.95 %')
    expect(words('budget_adjustment')).toContain('3.34 %')
  })
})

function scored(name: string): ScoredFile {
  const facts = { name, text: readFileSync(`rubrics/examples/${name}.facts.yaml`, 'utf8') }
  const result = scoreFile({ rubric, facts, explain: true })
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result
}
