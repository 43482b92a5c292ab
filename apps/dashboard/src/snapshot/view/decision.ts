import type { ObjectionDecision } from '@tierline/contracts/snapshot/snapshot'

/** What the form of a decision holds. */
export interface DecisionDraft {
  verdict: 'accept' | 'reject'
  adjustment: string
  reason: string
}

/** What is missing or cannot be read, as the key of its sentence. */
export function decisionFaults({ verdict, adjustment, reason }: DecisionDraft): Partial<Record<keyof DecisionDraft, 'missing' | 'decimal'>> {
  return {
    ...(verdict === 'accept' && decimalOf(adjustment) === null ? { adjustment: adjustment.trim() === '' ? 'missing' as const : 'decimal' as const } : {}),
    ...(reason.trim() === '' ? { reason: 'missing' as const } : {}),
  }
}

/** The decision that is sent; call it only where nothing is at fault. */
export function decisionOf({ verdict, adjustment, reason }: DecisionDraft, by: string): ObjectionDecision {
  const points = verdict === 'accept' ? decimalOf(adjustment) : null
  return { accept: verdict === 'accept', ...(points === null ? {} : { adjustment: points }), by, reason: reason.trim() }
}

/** Signed points as people write them (`+1`, `−0.5`, full-width signs), as a decimal; null where they are none. */
export function decimalOf(text: string): string | null {
  const plain = text.trim().replace(/^[+＋]/, '').replace(/^[−－–]/, '-').replace('．', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null
}
