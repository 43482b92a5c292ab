import { createHmac } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { Instant } from '@tierline/contracts/text'
import fc from 'fast-check'
import { parseInstant } from './instant.ts'
import { PersonHash } from './person-hash.ts'
import { Seal } from '@tierline/platform/seal'

describe('instants', () => {
  it.each([
    ['2021-12-15T10:30:00+08:00', '2021-12-15T02:30:00.000Z'],
    ['2024-02-29T23:59:59.9999Z', '2024-02-29T23:59:59.999Z'],
    ['2021-01-01T00:00:00.5-00:30', '2021-01-01T00:30:00.500Z'],
  ])('reads %s', (text, iso) => {
    expect(new Date(parseInstant(text)).toISOString()).toBe(iso)
  })

  it.each(['2021-12-15T10:30:00', '2021-02-29T00:00:00Z', '2021-12-15 10:30:00Z', '2021-12-15T24:00:00Z', '2021-12-15T10:30Z', '2021-12-15T10:30:00.Z', '2021-12-15T10:30:00+8:00', '2021-12-15T10:30:00z', ' 2021-12-15T10:30:00Z', '2021-12-15T10:30:00+08:00 ', ''])('does not read "%s"', (text) => {
    expect(parseInstant(text)).toBeNaN()
  })

  it('means the same as the contract', () => {
    const digit = fc.constantFrom('0', '1', '2', '3', '5', '9')
    const near = fc.tuple(fc.integer({ min: 100, max: 9999 }), fc.nat(13), fc.nat(32), fc.nat(25), fc.nat(61), fc.nat(61), fc.constantFrom('', '.', '.1', '.12', '.123', '.123456'), fc.constantFrom('Z', '+08:00', '-23:59', '+24:00', '+0800', ''))
      .map(([year, month, day, hour, minute, second, fraction, zone]) => `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}`)
    const mutated = fc.tuple(near, fc.nat(30), fc.oneof(digit, fc.string({ maxLength: 1 }))).map(([text, at, char]) => text.slice(0, at) + char + text.slice(at + 1))
    fc.assert(fc.property(fc.oneof(near, mutated), (text) => {
      const isFit = Instant.safeParse(text).success
      expect(parseInstant(text)).toBe(isFit && !text.startsWith('00') ? Date.parse(text) : NaN)
    }), { numRuns: 5_000 })
  })
})

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0')

describe('personal fields', () => {
  it('are replaced by HMAC-SHA256, 16 bytes', () => {
    for (const key of [Buffer.alloc(32, 7), Buffer.alloc(100, 9)]) {
      const persons = new PersonHash(key)
      fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1_000, maxLength: 5_000 })), (person) => {
        expect(persons.of(person)).toBe(createHmac('sha256', key).update(person).digest('hex').slice(0, 32))
      }), { numRuns: 500 })
    }
  })

  it('need a key of 16 bytes', () => {
    expect(() => new PersonHash(Buffer.alloc(8))).toThrow('The key of personal fields has 8 bytes, expected 16 at least.')
  })
})

describe('a sealed event', () => {
  const seal = new Seal(Buffer.alloc(32, 3))

  it('opens to the same bytes, and shows none of them', () => {
    const text = Buffer.from('{"data":{"persn":"34150219800101"}}')
    const sealed = Buffer.from(seal.close(text), 'base64')
    expect(sealed.includes('34150219800101')).toBe(false)
    expect(seal.open(sealed)?.equals(text)).toBe(true)
  })

  it('does not open with another key, or after a change', () => {
    const sealed = Buffer.from(seal.close(Buffer.from('text')), 'base64')
    expect(new Seal(Buffer.alloc(32, 4)).open(sealed)).toBeNull()
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    expect(seal.open(sealed)).toBeNull()
    expect(seal.open(Buffer.alloc(5))).toBeNull()
  })
})
