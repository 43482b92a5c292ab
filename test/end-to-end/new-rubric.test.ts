import { readFile, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Board } from '@tierline/contracts/board'
import { openApp } from '../support/app.ts'
import { dataFolder } from '../support/data-folder.ts'
import type { App } from '../support/app.ts'
import type { SentEvent } from '../support/client.ts'
import { writeRules } from '../support/rules.ts'
import { until } from '../support/until.ts'
import { TOWNS, historyOf } from './any-order/history.ts'

const PERIOD = '2019'
const BOARD = { rubric: 'any-order', group: 'towns', period: PERIOD }
/** So many that filling a measure from them takes a while. */
const OLD_SCANS = 40_000

let late: App
let early: App
let folder = ''
let rubric = ''
let units = ''
let isSeenProvisional = false
let boardsBefore = -1

const events = [...historyOf(4, Number(PERIOD)).events, ...Array.from({ length: OLD_SCANS }, (_, i): SentEvent => ({
  specversion: '1.0', source: 'old', id: `old-${i}`, type: 'code.verified', subject: TOWNS[i % TOWNS.length]?.code ?? '',
  time: new Date(Date.parse(`${PERIOD}-03-01T00:00:00+08:00`) + (i % 5_000) * 360_000).toISOString(), data: { checkpoint: 'c', count: 1 + (i % 7) },
}))]

async function tell(app: App): Promise<void> {
  for (let at = 0; at < events.length; at += 10_000) await app.client.events(events.slice(at, at + 10_000))
}

/** Known only once a rubric declares them. */
async function enterAttributes(app: App): Promise<void> {
  for (const { code, target, population } of TOWNS) {
    for (const [name, value] of Object.entries({ target, population })) await app.client.enter('attributes', { unit: code, name, value: String(value), effective: '2000-01-01', citation: 'test', by: 'test' })
  }
}

beforeAll(async () => {
  rubric = await readFile(new URL('rules/any-order.yaml', import.meta.url), 'utf8')
  units = `units:\n${TOWNS.map(({ code }) => `  - { code: ${code}, name: 镇${code}, local: true }`).join('\n')}\ngroups:\n  - { id: towns, title: { zh: 各镇, en: Towns }, units: [${TOWNS.map(({ code }) => code).join(', ')}] }\n`
  folder = await dataFolder()
  const without = await openApp({ folder, rules: await writeRules({ rubrics: {}, units: { 'towns.yaml': units } }) })
  await tell(without)
  boardsBefore = (await without.client.boards()).boards.length
  await without.close()
  const rules = await writeRules({ rubrics: { 'any-order.yaml': rubric }, units: { 'towns.yaml': units } })
  early = await openApp({ rules })
  await tell(early)
  late = await openApp({ folder, rules, key: without.client.key })
  await watchFilling()
  for (const app of [early, late]) await enterAttributes(app)
}, 180_000)

afterAll(async () => {
  await late.close()
  await early.close()
  await rm(folder, { recursive: true, force: true })
})

/** Looks on while the measures are filled from the old events. */
const watchFilling = (): Promise<boolean> => until('the measures to be filled', async () => {
  const { provisional } = await late.client.reconciliation()
  const board = await late.client.board(BOARD)
  isSeenProvisional ||= provisional.length > 0 || board.provisional
  return provisional.length === 0 && !board.provisional
}, 60)

const filled = (app: App): Promise<Board> => until('the board to hold every old event', async () => {
  const board = await app.client.board(BOARD)
  const sum = board.rows.reduce((total, row) => total + Number(row.cells.verifications?.numerator ?? 0), 0)
  return !board.provisional && sum >= OLD_SCANS && board.rows.every(({ score }) => score !== null) && board
}, 60)

describe('a rubric that is written after the fact', () => {
  it('is provisional until its measures are filled, then scores the past exactly like one that was there from the start', async () => {
    expect(boardsBefore).toBe(0)
    const after = await filled(late)
    expect(isSeenProvisional).toBe(true)
    const before = await filled(early)
    // What is not about the past itself: when a unit's row was last moved, and by which seq.
    const figures = ({ rows, indicators, rubric: { hash } }: Board): unknown => ({ hash, indicators, rows: rows.map(({ unit, rank, score, low, high, tier, cells, sample }) => ({ unit, rank, score, low, high, tier, cells, sample })) })
    expect(figures(after)).toEqual(figures(before))
    expect(after.rows).toHaveLength(TOWNS.length)
    for (const row of after.rows) expect(row.score).not.toBeNull()
  }, 120_000)
})
