import { roundScaled } from '../../exact/round.ts'
import type { CompiledBoard } from '../plan/compiled.ts'
import type { ScoredRow, UnitScore } from '../types.ts'

/** Where a row stands: its score if anything is known, and what it may still come to. */
export type Standing = Pick<ScoredRow, 'score' | 'low' | 'high'>

/** The score carried into another assessment; null where the rubric does not say how, or nothing is known. */
export function convertedOf({ conversion, decimals, mode }: CompiledBoard, { score, low, high }: Standing): ScoredRow['converted'] {
  if (!conversion?.factor || score === null) return null
  const { n, d } = conversion.factor
  const scale = 10n ** BigInt(decimals)
  const carried = (points: number): number => Number(roundScaled({ n: BigInt(points) * n, d: scale * d }, decimals, mode))
  return { score: carried(score), low: carried(low), high: carried(high) }
}

/** What vetoes leave of a standing: one in effect limits it; of an unknown one the lower end alone. */
export function afterVetoes({ vetoes }: CompiledBoard, own: UnitScore, standing: Standing): Standing {
  let { score, low, high } = standing
  for (const [at, { effect }] of vetoes.entries()) {
    const inEffect = own.vetoes[at] ?? null
    if (!('cap' in effect) || inEffect === false) continue
    low = Math.min(low, effect.cap)
    if (inEffect === null) continue
    high = Math.min(high, effect.cap)
    // A score of nothing is known even where nothing else is.
    score = effect.cap === 0 ? 0 : score === null ? null : Math.min(score, effect.cap)
  }
  return { score, low, high }
}

/** Ids of the vetoes in effect. */
export function vetoesOf({ vetoes }: CompiledBoard, own: UnitScore): readonly string[] {
  return vetoes.length === 0 ? NONE : vetoes.flatMap(({ veto }, at) => (own.vetoes[at] ? [veto.id] : []))
}

const NONE: readonly string[] = []
const NO_TIER: Pick<ScoredRow, 'tier' | 'nextTier'> = { tier: null, nextTier: null }

/** The tier of a standing, where low and high agree on it, or the one that a veto forces; the next better tier and the points to it. */
export function tierOf(compiled: CompiledBoard, own: UnitScore, reads: Standing | null): Pick<ScoredRow, 'tier' | 'nextTier'> {
  const { tiers, tiersRead } = compiled
  if (tiers.length === 0) return NO_TIER
  const { certain, possible } = compiled.vetoes.length === 0 ? NOT_FORCED : forcedBy(compiled, own)
  if (certain >= 0) return { tier: possible > certain ? null : tiers[certain]?.id ?? null, nextTier: null }
  if (!reads || reads.score === null || tiersRead === null) return NO_TIER
  const at = tierAt(compiled, reads.score)
  const isAgreed = tierAt(compiled, reads.low) === tierAt(compiled, reads.high) && (possible < 0 || possible === at)
  const next = at > 0 ? tiers[at - 1] : undefined
  return { tier: isAgreed ? tiers[at]?.id ?? null : null, nextTier: next && next.line !== null ? { id: next.id, gap: next.line - reads.score } : null }
}

const NOT_FORCED = { certain: -1, possible: -1 }

/** The worst tier that vetoes force, and the worst that unknown ones might. */
function forcedBy({ vetoes }: CompiledBoard, own: UnitScore): { certain: number; possible: number } {
  let [certain, possible] = [-1, -1]
  for (const [at, { effect }] of vetoes.entries()) {
    if (!('tier' in effect)) continue
    if (own.vetoes[at] === true) certain = Math.max(certain, effect.tier)
    else if (own.vetoes[at] === null) possible = Math.max(possible, effect.tier)
  }
  return { certain, possible }
}

function tierAt({ tiers }: CompiledBoard, points: number): number {
  const at = tiers.findIndex((tier) => tier.line === null || points >= tier.line)
  return at < 0 ? tiers.length - 1 : at
}
