import { compare } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { ByPeers, PeerOutcome } from '../../rule/rule.ts'
import { valueOf } from '../../value/value.ts'
import type { CompiledBoard, CompiledLeaf } from '../plan/compiled.ts'
import { isWaiting } from '../unit/score-leaf.ts'
import type { LeafScore, ScoredRow, UnitScore } from '../types.ts'

/** A unit of the group: its own score, and its row on the board before. */
export interface Member {
  own: UnitScore
  before: ScoredRow | undefined
}

/** Leaves of rank rules that were decided anew, by leaf and then by the member's place; a rank rule that is not among them stands as it stood on the board before. */
export type DecidedLeaves = ReadonlyMap<number, readonly LeafScore[]>

/** The leaves whose rules look at peers. */
export function peerLeaves(compiled: CompiledBoard): CompiledLeaf[] {
  return compiled.leaves.filter((leaf) => leaf.rule.takes === 'peers')
}

/** Decides the rank rules of which some member's value has moved, or all where somebody joined. A decided leaf equal to the one before is that very object, so that unchanged rows are seen by identity. */
export function decidePeers(compiled: CompiledBoard, members: readonly Member[]): DecidedLeaves {
  const moved = members.filter(({ own, before }) => own !== before?.own)
  const decided = new Map<number, LeafScore[]>()
  for (const leaf of peerLeaves(compiled)) {
    if (leaf.rule.takes === 'peers' && moved.some((member) => hasMoved(leaf, member))) decided.set(leaf.at, decide(compiled, { leaf, rule: leaf.rule }, members))
  }
  return decided
}

function hasMoved({ at }: CompiledLeaf, { own, before }: Member): boolean {
  const now = own.leaves[at]
  return !before || !now || !isSameLeaf(now, before.own.leaves[at])
}

function decide(compiled: CompiledBoard, { leaf, rule }: { leaf: CompiledLeaf; rule: ByPeers }, members: readonly Member[]): LeafScore[] {
  const result = members.map(({ own }) => own.leaves[leaf.at]).filter((score): score is LeafScore => score !== undefined)
  const values: Ratio[] = []
  const waiting: number[] = []
  let unknown = 0
  for (const [at, score] of result.entries()) {
    const value = isWaiting(score) ? valueOf(leaf.value, score) : null
    if (!value) unknown += score.state === 'not_applicable' ? 0 : 1
    else values[waiting.push(at) - 1] = value
  }
  const outcomes = rule.decide(values, unknown)
  for (const [index, at] of waiting.entries()) {
    const [score, outcome] = [result[at], outcomes[index]]
    if (score && outcome) result[at] = unchanged(decided(compiled, score, { outcome, placeOf: waiting.length }), members[at]?.before?.leaves[leaf.at])
  }
  return result
}

function decided(rounding: Pick<CompiledBoard, 'decimals' | 'mode'>, score: LeafScore, { outcome, placeOf }: { outcome: PeerOutcome; placeOf: number }): LeafScore {
  const [low, high] = [scaledPoints(outcome.low, rounding), scaledPoints(outcome.high, rounding)]
  const isDecided = low === high
  return { ...score, points: isDecided ? low : null, low, high, state: isDecided ? 'scored' : 'provisional', place: outcome.place, placeOf, exact: isDecided ? outcome.low : null }
}

function unchanged(now: LeafScore, before: LeafScore | undefined): LeafScore {
  return before && isSameLeaf(now, before) ? before : now
}

/** Whether two leaves show the same in every field. */
export function isSameLeaf(a: LeafScore, b: LeafScore | undefined): boolean {
  return a === b || (b !== undefined && a.points === b.points && a.low === b.low && a.high === b.high && a.max === b.max && a.state === b.state && a.claimed === b.claimed
    && a.claim === b.claim && a.adjustment === b.adjustment && a.place === b.place && a.placeOf === b.placeOf && isSameRatio(a.exact, b.exact) && isSameRatio(a.numerator, b.numerator) && isSameRatio(a.denominator, b.denominator))
}

/** Whether two figures are equal, or both missing. */
export function isSameRatio(a: Ratio | null, b: Ratio | null): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0)
}
