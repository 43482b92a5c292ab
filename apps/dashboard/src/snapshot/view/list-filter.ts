import type { Snapshot, SnapshotState } from '@tierline/contracts/snapshot/snapshot'

/** What the list is narrowed to; null leaves that open. */
export interface ListFilter {
  readonly rubric: string | null
  readonly group: string | null
  readonly period: string | null
  readonly state: SnapshotState | null
}

export const EVERYTHING: ListFilter = { rubric: null, group: null, period: null, state: null }
const STATES: readonly SnapshotState[] = ['draft', 'checking', 'objections', 'final', 'issued', 'withdrawn', 'superseded']
type Query = Readonly<Record<string, unknown>>

/** Reads the filter from the address; what cannot be read is left open. */
export function parseFilter(query: Query): ListFilter {
  const said = (name: string) => { const value = query[name]; return typeof value === 'string' && value !== '' ? value : null }
  return { rubric: said('rubric'), group: said('group'), period: said('period'), state: STATES.find((state) => state === query['state']) ?? null }
}

/** The address of a filter; keys that are not its own are kept. */
export function filterQuery(filter: ListFilter, kept: Query): Record<string, string> {
  const others = Object.entries(kept).filter((entry): entry is [string, string] => !(entry[0] in EVERYTHING) && typeof entry[1] === 'string')
  const ours = Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries([...others, ...ours])
}

/** Snapshots of one board, newest cut-off first. */
export interface BoardSnapshots {
  readonly id: string
  readonly first: Snapshot
  readonly snapshots: readonly Snapshot[]
}

/** The list parted by board, boards in the order in which they first come; inside a board the newest cut-off and revision first. */
export function byBoard(snapshots: readonly Snapshot[]): BoardSnapshots[] {
  const boards = new Map<string, Snapshot[]>()
  for (const one of snapshots) {
    const id = `${one.key.rubric}/${one.key.group}`
    boards.set(id, [...(boards.get(id) ?? []), one])
  }
  return [...boards].flatMap(([id, all]) => {
    const sorted = [...all].sort((a, b) => Date.parse(b.cutoff) - Date.parse(a.cutoff) || b.revision - a.revision || b.id - a.id)
    const [first] = sorted
    return first ? [{ id, first, snapshots: sorted }] : []
  })
}
