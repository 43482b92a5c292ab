import { describe, expect, it } from '@jest/globals'
import { LogRecord } from '@tierline/contracts/log-record'
import type { EventRecord, RefusedRecord } from '@tierline/contracts/log-record'
import fc from 'fast-check'
import { Seal } from '../../seal.ts'
import { decodeRecord, encodeRecord, isLogRecord, UNREADABLE_SOURCE } from './record-codec.ts'

const seal = new Seal(Buffer.alloc(32, 7))
const ARRIVED = Date.UTC(2021, 11, 15)

const event: EventRecord = {
  kind: 'event', source: 's', id: 'i', type: 'code.claimed', unit: '341502', subject: '金安', time: ARRIVED - 1_000, arrived: ARRIVED,
  identity: '0123456789abcdef0123456789abcdef', content: 'ffffffffffffffffffffffffffffffff', corrects: null, data: { person: 'ab', channel: '线上', list: ['a'] }, replayOf: null,
}
const refused: RefusedRecord = {
  kind: 'refused', code: 'unknown_unit', detail: 'subject: …', source: 's', id: 'i', type: 'code.claimed', subject: '河沥', time: null, arrived: ARRIVED,
  payload: { specversion: '1.0', data: {} }, sealed: null, replayOf: 4,
}

/** Values that stand at the edges of what a field takes. */
const EDGES: readonly unknown[] = [undefined, null, '', 'a', '0123456789abcdef0123456789abcdef', '0123456789ABCDEF0123456789abcdef', 'unreadable', 'event', 'refused', 0, -0, 1, 1.5, -1, ARRIVED, Date.UTC(2000, 0, 1), Date.UTC(2000, 0, 1) - 1, Date.UTC(2100, 0, 1), Date.UTC(2100, 0, 1) + 1, 2 ** 53, 1e300, true, false, [], ['a'], {}, { a: 1 }, { constructor: 1 }, { constructor: { prototype: 1 } }]

/** As it comes back from JSON: what is undefined is not there. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the codec of records', () => {
  it.each([event, refused])('gives back what went in, with the unit or the source as key', (record) => {
    const { key, value } = encodeRecord(record)
    expect(key).toBe(record.kind === 'event' ? '341502' : 's')
    expect(decodeRecord({ value }, seal, 0)).toEqual(record)
  })

  it('asks the same as the schema of every field at its edges', () => {
    for (const record of [event, refused]) {
      for (const name of Object.keys(record)) {
        for (const edge of EDGES) {
          const read = written({ ...record, [name]: edge })
          expect({ name, edge, is: isLogRecord(read) }).toEqual({ name, edge, is: LogRecord.safeParse(read).success })
        }
      }
    }
  })

  it('asks the same as the schema of any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(event, refused), fc.constantFrom(...Object.keys({ ...event, ...refused })), (value, record, name) => {
      for (const read of [value, written({ ...record, [name]: value })]) expect(isLogRecord(read)).toBe(LogRecord.safeParse(read).success)
    }), { numRuns: 2_000 })
    const strange = JSON.parse('{"__proto__":{"a":1},"toString":2}') as Record<string, unknown>
    expect(isLogRecord({ ...event, data: strange })).toBe(LogRecord.safeParse({ ...event, data: strange }).success)
  })

  it.each([
    ['no value', null, 'value: found no value, expected'],
    ['nothing', Buffer.alloc(0), 'found 0 bytes that are no JSON'],
    ['torn JSON', Buffer.from(JSON.stringify(event)).subarray(0, 50), 'found 50 bytes that are no JSON'],
    ['bytes', Buffer.from([0xff, 0x00, 0xfe]), 'found 3 bytes that are no JSON'],
    ['a number', Buffer.from('17'), 'found JSON that is no record'],
    ['a list', Buffer.from('[{"kind":"event"}]'), 'found JSON that is no record'],
    ['another kind', Buffer.from('{"kind":"other"}'), 'found an object whose kind cannot be used'],
    ['a time far ahead', Buffer.from(JSON.stringify({ ...event, time: 1e15, identity: 'no', extra: 1 })), 'found an object whose time, identity cannot be used'],
  ])('makes a quarantined record of %s, sealed, at the given arrival', (_name, value, says) => {
    const record = decodeRecord({ value }, seal, ARRIVED)
    expect(LogRecord.parse(record)).toMatchObject({ kind: 'refused', code: 'unreadable', source: UNREADABLE_SOURCE, arrived: ARRIVED, payload: null, detail: expect.stringContaining(says) })
    expect(seal.open(Buffer.from((record as RefusedRecord).sealed ?? '', 'base64'))).toEqual(value ?? Buffer.alloc(0))
  })

  it('never throws, whatever the bytes, and never says what stood in them', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeRecord({ value: Buffer.from(bytes) }, seal, ARRIVED).kind).toBe('refused')
    }), { numRuns: 2_000 })
    expect(JSON.stringify({ ...decodeRecord({ value: Buffer.from('{"kind":"event","data":{"person":"340102199001011234"}}') }, seal, ARRIVED), sealed: null })).not.toContain('340102')
  })

  it('takes fields that a newer version has added', () => {
    expect(decodeRecord({ value: Buffer.from(JSON.stringify({ ...event, newer: { field: 1 } })) }, seal, 0)).toMatchObject({ kind: 'event', id: 'i' })
  })
})
