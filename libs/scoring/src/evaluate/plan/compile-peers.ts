import type { Tree } from './compile-tree.ts'
import type { CompiledLeaf, CompiledPeerStep, Part } from './compiled.ts'

/** Leaves that are decided among the peers, each after those that it reads. */
export function peerStepsOf(leaves: readonly CompiledLeaf[], tree: Tree): CompiledPeerStep[] {
  const waiting = leaves.filter(isDecidedAmongPeers)
  const places = new Set(waiting.map(({ at }) => at))
  const steps = waiting.map((leaf): CompiledPeerStep => {
    const pointsOf = readOf(leaf, tree)
    return { leaf: leaf.at, pointsOf, after: pointsOf ? leavesUnder(pointsOf, tree).filter((at) => places.has(at)) : [] }
  })
  return ordered(steps, leaves)
}

/** Whether the peers have a say in a leaf: by its rule, by its value, or by the mean that stands where it does not apply; or whether it reads other points, which may wait for the peers. */
function isDecidedAmongPeers({ rule, value, notApplicable }: CompiledLeaf): boolean {
  return rule.takes === 'peers' || value?.rule.kind === 'to_peers_mean' || value?.rule.kind === 'points_of' || notApplicable === 'peers_mean'
}

function readOf({ leaf, value }: CompiledLeaf, tree: Tree): Part | null {
  if (value?.rule.kind !== 'points_of') return null
  const part = tree.partOf(value.rule.indicator)
  if (!part) throw new RangeError(`indicator ${leaf.id}: its value reads the points of ${JSON.stringify(value.rule.indicator)}, expected the id of an indicator; check the rubric with parseRubric first`)
  return part
}

/** The places of the leaves below a part, or of the leaf itself. */
export function leavesUnder(part: Part, tree: Pick<Tree, 'branches'>): number[] {
  if ('leaf' in part) return [part.leaf]
  return tree.branches[part.branch]?.parts.flatMap((child) => leavesUnder(child, tree)) ?? []
}

function ordered(steps: readonly CompiledPeerStep[], leaves: readonly CompiledLeaf[]): CompiledPeerStep[] {
  const done = new Set<number>()
  const order: CompiledPeerStep[] = []
  while (order.length < steps.length) {
    const ready = steps.filter((step) => !done.has(step.leaf) && step.after.every((at) => done.has(at)))
    if (ready.length === 0) {
      const ids = steps.filter((step) => !done.has(step.leaf)).map((step) => leaves[step.leaf]?.leaf.id)
      throw new RangeError(`indicators ${ids.join(', ')}: each reads points that wait for its own, expected an order in which they can be decided; let one of them read something else`)
    }
    for (const step of ready) done.add(step.leaf)
    order.push(...ready)
  }
  return order
}
