import type { Counts } from './import-state.ts'

/** How far an import is. */
export interface ImportProgress extends Counts {
  bytesRead: number
  bytesTotal: number
  /** Why the door is being tried again, or null. */
  waitingFor: string | null
}

/** What to import, and where to. */
export interface ImportOrder {
  file: string
  /** Path of the map; null where the file holds CloudEvents, one a line. */
  map: string | null
  url: string
  key: string
  /** Where the state and the report go; beside the file if absent. */
  folder?: string
  onProgress?: (progress: ImportProgress) => void
  /** How long a door that is away is tried again; five minutes if absent. */
  patienceMs?: number
}
