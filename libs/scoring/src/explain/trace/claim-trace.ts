import { scaledText } from '../../exact/round.ts'
import { newest } from '../../evaluate/unit/judged.ts'
import { decimalsOf } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { ClaimCore, TraceStep } from '../types.ts'
import { say, signed } from '../words.ts'
import { whoWords } from './judgement-trace.ts'

/** What the unit itself claims for the leaf, beside what counts; null where it claims nothing. */
export function claimOf(input: LeafCase): ClaimCore | null {
  const { leaf, score, view } = input
  const judgement = newest(view.judgementsOf(leaf.leaf.id), 'claimed')
  const claimed = score.claim ?? (score.claimed ? score.points : null)
  if (!judgement || claimed === null) return null
  const counts = score.points !== null && !score.claimed
  const text = (points: number): string => scaledText(points, decimalsOf(input))
  const { by, effective, reason, evidence } = judgement
  return { points: text(claimed), difference: counts ? text(claimed - (score.points ?? 0)) : null, by, effective, reason, evidence }
}

/** The claim as a step: how far it lies from what counts, who made it, why, on which evidence. */
export function claimTrace(claim: ClaimCore | null): TraceStep[] {
  if (!claim) return []
  const who = whoWords(claim)
  const beside = besideWords(claim.difference)
  return [{ kind: 'claim', figure: claim.points, text: say(`单位自报 ${claim.points} 分${beside.zh}（${who.zh}）`, `Claimed by the unit itself: ${claim.points} points${beside.en} (${who.en})`) }]
}

function besideWords(difference: string | null): { zh: string; en: string } {
  if (difference === null) return say('', '')
  if (Number(difference) === 0) return say('，与计分一致', ', as counted')
  const size = signed(difference).slice(1)
  return difference.startsWith('-') ? say(`，比计分少 ${size} 分`, `, ${size} less than counted`) : say(`，比计分多 ${size} 分`, `, ${size} more than counted`)
}
