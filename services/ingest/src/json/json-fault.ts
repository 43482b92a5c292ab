import type { RejectCode } from '@tierline/contracts/ingest'

/** The first thing that makes a text unreadable: its code, where it is (byte of the text), and the sentence's parts. */
export interface JsonFault {
  code: RejectCode
  path: string
  at: number
  found: string
  expected: string
  mend: string
}

/** Events are flat: more nesting than this is not an event. */
export const MAX_DEPTH = 16

class Found extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.found)
  }
}

/**
 * Names the first fault of a text, or null where `JSON.parse` takes it and nothing is doubled, too deep or out of range.
 * The slow path: it runs only after the fast checks have failed. The sentence never quotes values, since they may be about persons.
 */
export function findJsonFault(text: string): JsonFault | null {
  try {
    new Reader(text).document()
    return null
  } catch (error) {
    if (error instanceof Found) return error.fault
    throw error
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const NOT_A_NUMBER = /[+-]?(?:NaN|Infinity)/y
const WORD = /true|false|null/y
// oxlint-disable-next-line no-control-regex
const STRING_PART = /[^"\\\u0000-\u001f]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

class Reader {
  private at = 0
  private readonly path: string[] = []

  constructor(private readonly text: string) {}

  document(): void {
    this.space()
    this.value()
    this.space()
    if (this.at < this.text.length) this.broken('the end of the event', 'Write one event only, and nothing after it.')
  }

  private value(): void {
    const char = this.text[this.at]
    if (char === '{') this.object()
    else if (char === '[') this.list()
    else if (char === '"') this.string()
    else if (!this.take(WORD)) this.number()
  }

  private object(): void {
    this.open()
    const seen = new Set<string>()
    if (this.skip('}')) return
    do {
      this.space()
      if (this.text[this.at] !== '"') this.broken('a name in double quotes', 'Put names of members in double quotes, and no comma after the last one.')
      const keyAt = this.at
      const key = JSON.parse(this.string()) as string
      if (seen.has(key)) this.doubled(key, keyAt)
      seen.add(key)
      this.space()
      if (!this.skip(':')) this.broken('a colon after the name', 'Write "name": value.')
      this.path.push(key)
      this.space()
      this.value()
      this.path.pop()
      this.space()
    } while (this.skip(','))
    if (!this.skip('}')) this.broken('a comma or the end of the object', 'Part the members by commas and close the object with }.')
  }

  private list(): void {
    this.open()
    if (this.skip(']')) return
    let index = 0
    do {
      this.path.push(String(index))
      this.space()
      this.value()
      this.path.pop()
      this.space()
      index += 1
    } while (this.skip(','))
    if (!this.skip(']')) this.broken('a comma or the end of the list', 'Part the entries by commas and close the list with ].')
  }

  private depth = 0

  private open(): void {
    this.depth += 1
    if (this.depth > MAX_DEPTH) {
      this.fail('too_deep', `more than ${MAX_DEPTH} levels of nesting`, `at most ${MAX_DEPTH}`, 'Send the fields of data flat, as the catalogue names them.')
    }
    this.at += 1
    this.space()
  }

  private string(): string {
    const from = this.at
    this.at += 1
    for (;;) {
      this.take(STRING_PART)
      if (this.skip('"', false)) return this.text.slice(from, this.at)
      if (!this.take(ESCAPE)) this.brokenString()
    }
  }

  private brokenString(): never {
    const char = this.text[this.at]
    if (char === undefined) return this.broken('a closing quote', 'Close the text with a double quote; the event may have been cut off.')
    if (char === '\\') return this.broken('an escape that JSON knows', 'Write a backslash in a text as \\\\.')
    return this.broken('an escaped control character', 'Write line breaks in a text as \\n and tabs as \\t.')
  }

  private number(): void {
    const from = this.at
    if (this.take(NUMBER)) {
      if (Math.abs(Number(this.text.slice(from, this.at))) <= Number.MAX_SAFE_INTEGER) return
      this.at = from
      this.fail('number_out_of_range', 'a number that cannot be kept exactly', 'a number of at most 9007199254740991 either way', 'Send long numbers and codes as text, in double quotes.')
    }
    if (this.take(NOT_A_NUMBER)) {
      this.at = from
      this.fail('number_out_of_range', 'NaN or Infinity', 'a finite number', 'Leave the field out where there is no value.')
    }
    this.broken('a value', 'Write a text in double quotes, a number, true, false, null, an object or a list.')
  }

  private doubled(key: string, keyAt: number): never {
    this.at = keyAt
    this.path.push(key)
    return this.fail('duplicate_key', 'the same name twice in one object', 'each name once', 'Remove one of the two; which one holds cannot be known.')
  }

  private broken(expected: string, mend: string): never {
    return this.fail('not_json', this.at >= this.text.length ? 'the end of the text' : 'another character', expected, mend)
  }

  private fail(code: RejectCode, found: string, expected: string, mend: string): never {
    throw new Found({ code, path: this.path.map(shownName).join('.'), at: Buffer.byteLength(this.text.slice(0, this.at)), found, expected, mend })
  }

  private space(): void {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at += 1
  }

  private skip(char: string, leadingSpace = true): boolean {
    if (leadingSpace) this.space()
    if (this.text[this.at] !== char) return false
    this.at += 1
    return true
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.text)) return false
    this.at = pattern.lastIndex
    return true
  }
}

/** A member's name as it may stand in a sentence: long ones are cut, and long runs of digits (which could mark a person) are not shown. */
export function shownName(name: string): string {
  const short = name.length > 40 ? `${name.slice(0, 40)}…` : name
  // oxlint-disable-next-line no-control-regex
  return short.replace(/\d{7,}/g, '…').replace(/[\u0000-\u001f]/g, '\u{fffd}')
}
