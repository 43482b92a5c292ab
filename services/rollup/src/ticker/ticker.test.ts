import { describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { measureHash } from '@tierline/scoring'
import type { DutyDeclaration, MeasureDeclaration } from '@tierline/scoring'
import { eventRecord } from '../testing/rig.ts'
import { useRig } from '../testing/use-rig.ts'
import { Ticker } from './ticker.ts'

const OVERDUE: MeasureDeclaration = { of: { case: 'ticket' }, aggregate: 'count', state: 'overdue' }
const LATE_REPORTS: MeasureDeclaration = { of: { case: 'duty' }, aggregate: 'count', state: 'late', at: 'due' }
const REPORTS_ON_TIME: MeasureDeclaration = { of: { case: 'duty' }, aggregate: 'count', state: 'on_time', at: 'due' }
const DUTY: DutyDeclaration = { id: 'monthly', title: { zh: '月报', en: 'Monthly report' }, report: 'progress', schedule: 'monthly', from: '2021-10', until: '2021-11', opens: 'end-2', due: 'end+5' }

const at = (text: string): number => Date.parse(`${text}+08:00`)
const rig = useRig({ measures: [OVERDUE, LATE_REPORTS, REPORTS_ON_TIME], duties: [{ duty: DUTY, units: ['u1', 'u2'] }] })

async function valueOf(declaration: MeasureDeclaration): Promise<Record<string, number>> {
  const rows = await rig().test.db.rows(raw<{ unit: string; value: bigint }>(),
    `select u.code as unit, sum(r.value)::int8 as value from rollup r join measure m on m.id = r.measure join unit u on u.id = r.unit
     where m.hash = $1 group by u.code having sum(r.value) <> 0 order by u.code`, [measureHash(declaration)])
  return Object.fromEntries(rows.map(({ unit, value }) => [unit, Number(value)]))
}

const opened = (): ReturnType<typeof eventRecord> =>
  eventRecord({ id: 'o', type: 'ticket.opened', time: at('2021-10-01T09:00:00'), data: { ticket: 'T1', due: '2021-10-03T09:00:00+08:00' } })
const closedAt = (text: string): ReturnType<typeof eventRecord> => eventRecord({ id: 'c', type: 'ticket.closed', time: at(text), data: { ticket: 'T1' } })

describe('the clock', () => {
  it('makes a case overdue without an event, one millisecond after its due time', async () => {
    await rig().consume([opened()])
    await rig().ticker.tick(at('2021-10-03T09:00:00'))
    expect(await valueOf(OVERDUE)).toEqual({})
    await rig().test.db.run('truncate touched')
    await rig().ticker.tick(at('2021-10-03T09:00:00') + 1)
    expect(await valueOf(OVERDUE)).toEqual({ u1: 1 })
    expect(await rig().test.db.rows(raw(), 'select month, last_event from touched')).toEqual([{ month: '2021-10-01', last_event: null }])
  })

  it('takes overdue back when the closing turns out to be earlier', async () => {
    await rig().consume([opened()])
    await rig().ticker.tick(at('2021-11-01T00:00:00'))
    await rig().consume([closedAt('2021-10-03T09:00:00')])
    expect(await valueOf(OVERDUE)).toEqual({})
    expect((await rig().verify()).differences).toEqual([])
  })

  it('never goes back', async () => {
    expect(await rig().ticker.tick(at('2021-10-04T00:00:00'))).toBe(at('2021-10-04T00:00:00'))
    expect(await rig().ticker.tick(at('2021-10-02T00:00:00'))).toBe(at('2021-10-04T00:00:00'))
    await rig().consume([opened()])
    expect(await valueOf(OVERDUE)).toEqual({ u1: 1 })
  })

  it('moves many cases in one tick, and nothing on the next', async () => {
    await rig().consume(Array.from({ length: 1_200 }, (_, i) => eventRecord({ id: `o${i}`, type: 'ticket.opened', unit: `u${(i % 3) + 1}`, time: at('2021-10-01T00:00:00') + i, data: { ticket: `T${i}`, due: '2021-10-02' } })))
    await rig().ticker.tick(at('2021-10-02T23:59:59') + 999)
    expect(await valueOf(OVERDUE)).toEqual({})
    await rig().ticker.tick(at('2021-10-03T00:00:00'))
    expect(await valueOf(OVERDUE)).toEqual({ u1: 400, u2: 400, u3: 400 })
    await rig().test.db.run('truncate touched')
    await rig().ticker.tick(at('2021-10-05T00:00:00'))
    expect(await rig().test.db.rows(raw(), 'select month from touched')).toEqual([])
  })
})

describe('a duty to report', () => {
  it('is opened by the clock and missed without an event', async () => {
    await rig().ticker.tick(at('2021-10-28T23:59:59'))
    expect(await rig().test.db.rows(raw(), 'select key from cases')).toEqual([])
    await rig().ticker.tick(at('2021-10-29T00:00:00'))
    expect(await rig().test.db.rows(raw(), 'select key, due_at from cases order by key')).toEqual(
      ['u1', 'u2'].map((unit) => ({ key: `progress/${unit}/2021-10`, due_at: at('2021-11-05T23:59:59') + 999 })))
    await rig().consume([eventRecord({ id: 'r', type: 'report.filed', unit: 'u2', time: at('2021-11-05T23:59:59'), data: { report: 'progress', period: '2021-10' } })])
    await rig().ticker.tick(at('2021-11-06T00:00:00'))
    expect(await valueOf(LATE_REPORTS)).toEqual({ u1: 1 })
    expect(await valueOf(REPORTS_ON_TIME)).toEqual({ u2: 1 })
    expect((await rig().verify()).differences).toEqual([])
  })

  it('is met by a report that was filed before it opened', async () => {
    await rig().consume([eventRecord({ id: 'r', type: 'report.filed', unit: 'u1', time: at('2021-10-20T08:00:00'), data: { report: 'progress', period: '2021-10' } })])
    await rig().ticker.tick(at('2021-11-20T00:00:00'))
    expect(await valueOf(REPORTS_ON_TIME)).toEqual({ u1: 1 })
    expect(await valueOf(LATE_REPORTS)).toEqual({ u2: 1 })
    expect(await rig().test.db.rows(raw(), 'select flag from cases where flag is not null')).toEqual([])
  })

  it('is opened once, also by a clock that has just been started', async () => {
    await rig().ticker.tick(at('2021-11-20T00:00:00'))
    await new Ticker({ ...rig().parts, rules: () => ({ ...rig().parts.rules(), duties: [{ duty: DUTY, units: ['u1', 'u2'] }] }) }).tick(at('2021-12-20T00:00:00'))
    expect(await valueOf(LATE_REPORTS)).toEqual({ u1: 2, u2: 2 })
    expect((await rig().verify()).differences).toEqual([])
  })
})
