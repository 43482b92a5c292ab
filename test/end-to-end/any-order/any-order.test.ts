import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { BoardRow } from '@tierline/contracts/board'
import fc from 'fast-check'
import { openApp } from '../../support/app.ts'
import type { App } from '../../support/app.ts'
import { Random } from '../../support/random.ts'
import { writeRules } from '../../support/rules.ts'
import { eventually } from '../../support/until.ts'
import { deliveryOf } from './delivery.ts'
import { TOWNS, historyOf } from './history.ts'
import { naiveBoard } from './naive-board.ts'
import type { NaiveRow } from './naive-board.ts'

const PERIODS: [id: (year: number) => string, from: string, until: (year: number) => string][] = [
  [(year) => `${year}`, '01-01', (year) => `${year + 1}-01-01`],
  [(year) => `${year}-Q4`, '10-01', (year) => `${year + 1}-01-01`],
  [(year) => `${year}-10`, '10-01', (year) => `${year}-11-01`],
]

let app: App
let accepted = 0
/** Each run has a year of its own, so that runs do not meet on a board. */
let year = 2008

beforeAll(async () => {
  const rubric = await readFile(new URL('../rules/any-order.yaml', import.meta.url), 'utf8')
  const units = TOWNS.map(({ code }) => `  - { code: ${code}, name: 镇${code}, local: true }`).join('\n')
  app = await openApp({ rules: await writeRules({
    rubrics: { 'any-order.yaml': rubric },
    units: { 'towns.yaml': `units:\n${units}\ngroups:\n  - { id: towns, title: { zh: 各镇, en: Towns }, units: [${TOWNS.map(({ code }) => code).join(', ')}] }\n` },
  }) })
  for (const { code, target, population } of TOWNS) {
    for (const [name, value] of Object.entries({ target, population })) {
      await app.client.enter('attributes', { unit: code, name, value: String(value), effective: '2000-01-01', citation: 'test', by: 'test' })
    }
  }
}, 60_000)

afterAll(async () => { await app.close() })

describe('events in any order, twice, delayed and corrected', () => {
  it('give every figure, score and rank of a naive recomputation from the raw list', async () => {
    await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
      year += 1
      const history = historyOf(seed, year)
      await deliver(history.events, new Random(seed ^ 0x5eed))
      for (const [id, from, end] of PERIODS) {
        // The year and the quarter hold something of every kind for every town; a month may hold nothing of one, which is another state and another total.
        const isWhole = !/-\d\d$/.test(id(year))
        const expected = naiveBoard(history, at(`${year}-${from}`), at(end(year))).map((row) => naiveRow(row, isWhole)).sort(byUnit)
        expect([id(year), await eventually(() => rowsOf(id(year), isWhole), expected)]).toEqual([id(year), expected])
      }
    }), { numRuns: 4, endOnFailure: true })
  }, 240_000)

  it('are each in exactly one outcome, and all of them add up', async () => {
    const { outcomes, balanced, accepted: counted, inFlight } = await app.client.reconciliation()
    expect({ balanced, counted, inFlight }).toEqual({ balanced: true, counted: accepted, inFlight: 0 })
    expect(outcomes).toMatchObject({ conflicting: 0, quarantined: 0, held: 0 })
  })

  it('with the same id and other content are conflicting: the first stands, the second is shown', async () => {
    const [first] = historyOf(1, 2003).events
    if (!first) throw new Error('the history is empty')
    const other = { ...first, data: { person: 'somebody-else' } }
    expect(await app.client.events([first])).toMatchObject({ accepted: 1, duplicates: 0, quarantined: [] })
    expect(await app.client.events([other])).toMatchObject({ accepted: 1, duplicates: 0, quarantined: [{ index: 0, id: first.id, code: 'conflicting' }] })
    expect(await app.client.events([first])).toMatchObject({ accepted: 1, duplicates: 1, quarantined: [] })
    expect((await app.client.quarantine('?code=conflicting')).rows).toMatchObject([{ eventId: first.id, outcome: 'conflicting', state: 'open' }])
  })
})

async function deliver(events: ReturnType<typeof historyOf>['events'], random: Random): Promise<void> {
  const { requests, extra } = deliveryOf(events, random)
  let duplicates = 0
  // Four senders at once, so that requests also share commits.
  const queue = [...requests]
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let request = queue.shift(); request; request = queue.shift()) {
      const reply = await app.client.events(request)
      expect(reply).toMatchObject({ accepted: request.length, quarantined: [], rejected: [] })
      duplicates += reply.duplicates ?? 0
      accepted += request.length
    }
  }))
  expect(duplicates).toBe(extra)
}

const rowsOf = async (period: string, isWhole: boolean): Promise<unknown[]> =>
  (await app.client.board({ rubric: 'any-order', group: 'towns', period })).rows.map((row) => rowOf(row, isWhole)).sort(byUnit)

const LEAVES = ['claims', 'verifications', 'punctuality', 'speed', 'reopenings']

function rowOf(row: BoardRow, isWhole: boolean): unknown {
  const parts = Object.fromEntries(LEAVES.slice(0, 4).map((leaf) => [leaf, [row.cells[leaf]?.numerator, row.cells[leaf]?.denominator]]))
  const points = Object.fromEntries(LEAVES.map((leaf) => [leaf, row.cells[leaf]?.points]))
  return isWhole ? { unit: row.unit, parts, points, score: row.score, rank: row.rank, low: row.low, high: row.high } : { unit: row.unit, parts: nonZero(parts) }
}

function naiveRow(row: NaiveRow, isWhole: boolean): unknown {
  const parts = Object.fromEntries(Object.entries(row.parts).map(([leaf, [a, b]]) => [leaf, [String(a), String(b)]]))
  const score = hundredths(row.score)
  const points = Object.fromEntries(Object.entries(row.points).map(([leaf, points]) => [leaf, hundredths(points)]))
  return isWhole ? { unit: row.unit, parts, points, score, rank: row.rank, low: score, high: score } : { unit: row.unit, parts: nonZero(parts) }
}

/** Without the fractions over nothing. */
const nonZero = (parts: Record<string, unknown[]>): Record<string, unknown[]> => Object.fromEntries(Object.entries(parts).filter(([, [a, b]]) => a !== '0' && a !== null && b !== '0' && b !== null))

const hundredths = (points: number): string => (points / 100).toFixed(2)
const at = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)
const byUnit = (a: unknown, b: unknown): number => JSON.stringify(a).localeCompare(JSON.stringify(b))
