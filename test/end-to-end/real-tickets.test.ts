import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Board } from '@tierline/contracts/board'
import { importFile } from '@tierline/ingest/import/import-file'
import type { ImportResult } from '@tierline/ingest/import/import-file'
import { agenciesFile, readExpected } from '../real-tickets/agencies.ts'
import type { ExpectedFigures, ExpectedFile } from '../real-tickets/agencies.ts'
import { openApp } from '../support/app.ts'
import type { App } from '../support/app.ts'
import { writeRules } from '../support/rules.ts'
import { atRest, eventually } from '../support/until.ts'

const DATA = new URL('../real-tickets/', import.meta.url)
/** The years in which tickets of the file were opened; a ticket counts in the year that opened it. */
const YEARS = ['2014', '2017', '2018', '2019']

let expected: ExpectedFile
let app: App
let work: string
let first: ImportResult

beforeAll(async () => {
  expected = await readExpected()
  const rubric = await readFile(new URL('rules/real-tickets.yaml', import.meta.url), 'utf8')
  app = await openApp({ rules: await writeRules({ rubrics: { 'real-tickets.yaml': rubric }, units: { 'agencies.yaml': await agenciesFile() } }) })
  work = await mkdtemp(join(tmpdir(), 'tl-import-'))
  await cp(new URL('tickets.csv', DATA), join(work, 'tickets.csv'))
  first = await runImport()
}, 120_000)

afterAll(async () => {
  await app.close()
  await rm(work, { recursive: true, force: true })
})

const runImport = (): Promise<ImportResult> =>
  importFile({ file: join(work, 'tickets.csv'), map: new URL('MAP.yaml', DATA).pathname, url: app.url, key: app.client.key })

const boards = (): Promise<Board[]> => Promise.all(YEARS.map((period) => app.client.board({ rubric: 'real-tickets', group: 'agencies', period })))
const everyAgency = (): boolean => true

describe('a thousand real tickets, imported through the door', () => {
  it('are all accepted: one event opens each, one closes those that are closed', () => {
    expect(first).toMatchObject({ rows: 1_000, events: 1_986, accepted: 1_986, duplicates: 0, quarantined: 0, rejected: 0, notSent: 0, report: null })
  })

  it('give 986 closed, a mean of 221.2485 h over the 976 plausible ones, and 427 of 479 on time, which is 89.14 %', async () => {
    const printed = { closed: 986, implausible: 10, handled: 976, meanHours: '221.2485', onTime: 427, dueAndClosed: 479, onTimeRate: '0.8914' }
    expect(figuresOf(expected.all)).toEqual(printed)
    expect(await eventually(async () => figures(await boards(), everyAgency), printed)).toEqual(printed)
  })

  it('give each agency the figures that were computed apart', async () => {
    const read = await boards()
    for (const [agency, figure] of Object.entries(expected.by_agency)) {
      expect([agency, figures(read, (unit) => unit === agency)]).toEqual([agency, figuresOf(figure)])
    }
  })

  it('show the ten that were closed before they were opened under data quality', async () => {
    const { implausible, implausibleTotal } = await app.client.reconciliation()
    expect(implausibleTotal).toBe(10)
    expect(implausible.map(({ key }) => key).sort()).toEqual([...expected.negative_rows].sort())
    for (const { openedAt, closedAt } of implausible) expect(Date.parse(closedAt ?? '')).toBeLessThan(Date.parse(openedAt ?? ''))
  })

  it('change nothing when they are imported again: every event is a duplicate', async () => {
    const before = await atRest(async () => (await boards()).map(({ rows }) => rows))
    const again = await runImport()
    expect(again).toMatchObject({ rows: 1_000, accepted: 1_986, duplicates: 1_986, quarantined: 0, rejected: 0 })
    const { outcomes, balanced, accepted } = await app.client.reconciliation()
    expect({ outcomes, balanced, accepted }).toEqual({ outcomes: { counted: 1_986, duplicate: 1_986, conflicting: 0, quarantined: 0, held: 0 }, balanced: true, accepted: 3_972 })
    // Long enough for several passes of scoring, had anything been touched.
    await wait(1_500)
    expect((await boards()).map(({ rows }) => rows)).toEqual(before)
  })
})

interface Figures {
  closed: number
  implausible: number
  handled: number
  meanHours: string | null
  onTime: number
  dueAndClosed: number
  onTimeRate: string | null
}

/** Sums the parts that the boards show; means and rates only at the end, rounded half up to four decimals. */
function figures(of: readonly Board[], takes: (unit: string) => boolean): Figures {
  const cells = of.flatMap(({ rows }) => rows.filter(({ unit }) => takes(unit)).map((row) => row.cells))
  const sum = (pick: (cell: Record<string, Board['rows'][number]['cells'][string]>) => string | null | undefined): number => cells.reduce((total, cell) => total + Number(pick(cell) ?? 0), 0)
  const [handled, seconds, onTime, dueAndClosed] = [sum((cell) => cell.mean_seconds?.denominator), sum((cell) => cell.mean_seconds?.numerator), sum((cell) => cell.on_time?.numerator), sum((cell) => cell.on_time?.denominator)]
  return {
    closed: sum((cell) => cell.closed?.value), implausible: sum((cell) => cell.implausible?.value), handled, onTime, dueAndClosed,
    meanHours: quotient(seconds, handled * 3_600), onTimeRate: quotient(onTime, dueAndClosed),
  }
}

function figuresOf({ closed, negative_duration, mean_hours, due_and_closed, on_time, on_time_rate }: ExpectedFigures): Figures {
  const four = (value: number | null): string | null => value?.toFixed(4) ?? null
  return { closed, implausible: negative_duration, handled: closed - negative_duration, meanHours: four(mean_hours), onTime: on_time, dueAndClosed: due_and_closed, onTimeRate: four(on_time_rate) }
}

/** numerator ÷ denominator, half up to four decimals, in whole numbers. */
function quotient(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null
  const scaled = (BigInt(numerator) * 20_000n + BigInt(denominator)) / (2n * BigInt(denominator))
  const digits = scaled.toString().padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}
