import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Board } from '@tierline/contracts/board'
import { openApp } from '../support/app.ts'
import type { App } from '../support/app.ts'
import type { SentEvent } from '../support/client.ts'
import { writeRules } from '../support/rules.ts'
import { until } from '../support/until.ts'

const BOARD = { rubric: 'structures', group: 'towns', period: '2019' }
const UNITS = `units:
  - { code: ta, name: 甲镇, aliases: [甲镇旧名], local: true }
  - { code: tb, name: 乙镇, local: true }
groups:
  - { id: towns, title: { zh: 各镇, en: Towns }, units: [ta, tb] }
`

let app: App

function scans(subject: string, n: number, month: string): SentEvent[] {
  return Array.from({ length: n }, (_, at): SentEvent => ({
    specversion: '1.0', source: 'test', id: `${subject}-${month}-${at}`, type: 'code.verified', subject, time: new Date(Date.parse(`2019-${month}-05T09:00:00+08:00`) + at * 60_000).toISOString(), data: { checkpoint: 'c', count: 1 },
  }))
}

beforeAll(async () => {
  const rubric = await readFile(new URL('rules/structures.yaml', import.meta.url), 'utf8')
  app = await openApp({ rules: await writeRules({ rubrics: { 'structures.yaml': rubric }, units: { 'towns.yaml': UNITS } }) })
  await app.client.events([...scans('ta', 10, '03'), ...scans('ta', 5, '09'), ...scans('tb', 10, '03'), ...scans('tb', 3, '09')])
}, 120_000)

afterAll(() => app.close())

const scored = (): Promise<Board> => until('the board to hold every event', async () => {
  const board = await app.client.board(BOARD)
  return !board.provisional && board.rows.some(({ unit, cells }) => unit === 'tb' && cells['scans']?.value === '13') && board.rows.every(({ score }) => score !== null) && board
}, 60)

/** What may be compared between a stored board and one that is folded afresh. */
function figures({ rows, tiers }: Board): unknown {
  return { tiers, rows: rows.map(({ unit, rank, score, low, high, tier, cells }) => ({ unit, rank, score, low, high, tier, cells })) }
}

describe('a rubric with dated parameters and leaves for some units', () => {
  it('stores, explains and corrects the same board', async () => {
    const board = await scored()
    // 15 of 20 × 70 + 15 of 40 × 30; 13 of 20 × 100, for the other leaf is not for the second town.
    expect(board.rows.map(({ unit, score, tier }) => [unit, score, tier])).toEqual([['tb', '65.00', 'excellent'], ['ta', '63.75', 'excellent']])
    expect(board.rows[0]?.cells['square']?.state).toBe('not_applicable')
    expect(board.rows[0]?.cells['scans']?.adjustedMax).toBe('100.00')
    expect(board.tiers[0]?.line).toBe('60.00')
    const corrected = await app.client.board({ ...BOARD, at: new Date().toISOString(), reading: 'corrected' })
    expect(figures(corrected)).toEqual(figures(board))
    for (const row of board.rows) {
      const told = await app.client.explanation(BOARD, row.unit)
      expect([told.score, told.tier]).toEqual([row.score, row.tier])
      for (const leaf of told.leaves) expect(leaf.cell).toEqual(row.cells[leaf.indicator])
    }
  }, 120_000)

  it('reads the past by the parameters of then', async () => {
    await scored()
    const june = await app.client.board({ ...BOARD, at: '2019-06-30T12:00:00+08:00', reading: 'corrected' })
    expect(june.rows.map(({ unit, score, tier }) => [unit, score, tier])).toEqual([['ta', '25.00', 'fair'], ['tb', '25.00', 'fair']])
    expect(june.tiers[0]?.line).toBe('90.00')
  }, 120_000)
})
