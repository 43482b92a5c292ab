import { afterEach, describe, expect, it } from '@jest/globals'
import type { BoardRow } from '@tierline/contracts/board'
import { readFactsThen, readRowsThen } from '@tierline/boards/past/past.store'
import { readStandings } from '@tierline/boards/board/movement.store'
import { unpackRow } from '@tierline/platform/board/stored-row'
import { boardHead, rowOf } from '@tierline/scoring'
import type { BoardRowCore } from '@tierline/scoring'
import { Thinning } from '@tierline/scoring-service/loop/thinning'
import { keepTestServer } from '@tierline/scoring-service/testing/keep-test-server'
import fc from 'fast-check'
import { KEY, PlacedCity, TOWNS } from './placed-city.ts'
import type { SeqThen } from './placed-city.ts'

const DAY_MS = 86_400_000
/** Each opens a database. */
const RUNS = 6

const unit = fc.constantFrom(...TOWNS)
const ticket = fc.integer({ min: 1, max: 20 }).map(String)
const event = fc.oneof(
  fc.record({ unit, type: fc.constant('code.verified'), data: fc.record({ count: fc.integer({ min: 1, max: 9 }), checkpoint: fc.constantFrom('gate', 'hall', 'stop', 'yard') }) }),
  fc.record({ unit, type: fc.constant('ticket.opened'), data: fc.record({ ticket, due: fc.constant('2021-12-31T00:00:00Z') }) }),
  fc.record({ unit, type: fc.constant('ticket.closed'), data: fc.record({ ticket }) }),
)
const happening = fc.record({ what: fc.constant('events' as const), seconds: fc.integer({ min: 0, max: 40 }), events: fc.array(event, { minLength: 1, maxLength: 3 }) })
const step = fc.oneof(
  { weight: 14, arbitrary: happening },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('turn' as const), town: unit }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('restart' as const, 'thin' as const, 'as before' as const) }) },
)
/** As long as they can be, for what is looked for takes some length. */
const steps = fc.tuple(fc.array(happening, { minLength: 8, maxLength: 8 }), fc.array(step, { minLength: 30, maxLength: 30 })).map(([first, then]) => [...first, ...then])

describe('places apart from rows', () => {
  keepTestServer()
  let city: PlacedCity | null = null
  afterEach(async () => await city?.close())

  it('are read live, as known at every seq, and by explanations, just as scoring afresh gives them', async () => {
    let placedAlone = 0
    const seen = new Set<string>()
    await fc.assert(fc.asyncProperty(steps, async (taken) => {
      await city?.close()
      city = await PlacedCity.open()
      for (const one of taken) {
        await take(city, one)
        seen.add(one.what)
        placedAlone = Math.max(placedAlone, await city.placedAlone())
        for (const boards of [city.live, city.freshBoards()]) expect(scoredRows((await boards.read(KEY))?.rows)).toEqual(city.trial.expectedBoard(KEY.period))
      }
      const kept = await city.kept()
      expect(kept.length).toBeGreaterThan(3)
      for (const then of kept) await compareSeq(city, then)
      for (const town of TOWNS) await compareTrend(city, kept, town)
    }), { numRuns: RUNS, endOnFailure: true })
    expect(placedAlone).toBeGreaterThan(5)
    expect([...seen].sort()).toEqual(['as before', 'events', 'restart', 'thin', 'turn'])
  }, 300_000)
})

async function take(city: PlacedCity, one: typeof steps extends fc.Arbitrary<(infer Step)[]> ? Step : never): Promise<void> {
  if (one.what === 'events') await city.step(one.seconds, one.events)
  else if (one.what === 'turn') await city.turn(one.town)
  else if (one.what === 'thin') await new Thinning(city.platform.db).run(city.platform.clock.now() + 3 * DAY_MS, [city.record.id])
  else if (one.what === 'as before') await city.storeAsBefore()
  else city.restart()
}

/** What of a board's rows scoring decides, by code. */
function scoredRows(rows: readonly BoardRow[] | undefined): unknown[] {
  return (rows ?? []).map(({ name: _name, nameEn: _en, short: _short, initials: _initials, order: _order, previousRank: _rank, previousScore: _score, lastEventAt: _at, spark: _spark, ...scored }) => scored).sort((a, b) => (a.unit < b.unit ? -1 : 1))
}

/** The stored rows of a seq, its standings, the known board of its instant, and the view behind an explanation. */
async function compareSeq(city: PlacedCity, { seq, at, rows }: SeqThen): Promise<void> {
  const { platform: { db, directory }, record: { id } } = city
  const indicators = boardHead((await city.views.find({ ...KEY, at, reading: 'known' })).view.plan.rubric).indicators.map((indicator) => indicator.id)
  const codeOf = (unitId: number): string => directory.unitById(unitId)?.code ?? ''
  const stored = await readRowsThen(db, id, seq)
  expect(byCode(stored.flatMap(({ unit: unitId, row }) => (row ? [{ unit: codeOf(unitId), ...unpackRow(row, indicators) }] : [])))).toEqual(rows)
  expect((await readFactsThen(db, id, seq)).map((facts) => codeOf(facts.unit)).sort()).toEqual(rows.map((row) => row.unit))
  const standings = await readStandings(db, id, { seq, units: TOWNS.map((code) => directory.unitByCode(code)?.id ?? 0) })
  expect(byCode(standings.map(({ unit: unitId, rank, score }) => ({ unit: codeOf(unitId), rank, score })))).toEqual(rows.map((row) => ({ unit: row.unit, rank: row.rank, score: row.score })))
  if (city.seqs.some((later) => later.at === at && later.seq > seq)) return
  expect(scoredRows((await city.known.read(id, at))?.rows)).toEqual(rows)
  const { view, seq: viewed } = await city.views.find({ ...KEY, at, reading: 'known' })
  expect({ seq: BigInt(viewed), rows: byCode(view.score.rows.map((row) => rowOf(view.plan, row))) }).toEqual({ seq, rows })
}

/** Each point of a unit's past is what some kept seq of that instant says of it, and the newest is the row of now. */
async function compareTrend(city: PlacedCity, kept: readonly SeqThen[], town: string): Promise<void> {
  const now = city.seqs.at(-1)?.rows.find((row) => row.unit === town)
  if (!now) return
  const { rank, score, trend } = await city.explanations.explain({ ...KEY, at: null, reading: 'known' }, town)
  expect({ rank, score }).toEqual({ rank: now.rank, score: now.score })
  for (const point of trend) expect(kept.filter(({ at }) => at === point[0]).map(({ rows }) => pointOf(rows.find((row) => row.unit === town)))).toContainEqual(point.slice(1))
  const newest = trend.filter((point) => now.score !== null && point === trend.at(-1)).map((point) => point.slice(1))
  expect(newest).toEqual(now.score === null ? [] : [pointOf(now)])
}

function pointOf(row: BoardRowCore | undefined): unknown[] | null {
  return row ? [row.score === null ? null : Number(row.score), Number(row.low), Number(row.high), row.rank] : null
}

function byCode<T extends { unit: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.unit < b.unit ? -1 : 1))
}
