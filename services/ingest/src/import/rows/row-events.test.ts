import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { readImportMap } from './import-map.ts'
import { openRows } from './file-rows.ts'
import { RowEvents } from './row-events.ts'
import { formatFault, timeReader } from './time-format.ts'

describe('times', () => {
  it.each([
    ['MM/dd/yyyy hh:mm:ss a', '06/26/2018 10:58:54 AM', '2018-06-26T10:58:54+08:00'],
    ['MM/dd/yyyy hh:mm:ss a', '06/26/2018 12:00:00 AM', '2018-06-26T00:00:00+08:00'],
    ['MM/dd/yyyy hh:mm:ss a', '06/26/2018 12:50:01 PM', '2018-06-26T12:50:01+08:00'],
    ['MM/dd/yyyy hh:mm:ss a', '06/26/2018 13:50:01 PM', null],
    ['MM/dd/yyyy hh:mm:ss a', '02/29/2019 10:00:00 AM', null],
    ['MM/dd/yyyy hh:mm:ss a', '06/26/2018', null],
    ['yyyy年M月d日 H时m分', '2021年10月1日 8时5分', '2021-10-01T08:05:00+08:00'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2021-10-01T08:05:00.250Z', '2021-10-01T08:05:00.250Z'],
    ['yyyyMMddHHmmss', '20211001080500', '2021-10-01T08:05:00+08:00'],
    ['yyyy/M/d ah:mm', '2021/10/1 下午3:05', '2021-10-01T15:05:00+08:00'],
    ['yyyy/M/d a hh:mm', '2021/10/1 下午 03:05', '2021-10-01T15:05:00+08:00'],
    ['iso', '2021-10-01', '2021-10-01T00:00:00+08:00'],
    ['iso', '2021-10-01 08:05', '2021-10-01T08:05:00+08:00'],
    ['iso', '2021-10-01T08:05:00.123456Z', '2021-10-01T08:05:00.123456Z'],
    ['iso', '2021-13-01', null],
    ['epoch_s', '1633046400', '2021-10-01T08:00:00.000+08:00'],
    ['epoch_ms', '1633046400000', '2021-10-01T08:00:00.000+08:00'],
    ['epoch_ms', 'x', null],
  ])('%s reads "%s"', (format, text, expected) => {
    expect(timeReader(format, '+08:00')(text)).toBe(expected)
  })

  it.each([
    ['MM/dd', 'a format has yyyy, MM (or M) and dd (or d) at least'],
    ['yyyy-MM-dd hh:mm', 'hh (1 to 12) and a (AM or PM) go together; 0 to 23 is HH'],
    ['yyyy-MM-ddTHH:mm', '"T" is no letter of a format; put plain text in single quotes'],
    ['yyyy-MM-dd dd', 'each part of a time stands once in a format'],
    ['yyyy-MM-dd', null],
  ])('%s: %s', (format, fault) => {
    expect(formatFault(format)).toBe(fault)
  })
})

const MAP = `
format: csv
source: hotline
time: { format: 'yyyy-MM-dd HH:mm', offset: '+08:00' }
unit: { column: 单位, values: { 金安: '341502' } }
events:
  - type: ticket.opened
    id: { text: '{编号}/opened' }
    time: 受理时间
    data: { ticket: 编号, limit_working_days: { column: 时限, kind: integer }, channel: { value: phone } }
  - type: ticket.called_back
    id: { text: '{编号}/called_back' }
    time: 回访时间
    when: [{ column: 回访时间, present: true }, { column: 状态, not_in: [作废] }]
    data: { ticket: 编号, satisfied: { column: 满意, kind: boolean }, solved: { column: 解决, values: { 已解决: true, 未解决: false } } }
`

describe('rows', () => {
  const rows = new RowEvents(readImportMap(MAP, 'MAP.yaml'))
  const row = { 编号: ' LA1 ', 单位: '金安', 受理时间: '2021-10-01 08:00', 时限: '10', 回访时间: '2021-10-08 09:30', 满意: '是', 解决: '未解决', 状态: '' }

  it('become several events, each with what its columns say', () => {
    expect(rows.of(row).events.map(({ line }) => JSON.parse(line) as unknown)).toEqual([
      { specversion: '1.0', source: 'hotline', id: 'LA1/opened', type: 'ticket.opened', subject: '341502', time: '2021-10-01T08:00:00+08:00', data: { ticket: 'LA1', limit_working_days: 10, channel: 'phone' } },
      { specversion: '1.0', source: 'hotline', id: 'LA1/called_back', type: 'ticket.called_back', subject: '341502', time: '2021-10-08T09:30:00+08:00', data: { ticket: 'LA1', satisfied: true, solved: false } },
    ])
  })

  it('leave out empty cells and events whose conditions do not hold', () => {
    expect(rows.of({ ...row, 时限: '', 回访时间: ' ' }).events.map(({ line }) => (JSON.parse(line) as { data: unknown }).data)).toEqual([{ ticket: 'LA1', channel: 'phone' }])
    expect(rows.of({ ...row, 状态: '作废' }).events).toHaveLength(1)
  })

  it('name every fault of a row, and still give the events without one', () => {
    const { events, faults } = rows.of({ ...row, 满意: '还行', 解决: '?', 回访时间: '2021-10-08' })
    expect(events.map(({ id }) => id)).toEqual(['LA1/opened'])
    expect(faults).toEqual([
      { column: '满意', found: '"还行"', expected: 'true or false (1/0, yes/no, 是/否)', mend: 'Mend the row, or list the words in the map’s values.' },
      { column: '解决', found: '"?"', expected: 'one of 已解决, 未解决', mend: 'Add the value to the map, or mend the row.' },
      { column: '回访时间', found: '"2021-10-08"', expected: 'a time like the map’s time.format', mend: 'Mend the row, or the format in the map.' },
    ])
  })

  it('without an id are refused', () => {
    expect(rows.of({ ...row, 编号: '' }).faults[0]).toEqual({ column: '{编号}/opened', found: 'nothing', expected: 'what makes the id of the event', mend: 'Mend the row; without an id it could be counted twice.' })
  })
})

describe('a map', () => {
  it('is refused with every fault at once', () => {
    expect(() => readImportMap('format: csv\nsource: s\ntime: { format: MM/dd, offset: "+08:00" }\nevents:\n  - { type: a.b, id: x, time: t, data: {} }', 'MAP.yaml')).toThrow(
      'MAP.yaml cannot be used as a map; mend it:\n  time.format: found "MM/dd"; a format has yyyy, MM (or M) and dd (or d) at least.\n  events.0: found neither subject here nor unit at the top; name the unit of every event.')
    expect(() => readImportMap('format: xls\nsource: s\nextra: 1', 'MAP.yaml')).toThrow(/format: Invalid option.*time: Invalid input.*events: Invalid input.*\(top\): Unrecognized key: "extra"/s)
  })

  it('of the real tickets opens 1,000 and closes 986', async () => {
    const folder = new URL('../../../../../test/real-tickets/', import.meta.url)
    const map = readImportMap(readFileSync(new URL('MAP.yaml', folder), 'utf8'), 'MAP.yaml')
    const maker = new RowEvents(map)
    const types: Record<string, number> = {}
    for await (const row of openRows(fileURLToPath(new URL('tickets.csv', folder)), map).rows) {
      if ('fault' in row) throw new Error(row.fault.found)
      const { events, faults } = maker.of(row.columns)
      expect(faults).toEqual([])
      for (const { type } of events) types[type] = (types[type] ?? 0) + 1
    }
    expect(types).toEqual({ 'ticket.opened': 1_000, 'ticket.closed': 986 })
  })
})
