import type { LeafExplanation, TraceStep } from '@tierline/contracts/explanation'

/** A judgement as it bears on a leaf: claimed by the unit, entered by a reviewer, or a ruling that the leaf does not apply. */
export interface JudgementLine {
  readonly leaf: LeafExplanation
  readonly text: TraceStep['text']
  readonly mark: 'claimed' | 'entered' | 'notApplicable'
}

/** Every judgement among the steps of the leaves, in the order of the document's numbers. */
export function judgementLines(leaves: readonly LeafExplanation[]): JudgementLine[] {
  return leaves
    .flatMap((leaf) => leaf.steps.flatMap((step) => (markOf(step, leaf) === null ? [] : [{ leaf, text: step.text, mark: markOf(step, leaf) as JudgementLine['mark'] }])))
    .sort((a, b) => byNumber(a.leaf.number, b.leaf.number))
}

function markOf({ kind }: TraceStep, { cell }: LeafExplanation): JudgementLine['mark'] | null {
  if (kind === 'not_applicable') return 'notApplicable'
  if (kind !== 'judgement') return null
  return cell.claimed ? 'claimed' : 'entered'
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'zh-CN', { numeric: true })
}
