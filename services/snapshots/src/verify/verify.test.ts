import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { canonicalJson } from '@tierline/scoring'
import { contentHash, contentText, fileOpening, fileText } from '../freeze/frozen.ts'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { frozenCity } from '../testing/frozen-city.ts'
import type { FrozenCity } from '../testing/frozen-city.ts'
import { verifyFile } from './verify-file.ts'

let city: FrozenCity
let frozen: FrozenSnapshot
let file: Buffer

/** A file in pieces of a size, as streams give it. */
async function* inPieces(bytes: Buffer, size = 1_000): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

const outcomes = async (bytes: Buffer, size?: number): Promise<Record<string, string>> => Object.fromEntries((await verifyFile(inPieces(bytes, size))).checks.map(({ check, outcome }) => [check, outcome]))

beforeAll(async () => {
  ({ city, frozen } = await frozenCity())
  let text = ''
  for await (const piece of fileText(frozen)) text += piece
  file = Buffer.from(text)
})
afterAll(async () => { await city.close() })

describe('a snapshot’s file, offline', () => {
  it.each([1, 7, 1_000, 10_000_000])('holds, in pieces of %d bytes; what needs the database is skipped and said', async (size) => {
    expect(await outcomes(file, size)).toEqual({ hash: 'holds', rubric: 'holds', figures: 'holds', chain: 'skipped', events: 'skipped' })
    expect((await verifyFile(inPieces(file, size))).holds).toBe(true)
  })

  it('is found changed by one flipped bit, wherever it is', async () => {
    const missed: number[] = []
    // The opening byte by byte, the rest in steps that meet every kind of place; the last bytes too.
    const places = [...Array.from({ length: 300 }, (_, at) => at), ...Array.from({ length: 160 }, (_, n) => 300 + Math.floor((n * (file.length - 310)) / 160)), ...Array.from({ length: 10 }, (_, n) => file.length - 1 - n)]
    for (const at of places) {
      const flipped = Buffer.from(file)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      if ((await verifyFile(inPieces(flipped, 100_000))).holds) missed.push(at)
    }
    expect(missed).toEqual([])
  })

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a byte more at the end', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])], ['a byte less', (bytes) => bytes.subarray(0, -1)], ['a space in the opening', (bytes) => Buffer.concat([Buffer.from(' '), bytes])],
    ['nothing at all', () => Buffer.alloc(0)], ['another file', () => Buffer.from('{"a":1}')], ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ])('does not hold with %s', async (_, change) => {
    expect((await verifyFile(inPieces(change(file)))).holds).toBe(false)
  })

  it('is found out even where hash and seal were made to fit: the figures do not come of the facts', async () => {
    const text = file.toString('utf8')
    const content = JSON.parse(text.slice(text.indexOf('"content":') + '"content":'.length, -1)) as { units: { row: { score: string } }[] }
    const [first] = content.units
    if (first) first.row.score = '19.99'
    const { units, ...head } = content
    const texts = (async function* () { for (const unit of units) yield await Promise.resolve({ text: canonicalJson(unit) }) })
    const hash = await contentHash('sha256', contentText(canonicalJson(head), texts()))
    let forged = fileOpening({ algorithm: 'sha256', hash, id: frozen.id, state: 'issued' })
    for await (const piece of contentText(canonicalJson(head), texts())) forged += piece
    expect(await outcomes(Buffer.from(`${forged}}`))).toMatchObject({ hash: 'holds', rubric: 'holds', figures: 'broken' })
  })
})

describe('a stored snapshot', () => {
  const change = async (sql: string): Promise<Record<string, string>> => {
    const { db } = city.platform
    const before = await db.rows({ parse: (row) => row as { state: string } }, 'select * from snapshot where id = $1', [frozen.id])
    expect(before).toHaveLength(1)
    await db.script('create table kept_snapshot as select * from snapshot; create table kept_unit as select * from snapshot_unit; create table kept_event as select * from event')
    try {
      await db.script(sql)
      return Object.fromEntries((await city.snapshots.verifier.byId(frozen.id)).checks.map(({ check, outcome }) => [check, outcome]))
    } finally {
      await db.script(`update snapshot s set hash = k.hash, head = k.head, cutoff = k.cutoff, units = k.units, rubric_hash = k.rubric_hash from kept_snapshot k where k.id = s.id;
        delete from snapshot_unit; insert into snapshot_unit select * from kept_unit; delete from event; insert into event select * from kept_event; drop table kept_snapshot, kept_unit, kept_event; delete from kept_from`)
    }
  }

  it.each<[string, string, Record<string, string>]>([
    ['nothing', 'select 1', { hash: 'holds', figures: 'holds', events: 'holds', rubric: 'holds', chain: 'skipped' }],
    ['a figure of one row', `update snapshot_unit set "row" = replace("row", '"score":"14.00"', '"score":"14.01"')`, { hash: 'broken', figures: 'broken' }],
    ['a fact', `update snapshot_unit set facts = replace(facts, '"5"', '"6"')`, { hash: 'broken', figures: 'broken', events: 'broken' }],
    ['a word of an explanation', `update snapshot_unit set explanation = replace(explanation, '核验名次', '核验次序') where place = 1`, { hash: 'broken', figures: 'holds' }],
    ['the order of two units', 'update snapshot_unit set place = place + 10 where place = 1', { hash: 'broken', figures: 'holds' }],
    ['a unit that is gone', 'delete from snapshot_unit where place = 2', { hash: 'broken' }],
    ['the rubric’s text', `update snapshot set head = replace(head, 'percent', 'number')`, { hash: 'broken', rubric: 'broken' }],
    ['the column of the cut-off', `update snapshot set cutoff = cutoff + interval '1 hour'`, { hash: 'broken', figures: 'holds' }],
    ['an event that is gone', `delete from event where type = 'code.verified' and position = (select max(position) from event)`, { hash: 'holds', figures: 'holds', events: 'broken' }],
    ['events that were dropped', `insert into kept_from (what, instant) values ('events', '2021-06-01')`, { hash: 'holds', figures: 'holds', events: 'skipped' }],
    ['content beyond reading', `update snapshot set head = 'x' || head`, { hash: 'broken' }],
  ])('after a change of %s', async (_, sql, expected) => {
    expect(await change(sql)).toMatchObject(expected)
  })

  it('is unknown under a number that nothing has', async () => {
    await expect(city.snapshots.verifier.byId(99)).rejects.toMatchObject({ problem: { status: 404 } })
  })
})
