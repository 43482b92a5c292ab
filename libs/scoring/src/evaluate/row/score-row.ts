import { roundScaled } from '../../exact/round.ts'
import { compare, floor, whole } from '../../exact/ratio.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { CompiledBoard } from '../plan/compiled.ts'
import { rankingValue } from '../group/rank-rows.ts'
import { sharedOut } from '../structure/sharing.ts'
import { afterVetoes, convertedOf, tierOf, vetoesOf } from '../structure/standing.ts'
import type { Standing } from '../structure/standing.ts'
import { totalOf } from './totals.ts'
import type { Total } from './totals.ts'
import type { LeafScore, ScoredRow, UnitScore } from '../types.ts'

/** One unit's row but for its rank and the gap to the unit above. */
export function scoreRow(compiled: CompiledBoard, own: UnitScore, decided: readonly LeafScore[]): ScoredRow {
  const leaves = sharedOut(compiled, own, decided)
  const total = totalOf(compiled, leaves)
  const before = compiled.hasPoints ? pointsStanding(total) : valueStanding(compiled, leaves)
  const standing = compiled.vetoes.length === 0 ? before : afterVetoes(compiled, own, before)
  const converted = convertedOf(compiled, standing)
  const { score, low, high } = standing
  const { tier, nextTier } = tierOf(compiled, own, compiled.tiersRead === 'converted' ? converted : standing)
  const sample = sampleOf(compiled, leaves)
  return {
    unit: own.unit, own, decided, leaves, score, low, high, converted, vetoes: vetoesOf(compiled, own), gated: score === null ? [] : total.gated, rank: null, gapAbove: null, tier, nextTier,
    unrankedBecause: unrankedBecause(compiled, leaves, score) ?? apartBecause(compiled, sample),
    sample, unknownLeaves: total.unknown, claimedLeaves: total.claimed,
  }
}

function pointsStanding(total: Total): Standing {
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

function apartBecause({ apart }: CompiledBoard, sample: number | null): Bilingual | null {
  return apart !== null && sample !== null && compare(whole(BigInt(sample)), apart.below) < 0 ? apart.because : null
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
