import type { Database, Transaction } from '@tierline/platform/database/database'
import { DAY_MS, dayNumber, dayText, FactFolder } from '@tierline/scoring'
import type { FactTypes, RollUpCell, RollUps, WorkCalendar } from '@tierline/scoring'
import { digestOf } from '../deltas/deltas.ts'
import { isCaseMeasure } from '../measures/counted-measures.ts'
import type { StoredMeasure } from '../measures/counted-measures.ts'
import { readMeasures } from '../measures/measure.store.ts'
import { readEnds, readEvents } from '../measures/stored-event.store.ts'
import { readKeptFrom } from '../retention/kept.store.ts'
import { readClock } from '../ticker/clock.store.ts'
import { readCells, readClockFacts, readFactsBefore } from './rebuild.store.ts'
import type { StoredCell } from './rebuild.store.ts'

/** A cell that is not what the stored events say. */
export interface Difference {
  table: 'rollup' | 'rollup_day' | 'distinct_member'
  measure: string
  /** unit / key / bucket / member */
  cell: string
  expected: bigint
  stored: bigint
}

/**
 * The outcome of a verification. `skipped` are measures that are still being filled. Events from before `keptFrom` were dropped (minus infinity: none): what they
 * added can no longer be recomputed and is not compared, but for cases, which keep their facts.
 */
export interface Verification {
  events: number
  keptFrom: number
  cells: number
  skipped: string[]
  differences: Difference[]
}

type Comparison = Omit<Verification, 'events' | 'keptFrom'>

const CHUNK_POSITIONS = 20_000

/** Recomputes every roll-up from the stored events, by the same pure functions, in one snapshot, and compares cell by cell. */
export async function verifyRollUps(db: Database, rules: { types: FactTypes; calendar: WorkCalendar }): Promise<Verification> {
  return await db.transaction(async (tx) => {
    const { all } = await readMeasures(tx)
    const complete = all.filter(({ state }) => state === 'complete')
    const folder = new FactFolder({ ...rules, instant: await readClock(tx), declarations: complete.map(({ declaration }) => declaration) })
    const keptFrom = await readKeptFrom(tx, 'events')
    const events = await addStored(tx, folder, keptFrom)
    return { ...await compareRollUps(tx, folder.rollUps(), keptFrom), events, keptFrom }
  }, 'repeatable read')
}

/** Compares the stored roll-ups of every complete measure with expected ones, cell by cell. */
export async function compareRollUps(tx: Transaction, rollUps: RollUps, keptFrom = -Infinity): Promise<Comparison> {
  const { all } = await readMeasures(tx)
  const expected = byMeasure([...rollUps.values()].flat())
  const found = { cells: 0, skipped: all.filter(({ state }) => state !== 'complete').map(({ hash }) => hash), differences: [] }
  for (const measure of all) {
    if (measure.state !== 'complete') continue
    const since = isCaseMeasure(measure) ? -Infinity : keptFrom
    compareMeasure(found, measure, { expected: cellsSince(expected.get(measure.hash) ?? [], since), stored: storedSince(await readCells(tx, measure.id), since) })
  }
  return found
}

async function addStored(tx: Transaction, folder: FactFolder, keptFrom: number): Promise<number> {
  let events = 0
  for (const { part, from: first, until } of await readEnds(tx)) {
    for (let from = first; from < until; from += CHUNK_POSITIONS) {
      const chunk = await readEvents(tx, { part, from, until: Math.min(until, from + CHUNK_POSITIONS), types: null })
      for (const event of chunk) folder.add(event)
      events += chunk.length
    }
  }
  for (const fact of await readClockFacts(tx)) folder.add(fact)
  for (const fact of await readFactsBefore(tx, keptFrom)) folder.add(fact)
  return events
}

function byMeasure(cells: readonly RollUpCell[]): Map<string, RollUpCell[]> {
  const map = new Map<string, RollUpCell[]>()
  for (const cell of cells) {
    const list = map.get(cell.measure)
    if (list) list.push(cell)
    else map.set(cell.measure, [cell])
  }
  return map
}

type StoredCells = Awaited<ReturnType<typeof readCells>>

/** Nothing is dropped but whole days. */
function cellsSince<T extends { bucket: number | string }>(cells: readonly T[], since: number): T[] {
  const day = Number.isFinite(since) ? dayText(dayNumber(since)) : ''
  return cells.filter(({ bucket }) => (typeof bucket === 'string' ? bucket >= day : bucket >= since))
}

const storedSince = ({ rollup, rollup_day: days, distinct_member: members }: StoredCells, since: number): StoredCells =>
  ({ rollup: cellsSince(rollup, since), rollup_day: cellsSince(days, since), distinct_member: cellsSince(members, since) })

function compareMeasure(found: Comparison, { hash }: StoredMeasure, { expected, stored }: { expected: readonly RollUpCell[]; stored: StoredCells }): void {
  const sums = expected.filter(({ member }) => member === null)
  const members = expected.flatMap((cell) => (cell.member === null ? [] : { ...cell, member: digestOf(cell.member) }))
  const days = sums.map((cell) => ({ ...cell, bucket: new Date(dayNumber(cell.bucket) * DAY_MS).toISOString().slice(0, 10) }))
  compareTable(found, { table: 'rollup', measure: hash }, sums, stored.rollup)
  compareTable(found, { table: 'rollup_day', measure: hash }, days, stored.rollup_day)
  compareTable(found, { table: 'distinct_member', measure: hash }, members, stored.distinct_member)
}

function compareTable(found: Comparison, where: Pick<Difference, 'table' | 'measure'>, expected: readonly StoredCell[], stored: readonly StoredCell[]): void {
  const wanted = summed(expected)
  const there = summed(stored)
  found.cells += wanted.size
  for (const cell of new Set([...wanted.keys(), ...there.keys()])) {
    const [left, right] = [wanted.get(cell) ?? 0n, there.get(cell) ?? 0n]
    if (left !== right) found.differences.push({ ...where, cell, expected: left, stored: right })
  }
}

function summed(cells: readonly StoredCell[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { unit, key, bucket, member, value } of cells) {
    const name = JSON.stringify([unit, key, bucket, member])
    sums.set(name, (sums.get(name) ?? 0n) + value)
  }
  return sums
}
