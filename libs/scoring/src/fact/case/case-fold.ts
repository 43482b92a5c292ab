import { CLOCK_SOURCE } from './case-key.ts'
import { dueAfter, NO_DUE } from './due.ts'
import type { Due } from './due.ts'
import { FACT_ROLES } from '../fact.ts'
import type { CaseState, FactEvent, FactRole, FoldContext } from '../fact.ts'

type Instants = { -readonly [name in keyof CaseState['instants']]: CaseState['instants'][name] }

interface Walk {
  unit: string
  fields: Record<string, unknown>
  instants: Instants
  due: Due
  happened: Set<FactRole>
  isOpenedByClock: boolean
}

/**
 * What a case comes to at an instant, whatever the order in which its facts became known: they are ordered by time, lifecycle rank, source and id.
 * A fact that `corrects` another of the same source takes its place. Null where no fact has a role in a case.
 */
export function foldCase(name: { kind: string; key: string }, facts: readonly FactEvent[], context: FoldContext): CaseState | null {
  const ordered = inOrder(withoutCorrected(facts, context), context)
  const [first] = ordered
  if (!first) return null
  const walk: Walk = { unit: first.unit, fields: {}, instants: {}, due: NO_DUE, happened: new Set(), isOpenedByClock: false }
  for (const fact of ordered) step(walk, fact, context)
  return conclude(name, walk, context.instant)
}

const rankOf = (fact: FactEvent, context: FoldContext): number => FACT_ROLES.indexOf(roleOf(fact, context) ?? 'opens')
const roleOf = (fact: FactEvent, context: FoldContext): FactRole | undefined => context.types[fact.type]?.case?.role
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function inOrder(facts: readonly FactEvent[], context: FoldContext): FactEvent[] {
  if (facts.length < 2) return [...facts]
  return [...facts].sort((a, b) => a.time - b.time || rankOf(a, context) - rankOf(b, context) || compareText(a.source, b.source) || compareText(a.id, b.id))
}

/** Of two corrections of one fact, the later in order stands. */
function withoutCorrected(facts: readonly FactEvent[], context: FoldContext): FactEvent[] {
  const known = facts.filter((fact) => roleOf(fact, context) !== undefined)
  if (known.every((fact) => fact.corrects === null)) return known
  const standing = new Map<string, FactEvent>()
  const corrections = inOrder(known.filter((fact) => fact.corrects !== null && fact.corrects !== fact.id), context)
  for (const fact of corrections) standing.set(JSON.stringify([fact.source, fact.corrects]), fact)
  return known.filter((fact) => {
    if (standing.has(JSON.stringify([fact.source, fact.id]))) return false
    return !corrections.includes(fact) || standing.get(JSON.stringify([fact.source, fact.corrects])) === fact
  })
}

function step(walk: Walk, fact: FactEvent, context: FoldContext): void {
  const role = roleOf(fact, context)
  if (!role) return
  const { instants } = walk
  if ((role === 'opens' && instants.opened === undefined) || role === 'assigns') walk.unit = fact.unit
  if (role === 'opens' && instants.opened === undefined) walk.isOpenedByClock = fact.source === CLOCK_SOURCE
  Object.assign(walk.fields, fact.data)
  walk.due = dueAfter(walk.due, fact, context)
  walk.happened.add(role)
  if (role === 'opens') instants.opened ??= fact.time
  if (role === 'assigns') {
    instants.assigned = fact.time
    delete instants.accepted
  }
  if (role === 'accepts') instants.accepted ??= fact.time
  if (role === 'calls_back') instants.called_back = fact.time
  if (role === 'reopens') delete instants.closed
  if (role === 'closes') {
    instants.closed ??= fact.time
    instants.first_closed ??= fact.time
  }
}

function conclude(name: { kind: string; key: string }, walk: Walk, instant: number): CaseState {
  const { instants, due: { at: due } } = walk
  const isClosed = instants.closed !== undefined
  // A report may be filed before the clock opens its duty; a ticket cannot be closed before it is opened.
  const isImplausible = !walk.isOpenedByClock && instants.opened !== undefined && instants.first_closed !== undefined && instants.first_closed < instants.opened
  const waits = !isClosed && due !== undefined
  return {
    kind: name.kind, key: name.key, unit: walk.unit, fields: walk.fields, instants, due, isDueUnknown: walk.due.isUnknown, isClosed,
    isReturned: walk.happened.has('returns'), isReopened: walk.happened.has('reopens'),
    isCalledBack: walk.happened.has('calls_back'), isExtended: walk.happened.has('extends'),
    isImplausible, isOverdue: waits && instant > due, nextTick: waits && instant <= due ? due + 1 : undefined,
  }
}
