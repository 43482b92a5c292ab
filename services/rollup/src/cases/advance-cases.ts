import type { Transaction } from '@tierline/platform/database/database'
import { caseOf, contributionsOfCase, foldCase, MAX_FACTS } from '@tierline/scoring'
import type { FactEvent, FactTypes, WorkCalendar } from '@tierline/scoring'
import type { Change, Deltas } from '../deltas/deltas.ts'
import { changeOf, unitNumber } from '../deltas/unit-numbers.ts'
import type { UnitNumbers } from '../deltas/unit-numbers.ts'
import type { CountedMeasures } from '../measures/counted-measures.ts'
import { changeOfStored, factOf, isSameChange } from './case-row.ts'
import type { AdvancedCase, CaseRow, StoredChange } from './case-row.ts'
import { insertCases, lockCases, updateCases } from './case.store.ts'

/** What folding cases takes in one transaction: rules, units, the stored instant, and the measures whose version this transaction holds. */
export interface CaseContext {
  types: FactTypes
  calendar: WorkCalendar
  units: UnitNumbers
  instant: number
  measures: CountedMeasures
}

/** Facts that would go over the bound of their case; the caller sets them aside and tries again without. */
export class CasesFull extends Error {
  constructor(readonly facts: ReadonlySet<FactEvent>) {
    super(`${facts.size} facts go over the ${MAX_FACTS} of their case`)
  }
}

/** Another worker made the same case at the same moment: nothing is at fault, the transaction is tried again. */
export class CaseRace extends Error {}

interface Growing {
  kind: string
  key: string
  facts: FactEvent[]
}

/**
 * Adds facts to their cases: locks the rows in key order, folds each case afresh, and adds new minus stored contributions to `deltas`.
 * Whatever the order of arrival, the sum of all deltas equals the contributions of the last fold.
 */
export async function advanceCases(tx: Transaction, facts: readonly FactEvent[], context: CaseContext & { deltas: Deltas }): Promise<void> {
  const growing = byCase(facts, context.types)
  if (growing.size === 0) return
  const stored = await lockCases(tx, [...growing.values()])
  const known = new Set(stored.map(nameOf))
  const grown = stored.map((row) => grow(row, growing.get(nameOf(row))?.facts ?? []))
  const fresh = [...growing.values()].filter((one) => !known.has(nameOf(one))).sort(inKeyOrder)
  refuseOverfull([...grown, ...fresh.map((one) => ({ ...one, added: one.facts }))])
  const isOurs = await writeCases(tx, {
    updated: grown.map((one, i) => refold(one, stored[i], context)),
    inserted: fresh.map((one) => refold(one, undefined, context)),
  }, context.measures.version)
  if (!isOurs) throw new CaseRace('another worker made the same case')
}

/** Folds locked cases again: the clock has moved, or the measures have changed. */
export async function refoldCases(tx: Transaction, rows: readonly CaseRow[], context: CaseContext & { deltas: Deltas }): Promise<void> {
  const updated = rows.map((row) => refold({ ...row, facts: row.facts.map(factOf) }, row, context))
  await writeCases(tx, { updated, inserted: [] }, context.measures.version)
}

async function writeCases(tx: Transaction, cases: { updated: AdvancedCase[]; inserted: AdvancedCase[] }, version: number): Promise<boolean> {
  const [isOurs] = await Promise.all([insertCases(tx, cases.inserted, version), updateCases(tx, cases.updated, version)])
  return isOurs
}

function byCase(facts: readonly FactEvent[], types: FactTypes): Map<string, Growing> {
  const growing = new Map<string, Growing>()
  for (const fact of facts) {
    const name = caseOf(fact, types)
    if (!name) continue
    const known = growing.get(nameOf(name))
    if (known) known.facts.push(fact)
    else growing.set(nameOf(name), { ...name, facts: [fact] })
  }
  return growing
}

const nameOf = ({ kind, key }: { kind: string; key: string }): string => `${kind}\n${key}`

function inKeyOrder(a: Growing, b: Growing): number {
  const [left, right] = [nameOf(a), nameOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Facts that the case has already (a rebuilt ledger, a duty opened before) are not added twice. */
function grow(row: CaseRow, facts: readonly FactEvent[]): Growing & { added: FactEvent[] } {
  const kept = row.facts.map(factOf)
  const known = new Set(kept.map(({ source, id }) => `${source}\n${id}`))
  const added = facts.filter(({ source, id }) => !known.has(`${source}\n${id}`))
  return { kind: row.kind, key: row.key, facts: [...kept, ...added], added }
}

function refuseOverfull(cases: readonly (Growing & { added: FactEvent[] })[]): void {
  const over = cases.flatMap(({ facts, added }) => (facts.length > MAX_FACTS ? added.slice(added.length - (facts.length - MAX_FACTS)) : []))
  if (over.length > 0) throw new CasesFull(new Set(over))
}

function refold(grown: Growing, stored: CaseRow | undefined, context: CaseContext & { deltas: Deltas }): AdvancedCase {
  const { kind, key, facts } = grown
  const state = foldCase({ kind, key }, facts, context)
  const changes = state ? contributionsOfCase(state, context.measures.set).map((one) => changeOf(one, context.units)) : []
  addDifference(context.deltas, changes, stored?.contributions ?? [])
  return { kind, key, facts, changes, state, unit: state ? unitNumber(context.units, state.unit) : null }
}

/** New minus stored; what stays the same, most of it, is not even summed. */
function addDifference(deltas: Deltas, changes: readonly Change[], stored: readonly StoredChange[]): void {
  const gone = [...stored]
  for (const change of changes) {
    const same = gone.findIndex((old) => isSameChange(old, change))
    if (same === -1) deltas.add(change)
    else gone.splice(same, 1)
  }
  for (const old of gone) {
    const change = changeOfStored(old)
    deltas.add({ ...change, delta: -change.delta })
  }
}
