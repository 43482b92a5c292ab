import type { LeafExplanation, TraceStep } from '@tierline/contracts/explanation'

/** A judgement as it bears on a leaf: claimed by the unit, entered or adjusted by a reviewer, or a ruling that the leaf does not apply. */
export interface JudgementLine {
  readonly leaf: LeafExplanation
  readonly text: TraceStep['text']
  readonly mark: 'claimed' | 'entered' | 'adjusted' | 'notApplicable'
}

/** Every judgement among the steps of the leaves, in the order of the document's numbers. */
export function judgementLines(leaves: readonly LeafExplanation[]): JudgementLine[] {
  return leaves
    .flatMap((leaf) => leaf.steps.flatMap((step) => lineOf(step, leaf)))
    .sort((a, b) => byNumber(a.leaf.number, b.leaf.number))
}

const MARKS: Partial<Record<TraceStep['kind'], JudgementLine['mark']>> = { not_applicable: 'notApplicable', judgement: 'entered', claim: 'claimed', adjustment: 'adjusted' }

function lineOf({ kind, text }: TraceStep, leaf: LeafExplanation): JudgementLine[] {
  const mark = MARKS[kind]
  return mark === undefined ? [] : [{ leaf, text, mark }]
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'zh-CN', { numeric: true })
}
