import type { LeafExplanation, TraceStep } from '@tierline/contracts/explanation'

/** The links of the way from points down to the clause, in the order in which they are read. */
export const CHAIN_LINKS = ['points', 'rule', 'value', 'facts'] as const
export type ChainLink = (typeof CHAIN_LINKS)[number]

const LINK_OF: Record<TraceStep['kind'], ChainLink> = {
  arithmetic: 'points', rounding: 'points', not_applicable: 'points', state: 'points', adjustment: 'points', redistribution: 'points', gate: 'points', cap: 'points', conversion: 'points', veto: 'points', tier: 'points',
  bound: 'rule', rank: 'rule',
  value: 'value',
  measure: 'facts', attribute: 'facts', judgement: 'facts', reference: 'facts', claim: 'facts',
}

/** A leaf's steps sorted into the links of the chain; inside a link they keep the order of the reckoning. */
export function chainOf(steps: readonly TraceStep[]): Record<ChainLink, readonly TraceStep[]> {
  const of = (link: ChainLink) => steps.filter((step) => LINK_OF[step.kind] === link)
  return { points: of('points'), rule: of('rule'), value: of('value'), facts: of('facts') }
}

/** Names of the measures behind a leaf, each once: events can be shown for these. */
export function measuresOf(leaf: Pick<LeafExplanation, 'steps'>): string[] {
  const names = leaf.steps.flatMap((step) => (step.kind === 'measure' && step.measure !== undefined ? [step.measure] : []))
  return [...new Set(names)]
}

/** The leaf before or after `current` in the order shown, round the ends; null where there is no leaf. */
export function stepLeaf(leaves: readonly Pick<LeafExplanation, 'indicator'>[], current: string | null, by: 1 | -1): string | null {
  if (leaves.length === 0) return null
  const at = leaves.findIndex(({ indicator }) => indicator === current)
  const next = at < 0 ? (by > 0 ? 0 : leaves.length - 1) : (at + by + leaves.length) % leaves.length
  return leaves[next]?.indicator ?? null
}

/** True where a step's text says nothing beyond the fraction that is already written out: `447 ÷ 500 = 89.40 %`. */
export function repeatsFraction(text: string, { numerator, denominator, value }: Pick<LeafExplanation['cell'], 'numerator' | 'denominator' | 'value'>): boolean {
  if (numerator === null || denominator === null) return false
  const bare = (words: string) => words.replace(/[\s,]/g, '')
  return [bare(`${numerator}÷${denominator}`), bare(`${numerator}÷${denominator}=${value ?? ''}`)].includes(bare(text))
}

/** A trend whose last points hold up to `until`. */
export function heldUntil(trend: LeafExplanation['trend'], until: number): LeafExplanation['trend'] {
  const last = trend[trend.length - 1]
  return last && until > last[0] ? [...trend, [until, last[1]]] : trend
}
