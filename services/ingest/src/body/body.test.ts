import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import type { ProblemError } from '@tierline/platform/http/problem'
import fc from 'fast-check'
import { arrayElements } from './array-elements.ts'
import { readChunks, readWhole } from './body-reader.ts'
import { LineSplitter } from './line-splitter.ts'

/** Cuts a buffer at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [...new Set([0, ...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
}

describe('lines', () => {
  it('are the same however the stream is cut', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('\n', ' '))
    fc.assert(fc.property(fc.array(line, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 30 }), fc.boolean(), (lines, places, endsWithNewline) => {
      const seen: (string | null)[] = []
      const splitter = new LineSplitter((bytes) => seen.push(bytes && bytes.toString()))
      for (const chunk of cut(Buffer.from(lines.join('\n') + (endsWithNewline ? '\n' : '')), places)) splitter.push(chunk)
      splitter.end()
      // oxlint-disable-next-line no-control-regex
      expect(seen.map((text) => text?.replace(/^[\u0000- ]+/, ''))).toEqual(lines.map((text) => text.replace(/^[\u0000- ]+|[\u0000- ]+$/g, '')).filter((text) => text !== ''))
    }), { numRuns: 500 })
  })

  it('over the limit are said to be so, and cost no more memory than the limit', () => {
    const seen: (number | null)[] = []
    const splitter = new LineSplitter((bytes) => seen.push(bytes && bytes.length))
    splitter.push(Buffer.from('a\n'))
    for (let part = 0; part < 1_000; part += 1) splitter.push(Buffer.alloc(65_536, 'x'))
    splitter.push(Buffer.from('\nb\n'))
    splitter.push(Buffer.concat([Buffer.alloc(70_000, 'y'), Buffer.from('\nc')]))
    splitter.end()
    expect(seen).toEqual([1, null, 1, null, 1])
  })
})

describe('the elements of a list', () => {
  it('are found whatever is inside of them', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), fc.nat(3), (values, spaces) => {
      const bytes = Buffer.from(` ${JSON.stringify(values, null, spaces)}\n`)
      const found = arrayElements(bytes)
      if ('brokenAt' in found) throw new Error(`broken at ${found.brokenAt}: ${bytes.toString()}`)
      expect(found.elements.map(([from, until]) => JSON.parse(bytes.subarray(from, until).toString()) as unknown)).toEqual(JSON.parse(bytes.toString()))
    }), { numRuns: 1_000 })
  })

  it('never throw, and are broken only where JSON is', () => {
    const text = fc.oneof(fc.string({ unit: fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', ' ', 'a', '1') }), fc.string({ unit: 'binary' })).map((inner) => `[${inner}]`)
    fc.assert(fc.property(text, (list) => {
      const found = arrayElements(Buffer.from(list))
      expect('brokenAt' in found && parses(list)).toBe(false)
    }), { numRuns: 3_000 })
  })
})

describe('a body', () => {
  const bounds = { bytes: 100, idleMs: 60, pauseMs: 10 }
  const problemOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: ProblemError) => `${error.problem.status} ${error.problem.code}`)

  it('is read to its end', async () => {
    expect((await readWhole(Readable.from([Buffer.from('ab'), Buffer.from('c')]), bounds)).toString()).toBe('abc')
  })

  it('is refused as soon as it is over the limit, and left open for the reply', async () => {
    const body = Readable.from([Buffer.alloc(60), Buffer.alloc(60), Buffer.alloc(60)])
    expect(await problemOf(readWhole(body, bounds))).toBe('413 too_large')
    expect(body.destroyed).toBe(false)
  })

  it('that pauses says so, and goes on', async () => {
    const body = new PassThrough()
    const seen: (string | null)[] = []
    body.write('a')
    setTimeout(() => body.end('b'), 30)
    for await (const chunk of readChunks(body, bounds)) seen.push(chunk && chunk.toString())
    expect(seen).toEqual(['a', null, 'b'])
  })

  it('that falls silent is refused', async () => {
    const body = new PassThrough()
    body.write('a')
    expect(await problemOf(readWhole(body, bounds))).toBe('408 too_slow')
  })

  it('that is cut off is refused', async () => {
    const body = new PassThrough()
    setTimeout(() => body.destroy(new Error('aborted')), 5)
    expect(await problemOf(readWhole(body, bounds))).toBe('400 cut_off')
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
