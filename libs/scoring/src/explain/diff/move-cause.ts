import type { LeafExplanationCore, LeafMoveCore, TraceStep } from '../types.ts'

/** The same leaf in two explanations; null where the rubric did not have it then, or has it no more. */
export interface LeafPair {
  before: LeafExplanationCore
  after: LeafExplanationCore
}

const JUDGED: ReadonlySet<TraceStep['kind']> = new Set(['judgement', 'adjustment', 'claim', 'not_applicable'])
const OWN: ReadonlySet<TraceStep['kind']> = new Set(['measure', 'attribute'])

/**
 * What moved a leaf: its rule was another one; a judgement was entered or withdrawn; the unit's own figures changed; else, with equal figures,
 * what the others did (ranks, means), or its state, as when a window opens.
 */
export function causeOf({ before, after }: LeafPair): LeafMoveCore['because'] {
  if (before.rule.zh !== after.rule.zh || before.clause !== after.clause || before.max !== after.max) return 'rule'
  if (textsOf(before, JUDGED) !== textsOf(after, JUDGED)) return 'judgement'
  if (figuresOf(before) !== figuresOf(after) || before.cell.numerator !== after.cell.numerator) return 'own_value'
  if (before.adjustedMax !== after.adjustedMax) return 'judgement'
  return looksAtOthers(before) && looksAtOthers(after) ? 'others' : withoutRank({ before, after })
}

/** The rank, or the best value of the group, that a step of the leaf names; null where it has none. */
export function rankIn(leaf: LeafExplanationCore): string | null {
  return leaf.steps.find(({ kind }) => kind === 'rank')?.figure ?? null
}

/** Steps of one explanation whose text the other does not have. */
export function stepsOnlyIn(leaf: LeafExplanationCore, other: LeafExplanationCore): TraceStep[] {
  const known = new Set(other.steps.map(({ text }) => text.zh))
  return leaf.steps.filter((step) => JUDGED.has(step.kind) && !known.has(step.text.zh))
}

/** Measures and attributes whose figure differs, as the later explanation tells them. */
export function changedFigures({ before, after }: LeafPair): TraceStep[] {
  const known = new Set(before.steps.map(({ text }) => text.zh))
  return after.steps.filter((step) => OWN.has(step.kind) && !known.has(step.text.zh))
}

/** The others decide the place of a ranked leaf, and the mean that a leaf gets where it does not apply. */
function looksAtOthers({ steps, state }: LeafExplanationCore): boolean {
  return state === 'not_applicable' || steps.some(({ kind }) => kind === 'rank')
}

/** A value that moved although every figure of the unit's own stayed was compared with the others'; one without any such figure follows another leaf's points. */
function withoutRank({ before, after }: LeafPair): LeafMoveCore['because'] {
  if (before.state !== after.state || before.cell.value === after.cell.value) return 'state'
  return figuresOf(after) === '' ? 'own_value' : 'others'
}

function textsOf(leaf: LeafExplanationCore, kinds: ReadonlySet<TraceStep['kind']>): string {
  return leaf.steps.filter((step) => kinds.has(step.kind)).map((step) => step.text.zh).join('\n')
}

function figuresOf(leaf: LeafExplanationCore): string {
  return leaf.steps.filter((step) => OWN.has(step.kind)).map((step) => `${step.measure ?? ''} ${step.figure ?? step.text.zh}`).join('\n')
}
