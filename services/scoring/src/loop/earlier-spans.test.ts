import { afterEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { raw } from '@tierline/platform/database/database'
import { keepTestServer } from '../testing/keep-test-server.ts'
import { Trial, trialEvent } from '../testing/trial.ts'

const AUTUMN = `value: { kind: count, of: late_start, when_none: zero }
        rule: { kind: zero_on_none }`
/** The leaf about autumn compares with the year before, the judged one charges what was carried over, the sites are those ever seen. */
const compared = (rubric: string): string => [
  ['of: { event: code.verified }, aggregate: count, from:', 'of: { event: code.verified }, aggregate: count } #'],
  ['measures:\n', `measures:\n  carried: { title: { zh: 结转, en: Carried over }, counted_in: { zh: 件, en: tickets }, of: { case: ticket }, aggregate: count, state: [open], at: opened, window: before }\n`],
  ['aggregate: count, by: checkpoint, where:', 'aggregate: count, by: checkpoint, window: until_end, where:'],
  [AUTUMN, `value: { kind: change, of: late_start, against: previous_year, as: percent, zero_denominator: no_points, when_none: zero }
        rule: { kind: linear, better: higher, base: '0', per: '10%', change: '1', at_base: '2', gain: '1' }`],
  [`rule: { kind: judgement }
        not_applicable: full_marks`, `value: { kind: count, of: carried, when_none: zero }
        rule: { kind: per_occurrence, each: '2' }`],
].reduce((text, [from = '', to = '']) => {
  if (!text.includes(from)) throw new Error(`the trial's rubric has ${from}`)
  return text.replace(from, to)
}, rubric)

const verified = (id: string, unit: string, time: string, count = 1) => trialEvent(id, unit, { type: 'code.verified', time, data: { count } })
const opened = (id: string, unit: string, time: string) => trialEvent(id, unit, { type: 'ticket.opened', time, data: { ticket: id, due: '2022-06-01T00:00:00+08:00' } })

describe('boards that look at earlier spans', () => {
  keepTestServer()
  let trial: Trial | null = null
  afterEach(async () => await trial?.close())

  it('are scored from them, and anew when something late arrives in them', async () => {
    trial = await Trial.open({ change: compared })
    const loop = trial.loop()
    await trial.count(
      verified('v1', 't1', '2021-11-02T09:00:00+08:00', 12), verified('v2', 't1', '2020-11-30T23:30:00+08:00', 10), verified('v3', 't1', '2020-12-01T00:00:00+08:00', 50),
      verified('v4', 't2', '2021-11-03T09:00:00+08:00', 3), opened('a', 't2', '2021-09-30T09:00:00+08:00'), opened('b', 't2', '2021-11-01T00:00:00+08:00'),
      trialEvent('s1', 't1', { type: 'code.verified', time: '2021-08-01T00:00:00+08:00', data: { count: 1, checkpoint: 'gate' } }),
    )
    await loop.pass()
    expect(await cells(trial, 't1')).toEqual({ autumn: '4.00', opinion: '5.00', sites: '1.00' })
    expect(await cells(trial, 't2')).toEqual({ autumn: '0.00', opinion: '3.00', sites: '0.00' })

    // Late facts of the year before and of the months before touch the board of this month.
    await trial.count(verified('v5', 't1', '2020-11-05T09:00:00+08:00', 2), verified('v6', 't2', '2020-11-05T09:00:00+08:00', 3), opened('c', 't1', '2020-03-01T09:00:00+08:00'))
    await wait(255)
    await loop.pass()
    expect(await cells(trial, 't1')).toEqual({ autumn: '2.00', opinion: '3.00', sites: '1.00' })
    expect(await cells(trial, 't2')).toEqual({ autumn: '2.00', opinion: '3.00', sites: '0.00' })
    for (const period of ['2021-11', '2021-Q4', '2021']) expect({ period, rows: await trial.rows(period) }).toEqual({ period, rows: trial.expectedRows(period) })
  }, 60_000)
})

/** Points of a town on the board of the month, of the three leaves that look at other spans. */
async function cells(trial: Trial, unit: string): Promise<Record<string, string | null | undefined>> {
  const stored = raw<{ row: { cells: (string | null)[][] } }>()
  const { row } = await trial.db.one(stored, `select s.row from score s join board b on b.id = s.board join unit u on u.id = s.unit where b.period = '2021-11' and u.code = $1`, [unit])
  const [sites, opinion, autumn] = row.cells.slice(-3).map(([points]) => points)
  return { autumn, opinion, sites }
}
