import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { findJsonFault, MAX_DEPTH } from './json-fault.ts'
import { readObject } from './read-object.ts'

const read = (text: string | Buffer): unknown => {
  const found = readObject(Buffer.from(text))
  return found.kind === 'read' ? found.object : `${found.code} ${found.detail}`
}

describe('reading one object', () => {
  it.each([
    ['a doubled name', '{"id":"1","data":{"n":1,"n":2}}', 'duplicate_key data.n (byte 24): found the same name twice in one object, expected each name once. Remove one of the two; which one holds cannot be known.'],
    ['a doubled name behind an escape', '{"a":1,"\\u0061":2}', 'duplicate_key a (byte 7): found the same name twice in one object, expected each name once. Remove one of the two; which one holds cannot be known.'],
    ['NaN', '{"data":{"n":NaN}}', 'number_out_of_range data.n (byte 13): found NaN or Infinity, expected a finite number. Leave the field out where there is no value.'],
    ['-Infinity', '{"n":-Infinity}', 'number_out_of_range n (byte 5): found NaN or Infinity, expected a finite number. Leave the field out where there is no value.'],
    ['1e400', '{"n":1e400}', 'number_out_of_range n (byte 5): found a number that cannot be kept exactly, expected a number of at most 9007199254740991 either way. Send long numbers and codes as text, in double quotes.'],
    ['an integer that loses digits', '{"n":[1,9007199254740993]}', 'number_out_of_range n.1 (byte 8): found a number that cannot be kept exactly, expected a number of at most 9007199254740991 either way. Send long numbers and codes as text, in double quotes.'],
    ['a trailing comma', '{"a":1,}', 'not_json byte 7: found another character, expected a name in double quotes. Put names of members in double quotes, and no comma after the last one.'],
    ['single quotes', "{'a':1}", 'not_json byte 1: found another character, expected a name in double quotes. Put names of members in double quotes, and no comma after the last one.'],
    ['a missing colon', '{"a" 1}', 'not_json byte 5: found another character, expected a colon after the name. Write "name": value.'],
    ['a cut object', '{"a":{"b":1', 'not_json a (byte 11): found the end of the text, expected a comma or the end of the object. Part the members by commas and close the object with }.'],
    ['a cut text', '{"a":"b', 'not_json a (byte 7): found the end of the text, expected a closing quote. Close the text with a double quote; the event may have been cut off.'],
    ['a raw tab in a text', '{"a":"b\tc"}', 'not_json a (byte 7): found another character, expected an escaped control character. Write line breaks in a text as \\n and tabs as \\t.'],
    ['an unknown escape', '{"a":"\\x"}', 'not_json a (byte 6): found another character, expected an escape that JSON knows. Write a backslash in a text as \\\\.'],
    ['a leading zero', '{"a":01}', 'not_json byte 6: found another character, expected a comma or the end of the object. Part the members by commas and close the object with }.'],
    ['two objects', '{} {}', 'not_json byte 3: found another character, expected the end of the event. Write one event only, and nothing after it.'],
    ['nothing', '', 'not_json byte 0: found the end of the text, expected a value. Write a text in double quotes, a number, true, false, null, an object or a list.'],
    ['a list', '[]', 'not_an_event event: found a list, expected a JSON object with specversion, id, source and type. Lists of events go as application/cloudevents-batch+json.'],
    ['a byte place behind Chinese', '{"名":1,"名":2}', 'duplicate_key 名 (byte 9): found the same name twice in one object, expected each name once. Remove one of the two; which one holds cannot be known.'],
  ])('names the fault of %s', (_name, text, sentence) => {
    expect(read(text)).toBe(sentence)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(read(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]))).toBe('not_utf8 event: found bytes that are not UTF-8, expected UTF-8. Convert the text, e.g. with iconv -f GB18030 -t UTF-8.')
  })

  it('refuses an event over the limit by its size', () => {
    expect(read(`{"a":"${'x'.repeat(65_536)}"}`)).toBe('event_too_large event: found 65544 bytes, expected at most 65536 bytes. Send less in data, or several events.')
  })

  it('takes the allowed depth and refuses one more', () => {
    const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    expect(readObject(Buffer.from(nested(MAX_DEPTH))).kind).toBe('read')
    expect(read(nested(MAX_DEPTH + 1))).toMatch(/^too_deep a(\.0)* \(byte 20\): found more than 16 levels of nesting/)
    expect(read(nested(20_000))).toMatch(/^too_deep/)
  })

  it('never shows a long run of digits', () => {
    expect(read('{"13812345678":1,"13812345678":2}')).toMatch(/^duplicate_key … \(byte 17\)/)
  })

  it('knows whether a text holds a \\u escape', () => {
    const has = (text: string): boolean => {
      const found = readObject(Buffer.from(text))
      return found.kind === 'read' && found.hasUnicodeEscape
    }
    expect(has('{"a":"\\u0000"}')).toBe(true)
    expect(has('{"a":"\\\\u0000"}')).toBe(false)
    expect(has('{"a":"名\\n"}')).toBe(false)
  })

})

describe('reading anything', () => {
  it('takes every object that JSON can write, and gives it back unchanged', () => {
    const exact = fc.jsonValue({ maxDepth: 6 }).filter((value) => findJsonFault(JSON.stringify(value)) === null)
    fc.assert(fc.property(fc.dictionary(fc.string(), exact, { noNullPrototype: true }), (object) => {
      expect(read(JSON.stringify(object))).toEqual(JSON.parse(JSON.stringify(object)))
    }), { numRuns: 500 })
  })

  it('never throws, and agrees with JSON.parse on what is JSON, whatever the bytes', () => {
    const valid = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })).map((object) => JSON.stringify(object))
    const broken = fc.tuple(valid, fc.nat(), fc.constantFrom('', '"', '{', '}', ',', ':', '\\', '\u0000', 'NaN', '1e999', '名', ' ')).map(([text, place, insert]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + insert + text.slice(at + 1)
    })
    fc.assert(fc.property(fc.oneof(broken, fc.string({ unit: 'binary' }), valid), (text) => {
      const found = readObject(Buffer.from(text))
      // A fault of another name may come before the place at which the text breaks.
      const isJson = parses(Buffer.from(text).toString())
      expect(found.kind === 'read' ? isJson : found.code !== 'not_json' || !isJson).toBe(true)
    }), { numRuns: 2_000 })
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(['read', 'rejected']).toContain(readObject(Buffer.from(bytes)).kind)
    }), { numRuns: 1_000 })
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
