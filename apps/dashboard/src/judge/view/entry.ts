import type { JudgementKind, NewJudgement } from '@tierline/contracts/judgement'
import type { Fault } from '@tierline/contracts/problem'
import type { JudgedLeaf } from '@tierline/contracts/rubric/page'
import type { JudgePlace } from './judge-url.ts'

/** A kind that is entered with the form; a withdrawal is made where the entry is listed. */
export type EnteredKind = Exclude<JudgementKind, 'withdrawn'>

/** What the form holds besides the place. */
export interface EntryDraft {
  kind: EnteredKind | ''
  item: string
  value: string
  reason: string
  evidence: string
  by: string
  effective: string
}

/** A field of the form at which a fault can stand. */
export type EntryField = keyof EntryDraft | keyof JudgePlace | 'key'

/** Sentences by field, and those that belong to none. */
export interface EntryFaults {
  readonly fields: Readonly<Partial<Record<EntryField, Fault>>>
  readonly others: readonly Fault[]
}

export const ENTERED_KINDS: readonly EnteredKind[] = ['points', 'claimed', 'met', 'figure', 'not_applicable', 'adjusted']
export const NO_FAULTS: EntryFaults = { fields: {}, others: [] }

/** The kinds that fit what is judged: a veto is met or not; of a leaf the rubric says; all where nothing is known of it. */
export function kindsFor(leaf: JudgedLeaf | null, isVeto: boolean): readonly EnteredKind[] {
  if (isVeto) return ['met']
  return leaf ? ENTERED_KINDS.filter((kind) => leaf.kinds.includes(kind)) : ENTERED_KINDS
}

/** Whether a judgement of this kind says a value. */
export function hasValue(kind: EntryDraft['kind']): boolean {
  return kind !== '' && kind !== 'not_applicable'
}

/** Fields that are empty but must not be. */
export function missingFields(place: JudgePlace, draft: EntryDraft, { hasItems, key }: { hasItems: boolean; key: string }): EntryField[] {
  const asked: [EntryField, string][] = [
    ['rubric', place.rubric], ['period', place.period], ['unit', place.unit], ['indicator', place.indicator], ['kind', draft.kind],
    ['reason', draft.reason], ['evidence', draft.evidence], ['by', draft.by], ['effective', draft.effective], ['key', key],
    ...(hasValue(draft.kind) ? [['value', draft.value] as [EntryField, string]] : []),
    ...(hasItems && draft.kind === 'met' ? [['item', draft.item] as [EntryField, string]] : []),
  ]
  return asked.filter(([, text]) => text.trim() === '').map(([field]) => field)
}

/** What is sent to `POST /v1/judgements`. */
export function judgementOf(place: JudgePlace, draft: EntryDraft): NewJudgement {
  const { kind, item, value, reason, evidence, by, effective } = draft
  return {
    ...place, kind: kind || 'points', reason: reason.trim(), evidence: evidence.trim(), by: by.trim(), effective,
    ...(kind === 'met' && item !== '' ? { item } : {}), ...(hasValue(kind) ? { value: value.trim() } : {}),
  }
}

const FIELDS: readonly string[] = ['rubric', 'period', 'unit', 'indicator', 'kind', 'item', 'value', 'reason', 'evidence', 'by', 'effective']

/** The reply's faults at their fields; the first of each field, the others below the form. */
export function faultsByField(faults: readonly Fault[]): EntryFaults {
  const fields: Partial<Record<EntryField, Fault>> = {}
  const others: Fault[] = []
  for (const fault of faults) {
    const field = fault.path.replace(/^\$?\.?(\d+\.)?/, '')
    if (FIELDS.includes(field) && !(field in fields)) fields[field as EntryField] = fault
    else others.push(fault)
  }
  return { fields, others }
}
