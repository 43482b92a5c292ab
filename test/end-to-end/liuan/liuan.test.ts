import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { BoardRow } from '@tierline/contracts/board'
import type { UnitExplanation } from '@tierline/contracts/explanation'
import { openApp } from '../../support/app.ts'
import type { App } from '../../support/app.ts'
import type { SentEvent } from '../../support/client.ts'
import { SHIPPED_RULES } from '../../support/rules.ts'
import { until } from '../../support/until.ts'
import { ATTRIBUTES, CLAIMED, GROUP, MET, NOT_APPLICABLE, PERIOD, RUBRIC, ZONE, at, event, reportedEvents } from './self-report.ts'

const BOARD = { rubric: RUBRIC, group: GROUP, period: PERIOD }
let app: App

beforeAll(async () => {
  app = await openApp({ rules: SHIPPED_RULES })
  for (const attribute of ATTRIBUTES) await app.client.enter('attributes', attribute)
  for (const judgement of MET) await app.client.enter('judgements', judgement)
  const events = reportedEvents()
  for (let from = 0; from < events.length; from += 10_000) await send(events.slice(from, from + 10_000))
}, 120_000)

afterAll(async () => { await app.close() })

describe('the zone\'s self-report of 2021, through the door', () => {
  it('ranges from 69.00 to 96.00 while what is only claimed is left unknown', async () => {
    expect(await zone((row) => row.high === '96.00')).toMatchObject({ low: '69.00', high: '96.00', score: expect.anything() as unknown })
  })

  it('ranges from 78.00 to 96.00 once row 7 is declared not applicable', async () => {
    for (const judgement of NOT_APPLICABLE) await app.client.enter('judgements', judgement)
    expect(await zone((row) => row.low === '78.00')).toMatchObject({ low: '78.00', high: '96.00' })
  })

  it('comes out at 96.00 with the claimed points: 5, 16, 55 and 20; the range still tells what is only claimed', async () => {
    for (const judgement of CLAIMED) await app.client.enter('judgements', judgement)
    const row = await zone((one) => one.score === '96.00')
    expect(row).toMatchObject({ score: '96.00', low: '78.00', high: '96.00', unknownLeaves: 0, claimedLeaves: CLAIMED.length })
    expect(branches(row)).toEqual({ decision: '5.00', process: '16.00', output: '55.00', benefit: '20.00' })
  })

  it('shows the printed figures with their parts', async () => {
    const { cells } = await zone((one) => one.score === '96.00')
    expect(cells.claim_completion).toMatchObject({ value: '108.17 %', numerator: '43269', denominator: '40000', points: '2.00' })
    expect(cells.verification_completion).toMatchObject({ value: '169.75 %', numerator: '1358000', denominator: '800000', points: '2.00' })
    expect(cells.show_completion).toMatchObject({ value: '170.80 %', numerator: '1708000', denominator: '1000000', points: '2.00' })
    expect(cells.appeal_speed).toMatchObject({ value: '10.50 h', points: '3.00' })
    expect(cells.proxy_claim_speed).toMatchObject({ value: '9.00 h', points: '2.00' })
    expect(cells.satisfaction).toMatchObject({ value: '90.00 %', points: '10.00' })
    expect(cells.media).toMatchObject({ points: '2.00' })
  })

  it('explains each of the 35 clauses and the bonus, in both languages, and the parts add up', async () => {
    const explained = await app.client.explanation(BOARD, ZONE)
    expect(explained.score).toBe('96.00')
    expect(explained.leaves).toHaveLength(36)
    expect(explained.leaves.filter((leaf) => leaf.bonus)).toHaveLength(1)
    for (const leaf of explained.leaves) {
      for (const said of [leaf.rule, leaf.paragraph, leaf.title]) expect([leaf.number, said.zh.trim() === '', said.en.trim() === '']).toEqual([leaf.number, false, false])
      expect([leaf.number, leaf.clause === '', leaf.steps.length > 0]).toEqual([leaf.number, false, true])
    }
    expect(hundredths(explained)).toBe(9_600)
    expect(explained.arithmetic.zh).toContain('5.00 + 16.00 + 55.00 + 20.00')
  })

  it('reports the figures that the document prints wrongly, and adopts none', async () => {
    const { discrepancies } = await app.client.explanation(BOARD, ZONE)
    expect(discrepancies).toEqual(expect.arrayContaining([expect.objectContaining({ printed: '20', computed: '16' })]))
  })
})

describe('a competitor\'s event', () => {
  const RIVALS = ['341502', '341503', '341504', '341522', '341523', '341524', '341525']

  it('moves the zone\'s rank leaf, and nothing else of the zone', async () => {
    for (const unit of RIVALS) await app.client.enter('attributes', { unit, name: 'population', value: '40000', effective: '2021-01-01', citation: 'test', by: 'test' })
    // Two rivals are ahead of the zone, five behind: third of eight still has 3 points, fourth has 2.
    await send([...services(ZONE, 5), ...RIVALS.flatMap((unit, index) => services(unit, index < 2 ? 6 : 4))])
    const before = await zone((row) => row.cells.fully_handled_rate?.state === 'scored' && row.cells.fully_handled_rate.points === '3.00')
    await send(services(RIVALS[2] ?? '', 6))
    const after = await zone((row) => row.cells.fully_handled_rate?.points === '2.00')
    expect(after.cells.fully_handled_rate).toMatchObject({ state: 'scored', claimed: false, numerator: '5', low: '2.00', high: '2.00' })
    expect(Number(before.score) - Number(after.score)).toBe(1)
    const moved = Object.keys(after.cells).filter((id) => JSON.stringify(after.cells[id]) !== JSON.stringify(before.cells[id]))
    expect(moved.sort()).toEqual(['fully_handled_rate', 'output', 'service_by_code', 'targets'])
  })
})

/** Cases of a listed item handled fully by code; persons are the same few everywhere. */
function services(unit: string, count: number): SentEvent[] {
  return Array.from({ length: count }, (_, i) => event(`service-${i}`, 'service.handled', at(250), { item: 'item-1', person: 'one-person', by_code: 'fully', listed: true }, unit))
}

async function send(events: readonly SentEvent[]): Promise<void> {
  const reply = await app.client.events(events)
  if (reply.quarantined.length > 0 || reply.rejected.length > 0) throw new Error(`Not all was counted: ${JSON.stringify({ ...reply, quarantined: reply.quarantined.slice(0, 3) })}`)
}

const zone = (isThere: (row: BoardRow) => boolean): Promise<BoardRow> => until('the zone\'s row', async () => {
  const row = (await app.client.board(BOARD)).rows.find(({ unit }) => unit === ZONE)
  if (row && !isThere(row)) throw new Error(`it stands at ${row.score}, ${row.low}–${row.high}; unknown: ${unknownOf(row)}`)
  return row
}, 30)

const unknownOf = (row: BoardRow): string => Object.entries(row.cells).filter(([, cell]) => cell.points === null).map(([id, cell]) => `${id} ${cell.state} ${cell.low}–${cell.high}`).join(', ')

const branches = (row: BoardRow): Record<string, string | null | undefined> =>
  Object.fromEntries(['decision', 'process', 'output', 'benefit'].map((id) => [id, row.cells[id]?.points]))

const hundredths = ({ leaves }: UnitExplanation): number => leaves.reduce((total, leaf) => total + Math.round(Number(leaf.cell.points) * 100), 0)
