import { compare } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { placesOf } from '../rule/rank.ts'
import type { ByPeers } from '../rule/rule.ts'
import type { CompiledBoard, CompiledLeaf } from './compiled.ts'
import { isWaiting } from './score-leaf.ts'
import type { LeafScore, UnitScore } from './types.ts'

/** Decided leaves of rank rules, by leaf and then by unit's index in the scores. */
export type DecidedLeaves = ReadonlyMap<number, readonly LeafScore[]>

/** Decides every rank rule of the group. A decided leaf equal to the one before is that very object, so that unchanged rows are seen by identity. */
export function decidePeers(compiled: CompiledBoard, scores: readonly UnitScore[], before: (leaf: number, unit: string) => LeafScore | undefined): DecidedLeaves {
  const decided = new Map<number, LeafScore[]>()
  for (const leaf of compiled.leaves) {
    if (leaf.rule.takes === 'peers') decided.set(leaf.at, decide(leaf, leaf.rule, { scores, before }))
  }
  return decided
}

interface Peers {
  scores: readonly UnitScore[]
  before: (leaf: number, unit: string) => LeafScore | undefined
}

function decide(leaf: CompiledLeaf, rule: ByPeers, { scores, before }: Peers): LeafScore[] {
  const own = scores.map((score) => score.leaves[leaf.at]).filter((score): score is LeafScore => score !== undefined)
  const waiting = own.flatMap((score, at) => (isWaiting(score) && score.value ? [{ at, value: score.value }] : []))
  const unknown = own.filter((score) => !isWaiting(score) && score.state !== 'not_applicable').length
  const places = placesOf(waiting.map((entry) => entry.value), rule)
  const result = [...own]
  for (const [index, { at }] of waiting.entries()) {
    const [score, place] = [own[at], places[index] ?? 0]
    if (score) result[at] = placed(rule, score, { place, unknown, placeOf: waiting.length })
  }
  return result.map((score, at) => unchanged(score, before(leaf.at, scores[at]?.unit ?? '')))
}

/** A place is only as good as what is known of the others: each unknown one may still come before. */
function placed(rule: ByPeers, score: LeafScore, { place, unknown, placeOf }: { place: number; unknown: number; placeOf: number }): LeafScore {
  const best = rule.pointsAt(place)
  const worst = rule.pointsAt(place + unknown)
  const isDecided = best === worst
  return { ...score, points: isDecided ? best : null, low: Math.min(best, worst), high: best, state: isDecided ? 'scored' : 'provisional', place, placeOf }
}

function unchanged(now: LeafScore, before: LeafScore | undefined): LeafScore {
  return before && isSameLeaf(now, before) ? before : now
}

/** Whether two leaves show the same in every field. */
export function isSameLeaf(a: LeafScore, b: LeafScore | undefined): boolean {
  return a === b || (b !== undefined && a.points === b.points && a.low === b.low && a.high === b.high && a.max === b.max && a.state === b.state && a.claimed === b.claimed
    && a.place === b.place && a.placeOf === b.placeOf && isSameRatio(a.value, b.value) && isSameRatio(a.numerator, b.numerator) && isSameRatio(a.denominator, b.denominator))
}

/** Whether two figures are equal, or both missing. */
export function isSameRatio(a: Ratio | null, b: Ratio | null): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0)
}
