import { HOUR_MS } from '../period/shanghai.ts'
import type { CaseState, Contribution, FactEvent, FactType } from './fact.ts'
import type { CaseStateName } from './measure-declaration.ts'
import { integerOf } from './measure-set.ts'
import type { CompiledCaseMeasure, CompiledMeasure, MeasureSet } from './measure-set.ts'

/** What one counted event adds, by the measures of its type; `type` is its entry in the catalogue, whose count field multiplies it. */
export function contributionsOfEvent(event: FactEvent, measures: MeasureSet, type: FactType | undefined): Contribution[] {
  const candidates = measures.byEventType.get(event.type)
  if (!candidates) return []
  const out: Contribution[] = []
  const bucket = Math.floor(event.time / HOUR_MS) * HOUR_MS
  for (const measure of candidates) {
    if (!measure.matches(event.data)) continue
    const times = measure.aggregate === 'count' ? countOf(event, type) : measure.aggregate === 'sum' ? measure.sumOf(event.data) : 1n
    addKeyed(out, measure, { fields: event.data, unit: event.unit, bucket, delta: times })
  }
  return out
}

/** What a case adds as it stands: a pure function of its state, so that new minus stored is exact whatever happened in between. */
export function contributionsOfCase(state: CaseState, measures: MeasureSet): Contribution[] {
  const out: Contribution[] = []
  for (const measure of measures.byCaseKind.get(state.kind) ?? []) {
    const instant = measure.at === 'due' ? state.due : state.instants[measure.at]
    if (instant === undefined || !measure.matches(state.fields) || !measure.states.every((name) => STATES[name](state)) || !isWithin(state, measure)) continue
    const bucket = Math.floor(instant / HOUR_MS) * HOUR_MS
    addKeyed(out, measure, { fields: state.fields, unit: state.unit, bucket, delta: quantityOf(state, measure) })
  }
  return out
}

interface Addition {
  fields: Readonly<Record<string, unknown>>
  unit: string
  bucket: number
  delta: bigint | null
}

function addKeyed(out: Contribution[], measure: CompiledMeasure, { fields, unit, bucket, delta }: Addition): void {
  if (delta === null || delta === 0n) return
  const member = measure.aggregate === 'distinct' ? measure.memberOf(fields) : undefined
  if (member === null) return
  for (const key of measure.keysOf(fields)) {
    out.push(member === undefined ? { measure: measure.id, unit, key, bucket, delta } : { measure: measure.id, unit, key, bucket, delta, member })
  }
}

function countOf(event: FactEvent, type: FactType | undefined): bigint {
  return type?.count === undefined ? 1n : (integerOf(event.data[type.count]) ?? 1n)
}

function quantityOf(state: CaseState, measure: CompiledCaseMeasure): bigint | null {
  if (measure.aggregate === 'sum') return measure.sumOf(state.fields)
  return measure.aggregate === 'hours' ? handledMs(state, measure) : 1n
}

function handledMs(state: CaseState, { between }: CompiledCaseMeasure): bigint | null {
  if (!between || state.isImplausible) return null
  const [from, until] = [state.instants[between[0]], state.instants[between[1]]]
  return from === undefined || until === undefined || until < from ? null : BigInt(until - from)
}

function isWithin({ instants }: CaseState, { within }: CompiledCaseMeasure): boolean {
  if (!within) return true
  const [from, until] = [instants[within.between[0]], instants[within.between[1]]]
  return from !== undefined && until !== undefined && until >= from && until - from <= within.ms
}

const isLate = (state: CaseState): boolean => !state.isImplausible && (state.isClosed ? isPastDue(state) : state.isOverdue)
/** The limit is inclusive: closed at the due instant is on time. */
const isPastDue = ({ instants, due }: CaseState): boolean => due !== undefined && instants.closed !== undefined && instants.closed > due

const STATES: Record<CaseStateName, (state: CaseState) => boolean> = {
  any: () => true,
  open: (state) => !state.isClosed,
  closed: (state) => state.isClosed,
  on_time: (state) => !state.isImplausible && state.isClosed && state.due !== undefined && !isPastDue(state),
  late: isLate,
  overdue: (state) => state.isOverdue,
  returned: (state) => state.isReturned,
  reopened: (state) => state.isReopened,
  called_back: (state) => state.isCalledBack,
  accepted: (state) => state.instants.accepted !== undefined,
  extended: (state) => state.isExtended,
  plausible: (state) => !state.isImplausible,
  implausible: (state) => state.isImplausible,
  due_unknown: (state) => state.isDueUnknown,
}
