import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { scoreFile } from '@tierline/scoring'
import type { ScoredFile } from '@tierline/scoring'

const rubric = { name: 'liuan-2021.yaml', text: readFileSync('rubrics/liuan-2021.yaml', 'utf8') }
const facts = readFileSync('rubrics/examples/liuan-2021-zone.facts.yaml', 'utf8')
const ROW_7 = ['hospital_process', 'hospital_use', 'pharmacy_coverage']
const whole = scored(facts)

describe('the self-report of the zone', () => {
  it('comes out at 5, 16, 55 and 20, together 96.00', () => {
    const [row] = whole.json.rows
    expect(['decision', 'process', 'output', 'benefit', 'innovation'].map((id) => row?.cells[id]?.points)).toEqual(['5.00', '16.00', '55.00', '20.00', '0.00'])
    expect(row).toMatchObject({ score: '96.00', low: '69.00', high: '96.00', claimedLeaves: 12, unknownLeaves: 0 })
    expect(row?.cells['media']).toMatchObject({ points: '2.00', state: 'scored' })
    expect(row?.cells['verification_completion']).toMatchObject({ value: '169.75 %', points: '2.00' })
    expect(row?.cells['show_completion']).toMatchObject({ value: '170.80 %' })
    expect([row?.cells['appeal_speed']?.value, row?.cells['proxy_claim_speed']?.value]).toEqual(['10.50 h', '9.00 h'])
  })

  it('explains every leaf in both languages, and the parts add up to the total', () => {
    const [unit] = whole.json.explanations
    expect(unit?.leaves).toHaveLength(36)
    expect(unit?.arithmetic.zh).toBe('5.00 + 16.00 + 55.00 + 20.00 = 96.00')
    expect(unit?.leaves.map((leaf) => Number(leaf.cell.points)).reduce((sum, points) => sum + points * 100, 0)).toBe(9600)
    for (const leaf of unit?.leaves ?? []) {
      expect(leaf.steps.length).toBeGreaterThan(0)
      expect(leaf.rule.zh).toMatch(/分|文件/)
      expect(leaf.paragraph.zh).toContain(leaf.clause)
      expect(leaf.paragraph.en).toContain('points')
      expect(JSON.stringify(leaf)).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  it('reports the printed figures that do not compute', () => {
    expect(whole.json.explanations[0]?.discrepancies).toContainEqual(expect.objectContaining({ printed: '20', computed: '16' }))
    expect(whole.json.explanations[0]?.discrepancies).toContainEqual(expect.objectContaining({ printed: '3', computed: '2' }))
  })

  it('ranges over 69.00–96.00 while the claimed leaves stay unknown', () => {
    const [row] = scored(without(facts, () => true)).json.rows
    expect(row).toMatchObject({ score: '69.00', low: '69.00', high: '96.00', unknownLeaves: 12, claimedLeaves: 0 })
  })

  it('ranges over 78.00–96.00 once row 7 is declared not applicable', () => {
    const declared = facts.replaceAll(/indicator: (\w+), kind: claimed, value: '\d'/g, (line: string, leaf: string) => (ROW_7.includes(leaf) ? `indicator: ${leaf}, kind: not_applicable` : line))
    const [row] = scored(without(declared, (leaf) => !ROW_7.includes(leaf))).json.rows
    expect(row).toMatchObject({ score: '78.00', low: '78.00', high: '96.00', unknownLeaves: 9 })
    expect(row?.cells['three_cards']).toMatchObject({ points: '9.00', state: 'not_applicable' })
  })
})

function scored(text: string): ScoredFile {
  const result = scoreFile({ rubric, facts: { name: 'facts', text }, explain: true })
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result
}

/** The facts without the claims of some leaves. */
function without(text: string, isLeftOut: (leaf: string) => boolean): string {
  return text.split('\n').filter((line) => {
    const leaf = /indicator: (\w+), kind: claimed/.exec(line)?.[1]
    return leaf === undefined || !isLeftOut(leaf)
  }).join('\n')
}
