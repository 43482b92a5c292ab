import type { BoardKey } from '@tierline/contracts/board'
import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import type { ListFilter } from '../view/list-filter.ts'

/** Path of one snapshot, or of a part of it. */
export function snapshotPath(id: number, part = ''): string {
  return `/v1/snapshots/${id}${part && `/${part}`}`
}

/** Path of the list, narrowed by what the filter says. */
export function listPath({ rubric, group, period, state }: ListFilter): string {
  const query = new URLSearchParams(Object.entries({ rubric, group, period, state }).filter((entry): entry is [string, string] => entry[1] !== null)).toString()
  return `/v1/snapshots${query && `?${query}`}`
}

/** Path of a file of a snapshot. */
export function filePath(id: number, format: FileFormat): string {
  return `/v1/snapshots/${id}.${format}`
}

/** Path of the explanation that a snapshot keeps of a unit. */
export function frozenUnitPath(id: number, unit: string): string {
  return snapshotPath(id, `units/${encodeURIComponent(unit)}`)
}

/** Where the live board is seen at the instant of a snapshot. */
export function boardAtCutoff({ key, cutoff }: { key: BoardKey; cutoff: string }) {
  return { name: 'board', params: { ...key }, query: { at: cutoff } }
}
