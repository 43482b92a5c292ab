import { caseOf, withClockTypes } from './case-key.ts'
import { foldCase } from './case-fold.ts'
import { contributionsOfCase, contributionsOfEvent } from './contribution.ts'
import type { Contribution, FactEvent, FoldContext } from './fact.ts'
import type { MeasureDeclaration } from './measure-declaration.ts'
import { measureHash } from './measure-hash.ts'
import { compileMeasures } from './measure-set.ts'

/** One hour of one measure of one unit and key; for distinct measures one member of it, `value` counting its facts. */
export interface RollUpCell {
  measure: string
  unit: string
  key: string
  bucket: number
  member: string | null
  value: bigint
}

/** Roll-ups in memory, by measure and unit. */
export type RollUps = ReadonlyMap<string, readonly RollUpCell[]>

/** What to fold: events in any order, each identity once; the clock's own facts (opened duties) stand among them. */
export interface FoldInput extends FoldContext {
  events: Iterable<FactEvent>
  declarations: readonly MeasureDeclaration[]
}

/** The naive recomputation: every roll-up afresh from the raw list, by the same pure functions that the stream uses one event at a time. */
export function foldEvents(input: FoldInput): RollUps {
  const types = withClockTypes(input.types)
  const measures = compileMeasures(input.declarations.map((declaration, id) => ({ id, declaration })))
  const hashes = input.declarations.map(measureHash)
  const cells = new Map<string, RollUpCell>()
  const cases = new Map<string, { kind: string; key: string; facts: FactEvent[] }>()
  for (const event of input.events) {
    addAll(cells, contributionsOfEvent(event, measures, types[event.type]), hashes)
    const name = caseOf(event, types)
    if (name) factsOf(cases, name).push(event)
  }
  for (const { kind, key, facts } of cases.values()) {
    const state = foldCase({ kind, key }, facts, { ...input, types })
    if (state) addAll(cells, contributionsOfCase(state, measures), hashes)
  }
  return byMeasureAndUnit(cells.values())
}

/** Which value to read: a measure by its hash, a unit, a half-open window of whole hours. */
export interface ValueReading {
  hash: string
  unit: string
  from: number
  until: number
}

/** The value of a measure in a window over all its keys; distinct members are counted once. */
export function readValue(rollUps: RollUps, reading: ValueReading): bigint {
  return total(cellsIn(rollUps, reading))
}

/** The same parted by key; keys without a value are left out. */
export function readValueByKey(rollUps: RollUps, reading: ValueReading): Record<string, bigint> {
  const byKey = new Map<string, RollUpCell[]>()
  for (const cell of cellsIn(rollUps, reading)) byKey.set(cell.key, [...(byKey.get(cell.key) ?? []), cell])
  return Object.fromEntries([...byKey].map(([key, cells]) => [key, total(cells)]))
}

function cellsIn(rollUps: RollUps, { hash, unit, from, until }: ValueReading): RollUpCell[] {
  return (rollUps.get(`${hash} ${unit}`) ?? []).filter((cell) => cell.bucket >= from && cell.bucket < until)
}

function total(cells: readonly RollUpCell[]): bigint {
  const members = new Set(cells.flatMap((cell) => cell.member ?? []))
  return cells.reduce((sum, cell) => sum + (cell.member === null ? cell.value : 0n), BigInt(members.size))
}

function addAll(cells: Map<string, RollUpCell>, contributions: readonly Contribution[], hashes: readonly string[]): void {
  for (const { measure, unit, key, bucket, delta, member = null } of contributions) {
    const name = JSON.stringify([measure, unit, key, bucket, member])
    const cell = cells.get(name)
    if (cell) cell.value += delta
    else cells.set(name, { measure: hashes[measure] ?? '', unit, key, bucket, member, value: delta })
  }
}

function factsOf(cases: Map<string, { kind: string; key: string; facts: FactEvent[] }>, name: { kind: string; key: string }): FactEvent[] {
  const id = JSON.stringify([name.kind, name.key])
  const found = cases.get(id) ?? { ...name, facts: [] }
  cases.set(id, found)
  return found.facts
}

function byMeasureAndUnit(cells: Iterable<RollUpCell>): RollUps {
  const out = new Map<string, RollUpCell[]>()
  for (const cell of cells) {
    const name = `${cell.measure} ${cell.unit}`
    const list = out.get(name)
    if (list) list.push(cell)
    else out.set(name, [cell])
  }
  return out
}
