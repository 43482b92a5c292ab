import type { Ratio } from '../../exact/ratio.ts'
import { sumOfPart } from '../row/sum.ts'
import { sharedOut } from '../structure/sharing.ts'
import type { CompiledBoard, CompiledPeerStep, Part } from '../plan/compiled.ts'
import { decideStep } from './decide-step.ts'
import { isSameLeaf, isSameRatio } from './same-leaf.ts'
import type { LeafScore, ScoredRow, UnitScore } from '../types.ts'

/** A unit of the group: its own score, and its row on the board before. */
export interface Member {
  own: UnitScore
  before: ScoredRow | undefined
}

/** Leaves that were decided anew among the peers, by leaf and then by the member's place; one that is not among them stands as it stood on the board before. */
export type DecidedLeaves = ReadonlyMap<number, readonly LeafScore[]>

/** Decides the leaves that look at peers and of which some member's figure has moved, or all where somebody joined. A decided leaf equal to the one before is that very object, so that unchanged rows are seen by identity. */
export function decidePeers(compiled: CompiledBoard, members: readonly Member[]): DecidedLeaves {
  const decided = new Map<number, readonly LeafScore[]>()
  for (const step of compiled.peers) {
    const round = { compiled, members, decided }
    const figures = step.pointsOf === null ? null : figuresOf(round, step, step.pointsOf)
    if (figures?.hasMoved || members.some((member) => hasMoved(step, member))) decided.set(step.leaf, decideStep(round, { step, figures: figures?.figures ?? null }))
  }
  return decided
}

/** One member's leaves as far as they are decided; its own array where nothing looks at peers. */
export function leavesNow({ peers }: Pick<CompiledBoard, 'peers'>, { own, before }: Member, { decided, at }: { decided: DecidedLeaves; at: number }): readonly LeafScore[] {
  if (peers.length === 0) return own.leaves
  const leaves = [...own.leaves]
  for (const { leaf } of peers) {
    const score = decided.get(leaf)?.[at] ?? before?.decided[leaf]
    if (score) leaves[leaf] = score
  }
  return leaves
}

/** The board as far as it is decided. */
export interface Round {
  compiled: CompiledBoard
  members: readonly Member[]
  decided: DecidedLeaves
}

function hasMoved({ leaf }: CompiledPeerStep, { own, before }: Member): boolean {
  if (own === before?.own) return false
  const now = own.leaves[leaf]
  return !before || !now || !isSameLeaf(now, before.own.leaves[leaf])
}

/** The points that a step reads, by member; null where they are not certain. Those of a member of whom nothing has moved stand as they stood. */
function figuresOf(round: Round, { leaf, after }: CompiledPeerStep, pointsOf: Part): { figures: (Ratio | null)[]; hasMoved: boolean } {
  let moved = false
  const figures = round.members.map((member, at) => {
    const { own, before } = member
    const then = before?.decided[leaf]?.numerator ?? null
    if (before && own === before.own && after.every((read) => (round.decided.get(read)?.[at] ?? before.decided[read]) === before.decided[read])) return then
    const now = pointsOfPart(round, { member, at, part: pointsOf })
    moved ||= !before || !isSameRatio(now, then)
    return now
  })
  return { figures, hasMoved: moved }
}

function pointsOfPart({ compiled, decided }: Round, { member, at, part }: { member: Member; at: number; part: Part }): Ratio | null {
  const leaves = sharedOut(compiled, member.own, leavesNow(compiled, member, { decided, at }))
  const { low, high } = sumOfPart({ compiled, leaves, gates: null }, part)
  return low === high ? { n: BigInt(low), d: 10n ** BigInt(compiled.decimals) } : null
}
