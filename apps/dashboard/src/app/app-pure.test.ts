import { describe, expect, it } from '@jest/globals'
import { COUNTIES } from '../testing/fixture-units.ts'
import { findUnits } from './find-units.ts'
import { keyOf, type KeyPress } from './shortcuts.ts'

const rows = COUNTIES.map(([unit, name, nameEn, short, initials], order) => ({ unit, name, nameEn, short, initials, order }))
const found = (query: string) => findUnits(rows, query).map((row) => row.short)

describe('finding a unit', () => {
  it.each([
    ['la', ['六安经开区']], ['LA', ['六安经开区']], ['舒城', ['舒城']], ['jzx', ['金寨']], ['huo', ['霍邱', '霍山']], ['341524', ['金寨']], ['经开', ['六安经开区']], ['jinan', ['金安']], ['', []], ['  ', []], ['zzz', []],
  ])('by %j', (query, units) => {
    expect(found(query)).toEqual(units)
  })
  it('puts names that begin with the query before initials', () => {
    expect(found('j')).toEqual(['金安', '金寨', '叶集', '六安经开区'])
  })
})

describe('shortcuts', () => {
  const press = (patch: Partial<KeyPress> & { key: string }): KeyPress => ({ isComposing: false, keyCode: 0, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, target: null, ...patch })
  const input = { tagName: 'INPUT' } as unknown as EventTarget

  it.each([
    [press({ key: '/' }), '/'], [press({ key: '?' }), '?'], [press({ key: 'k', ctrlKey: true }), 'Mod+k'], [press({ key: 'K', metaKey: true }), 'Mod+k'], [press({ key: 'k', ctrlKey: true, target: input }), 'Mod+k'],
    [press({ key: '/', target: input }), null], [press({ key: 'Escape', target: input }), 'Escape'], [press({ key: 'c', ctrlKey: true }), null], [press({ key: '/', altKey: true }), null], [press({ key: '/', defaultPrevented: true }), null],
  ])('%#: the key is %s', (event, key) => {
    expect(keyOf(event)).toBe(key)
  })
  it('do not hear an input method that is composing', () => {
    expect(keyOf(press({ key: '/', isComposing: true }))).toBeNull()
    expect(keyOf(press({ key: 'Enter', keyCode: 229 }))).toBeNull()
  })
})
