import { caseOf, withClockTypes } from './case/case-key.ts'
import { foldCase } from './case/case-fold.ts'
import { contributionsOfCase, contributionsOfEvent } from './contribution.ts'
import type { Contribution, FactEvent, FactTypes, FoldContext } from './fact.ts'
import type { MeasureDeclaration } from './measure-declaration.ts'
import { measureHash } from './measure-hash.ts'
import { compileMeasures } from './measure-set.ts'
import type { MeasureSet } from './measure-set.ts'

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

/** What to fold with: the context and the measures asked for. */
export interface FoldRequest extends FoldContext {
  declarations: readonly MeasureDeclaration[]
}

/** The naive recomputation: every roll-up afresh from the raw list (any order, each identity once), by the pure functions that the stream uses too. */
export function foldEvents(request: FoldRequest & { events: Iterable<FactEvent> }): RollUps {
  const folder = new FactFolder(request)
  for (const event of request.events) folder.add(event)
  return folder.rollUps()
}

/** The same for events that come in pieces; the clock's own facts (opened duties) are added like events. */
export class FactFolder {
  private readonly types: FactTypes
  private readonly measures: MeasureSet
  private readonly hashes: readonly string[]
  private readonly cells = new Map<string, RollUpCell>()
  private readonly cases = new Map<string, { kind: string; key: string; facts: FactEvent[] }>()

  constructor(private readonly request: FoldRequest) {
    this.types = withClockTypes(request.types)
    // Two names for one declaration are one measure: it counts once.
    const measures = new Map(request.declarations.map((declaration) => [measureHash(declaration), declaration]))
    this.measures = compileMeasures([...measures.values()].map((declaration, id) => ({ id, declaration })))
    this.hashes = [...measures.keys()]
  }

  add(event: FactEvent): void {
    this.addAll(this.cells, contributionsOfEvent(event, this.measures, this.types[event.type]))
    const name = caseOf(event, this.types)
    if (!name) return
    const id = JSON.stringify([name.kind, name.key])
    const found = this.cases.get(id)
    if (found) found.facts.push(event)
    else this.cases.set(id, { ...name, facts: [event] })
  }

  rollUps(): RollUps {
    const cells = new Map([...this.cells].map(([name, cell]) => [name, { ...cell }]))
    for (const { kind, key, facts } of this.cases.values()) {
      const state = foldCase({ kind, key }, facts, { ...this.request, types: this.types })
      if (state) this.addAll(cells, contributionsOfCase(state, this.measures))
    }
    return byMeasureAndUnit(cells.values())
  }

  private addAll(cells: Map<string, RollUpCell>, contributions: readonly Contribution[]): void {
    for (const { measure, unit, key, bucket, delta, member = null } of contributions) {
      const name = JSON.stringify([measure, unit, key, bucket, member])
      const cell = cells.get(name)
      if (cell) cell.value += delta
      else cells.set(name, { measure: this.hashes[measure] ?? '', unit, key, bucket, member, value: delta })
    }
  }
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
