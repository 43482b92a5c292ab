import type { Rubric } from '../../rubric/rubric.ts'
import { leavesOf, placedIndicators, placedLeaves } from '../../rubric/tree.ts'
import type { FaultList } from '../fault-list.ts'

/** Points of other indicators can be read only where none of them waits for the reader in the end. */
export function checkPeers(rubric: Rubric, faults: FaultList): void {
  const indicators = new Map(placedIndicators(rubric.indicators).map(({ indicator }) => [indicator.id, indicator]))
  const reads = new Map<string, string[]>()
  for (const { indicator: leaf, path } of placedLeaves(rubric.indicators)) {
    if (leaf.value?.kind !== 'points_of') continue
    const read = indicators.get(leaf.value.indicator)
    if (!read) faults.add(`${path}.value.indicator`, `"${leaf.value.indicator}"`, 'the id of an indicator', 'correct it')
    else reads.set(leaf.id, leavesOf(read).map(({ id }) => id))
  }
  for (const { indicator: leaf, path } of placedLeaves(rubric.indicators)) {
    const circle = circleOf(leaf.id, reads)
    if (circle) faults.add(`${path}.value.indicator`, `a circle: ${circle.join(' → ')}`, 'an indicator whose points do not depend on this leaf', 'read another indicator')
  }
}

/** The way from a leaf back to itself, by what each reads; null where there is none. */
function circleOf(start: string, reads: ReadonlyMap<string, readonly string[]>): string[] | null {
  const ways = [[start]]
  const seen = new Set<string>()
  for (let way = ways.pop(); way; way = ways.pop()) {
    for (const next of reads.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start]
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return null
}
