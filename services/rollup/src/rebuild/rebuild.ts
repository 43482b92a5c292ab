import type { Database, Transaction } from '@tierline/platform/database/database'
import { DAY_MS, dayNumber, FactFolder } from '@tierline/scoring'
import type { FactTypes, RollUpCell, RollUps, WorkCalendar } from '@tierline/scoring'
import { digestOf } from '../deltas/deltas.ts'
import { readMeasures } from '../measures/measure.store.ts'
import { readEnds, readEvents } from '../measures/stored-event.store.ts'
import { readClock } from '../ticker/clock.store.ts'
import { readCells, readClockFacts } from './rebuild.store.ts'
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

/** The outcome of a verification. `skipped` are measures that are still being filled. */
export interface Verification {
  events: number
  cells: number
  skipped: string[]
  differences: Difference[]
}

type Comparison = Omit<Verification, 'events'>

const CHUNK_POSITIONS = 20_000

/** Recomputes every roll-up from the stored events, by the same pure functions, in one snapshot, and compares cell by cell. */
export async function verifyRollUps(db: Database, rules: { types: FactTypes; calendar: WorkCalendar }): Promise<Verification> {
  return await db.transaction(async (tx) => {
    const { all } = await readMeasures(tx)
    const complete = all.filter(({ state }) => state === 'complete')
    const folder = new FactFolder({ ...rules, instant: await readClock(tx), declarations: complete.map(({ declaration }) => declaration) })
    const events = await addStored(tx, folder)
    return { ...await compareRollUps(tx, folder.rollUps()), events }
  }, 'repeatable read')
}

/** Compares the stored roll-ups of every complete measure with expected ones, cell by cell. */
export async function compareRollUps(tx: Transaction, rollUps: RollUps): Promise<Comparison> {
  const { all } = await readMeasures(tx)
  const expected = byMeasure([...rollUps.values()].flat())
  const found = { cells: 0, skipped: all.filter(({ state }) => state !== 'complete').map(({ hash }) => hash), differences: [] }
  for (const { id, hash, state } of all) if (state === 'complete') compareMeasure(found, hash, expected.get(hash) ?? [], await readCells(tx, id))
  return found
}

async function addStored(tx: Transaction, folder: FactFolder): Promise<number> {
  let events = 0
  for (const { part, until } of await readEnds(tx)) {
    for (let from = 0; from < until; from += CHUNK_POSITIONS) {
      const chunk = await readEvents(tx, { part, from, until: Math.min(until, from + CHUNK_POSITIONS), types: null })
      for (const event of chunk) folder.add(event)
      events += chunk.length
    }
  }
  for (const fact of await readClockFacts(tx)) folder.add(fact)
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

function compareMeasure(found: Comparison, hash: string, expected: readonly RollUpCell[], stored: Awaited<ReturnType<typeof readCells>>): void {
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
