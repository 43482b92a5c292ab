import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { PatchedMap } from './patched-map.ts'

const whole = new Map([['a', 1], ['b', 2], ['c', 3]])

describe('a patched map', () => {
  it('reads like a copy with the entries set, and leaves the other as it was', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9)), { maxLength: 4 }), { maxLength: 5 }), (rounds) => {
      let patched: ReadonlyMap<string, number> = whole
      const copy = new Map(whole)
      for (const entries of rounds) {
        const before = [...patched]
        const next = PatchedMap.of(patched, entries)
        for (const [key, value] of entries) copy.set(key, value)
        expect([...patched]).toEqual(before)
        patched = next
      }
      expect([...patched]).toEqual([...copy])
      expect([...patched.keys(), ...patched.values(), patched.size]).toEqual([...copy.keys(), ...copy.values(), copy.size])
      const told: [string, number][] = []
      patched.forEach((value, key) => told.push([key, value]))
      expect(told).toEqual([...copy])
      expect(['a', 'b', 'c', 'd'].map((key) => [patched.get(key), patched.has(key)])).toEqual(['a', 'b', 'c', 'd'].map((key) => [copy.get(key), copy.has(key)]))
    }))
  })

  it('becomes a map of its own once much of it is patched', () => {
    const many = new Map(Array.from({ length: 2_000 }, (_, n) => [n, 0]))
    const patched = PatchedMap.of(many, Array.from({ length: 600 }, (_, n) => [n, 1] as const))
    expect(patched).toBeInstanceOf(Map)
    expect([patched.get(599), patched.get(600), patched.size]).toEqual([1, 0, 2_000])
  })

  it('adds no key', () => {
    expect(() => PatchedMap.of(whole, [['d', 4]])).toThrow('found the new key d')
  })
})
