import { compare } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { placesOf } from '../rule/rank.ts'
import type { ByPeers } from '../rule/rule.ts'
import { valueOf } from '../value/value.ts'
import type { CompiledBoard, CompiledLeaf } from './compiled.ts'
import { isWaiting } from './score-leaf.ts'
import type { BoardScore, LeafScore, UnitScore } from './types.ts'

/** Decided leaves of rank rules, by leaf and then by the unit's place among the scores. */
export type DecidedLeaves = ReadonlyMap<number, readonly LeafScore[]>

/** Decides every rank rule of the group. A decided leaf equal to the one on the board before is that very object, so that unchanged rows are seen by identity. */
export function decidePeers(compiled: CompiledBoard, scores: readonly UnitScore[], board: BoardScore): DecidedLeaves {
  const decided = new Map<number, LeafScore[]>()
  for (const leaf of compiled.leaves) {
    if (leaf.rule.takes === 'peers') decided.set(leaf.at, decideAgain(leaf, scores, board) ?? decide(leaf, leaf.rule, { scores, board }))
  }
  return decided
}

/** The board's own leaves where nobody's value changed and nobody joined. */
function decideAgain(leaf: CompiledLeaf, scores: readonly UnitScore[], board: BoardScore): LeafScore[] | null {
  if (board.rows.length !== scores.length) return null
  const again: LeafScore[] = []
  for (const own of scores) {
    const before = board.byUnit.get(own.unit)
    const [now, then, decided] = [own.leaves[leaf.at], before?.own.leaves[leaf.at], before?.leaves[leaf.at]]
    if (!now || !decided || !isSameLeaf(now, then)) return null
    again.push(decided)
  }
  return again
}

function decide(leaf: CompiledLeaf, rule: ByPeers, { scores, board }: { scores: readonly UnitScore[]; board: BoardScore }): LeafScore[] {
  const result = scores.map((score) => score.leaves[leaf.at]).filter((score): score is LeafScore => score !== undefined)
  const values: Ratio[] = []
  const waiting: number[] = []
  let unknown = 0
  for (const [at, score] of result.entries()) {
    const value = isWaiting(score) ? valueOf(leaf.value, score) : null
    if (!value) unknown += score.state === 'not_applicable' ? 0 : 1
    else values[waiting.push(at) - 1] = value
  }
  const places = placesOf(values, rule)
  for (const [index, at] of waiting.entries()) {
    const [score, place] = [result[at], places[index] ?? 0]
    if (score) result[at] = unchanged(placed(rule, score, { place, unknown, placeOf: waiting.length }), board.byUnit.get(scores[at]?.unit ?? '')?.leaves[leaf.at])
  }
  return result
}

/** A place is only as good as what is known of the others: each unknown one may still come before. */
function placed(rule: ByPeers, score: LeafScore, { place, unknown, placeOf }: { place: number; unknown: number; placeOf: number }): LeafScore {
  const best = rule.pointsAt(place)
  const worst = rule.pointsAt(place + unknown)
  const isDecided = best === worst
  return {
    points: isDecided ? best : null, low: Math.min(best, worst), high: Math.max(best, worst), max: score.max, state: isDecided ? 'scored' : 'provisional',
    claimed: false, numerator: score.numerator, denominator: score.denominator, place, placeOf,
  }
}

function unchanged(now: LeafScore, before: LeafScore | undefined): LeafScore {
  return before && isSameLeaf(now, before) ? before : now
}

/** Whether two leaves show the same in every field. */
export function isSameLeaf(a: LeafScore, b: LeafScore | undefined): boolean {
  return a === b || (b !== undefined && a.points === b.points && a.low === b.low && a.high === b.high && a.max === b.max && a.state === b.state && a.claimed === b.claimed
    && a.place === b.place && a.placeOf === b.placeOf && isSameRatio(a.numerator, b.numerator) && isSameRatio(a.denominator, b.denominator))
}

/** Whether two figures are equal, or both missing. */
export function isSameRatio(a: Ratio | null, b: Ratio | null): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0)
}
