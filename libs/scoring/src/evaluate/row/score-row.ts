import { roundScaled } from '../../exact/round.ts'
import { floor } from '../../exact/ratio.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { CompiledBoard, CompiledTier } from '../plan/compiled.ts'
import { rankingValue } from '../group/rank-rows.ts'
import { totalOf } from './totals.ts'
import type { Sum } from './totals.ts'
import type { LeafScore, ScoredRow, UnitScore } from '../types.ts'

/** One unit's row but for its rank and the gap to the unit above. */
export function scoreRow(compiled: CompiledBoard, own: UnitScore, leaves: readonly LeafScore[]): ScoredRow {
  const total = totalOf(compiled, leaves)
  const standing = compiled.hasPoints ? pointsStanding(total) : valueStanding(compiled, leaves)
  const { score, low, high } = standing
  const { tier, nextTier } = tierOf(compiled.tiers, standing)
  return {
    unit: own.unit, own, leaves, score, low, high, converted: null, vetoes: [], gated: [], rank: null, gapAbove: null, tier, nextTier,
    unrankedBecause: unrankedBecause(compiled, leaves, score),
    sample: sampleOf(compiled, leaves), unknownLeaves: total.unknown, claimedLeaves: total.claimed,
  }
}

interface Standing {
  score: number | null
  low: number
  high: number
}

function pointsStanding(total: Sum): Standing {
  return { score: total.unknown === total.leaves ? null : total.points, low: total.low, high: total.high }
}

/** Without points, a row stands by the value that ranks it: in percent, with the rubric's decimals. */
function valueStanding(compiled: CompiledBoard, leaves: readonly LeafScore[]): Standing {
  const value = compiled.ranking.by === 'value' ? rankingValue(compiled, leaves) : null
  if (!value) return { score: null, low: 0, high: 0 }
  const score = Number(roundScaled({ n: value.n * 100n, d: value.d }, compiled.decimals, compiled.mode))
  return { score, low: score, high: score }
}

const NO_ORDER: Bilingual = { zh: '文件未规定排名', en: 'The document prescribes no ranking' }
const REASONS: Partial<Record<LeafScore['state'], Bilingual>> = {
  zero_denominator: { zh: '无分母，不参与排名', en: 'No denominator: not ranked' },
  not_started: { zh: '考核尚未开始，不参与排名', en: 'Not started yet: not ranked' },
  provisional: { zh: '数据回填中，暂不参与排名', en: 'Being back-filled: not ranked yet' },
}
const NOTHING_KNOWN: Bilingual = { zh: '无数据，不参与排名', en: 'No data: not ranked' }

function unrankedBecause(compiled: CompiledBoard, leaves: readonly LeafScore[], score: number | null): Bilingual | null {
  if (compiled.ranking.by === 'none') return NO_ORDER
  if (score !== null) return null
  const deciding = compiled.ranking.by === 'value' ? leaves[compiled.ranking.leaf] : leaves[0]
  const isShared = deciding && (compiled.ranking.by === 'value' || leaves.every((leaf) => leaf.state === deciding.state))
  return (isShared ? REASONS[deciding.state] : undefined) ?? NOTHING_KNOWN
}

/** The tier of the score, where low and high agree on it; the next better tier and the points to it. */
function tierOf(tiers: readonly CompiledTier[], { score, low, high }: Standing): Pick<ScoredRow, 'tier' | 'nextTier'> {
  if (score === null || tiers.length === 0) return { tier: null, nextTier: null }
  const at = tierAt(tiers, score)
  const isAgreed = tierAt(tiers, low) === tierAt(tiers, high)
  const next = at > 0 ? tiers[at - 1] : undefined
  return { tier: isAgreed ? tiers[at]?.id ?? null : null, nextTier: next && next.line !== null ? { id: next.id, gap: next.line - score } : null }
}

function tierAt(tiers: readonly CompiledTier[], points: number): number {
  const at = tiers.findIndex((tier) => tier.line === null || points >= tier.line)
  return at < 0 ? tiers.length - 1 : at
}

/** The smallest sample among the leaves whose denominator counts events or cases. */
function sampleOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): number | null {
  let smallest: number | null = null
  for (const { at, value } of compiled.leaves) {
    const leaf = leaves[at]
    if (!value?.isSample || !leaf?.denominator || leaf.state !== 'scored') continue
    const size = Number(floor(leaf.denominator))
    if (smallest === null || size < smallest) smallest = size
  }
  return smallest
}
