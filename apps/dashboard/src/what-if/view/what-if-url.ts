import type { Query } from '../../board/view-url.ts'

/** What the address says of a trial: the period, the readings by ambiguity, a stored version, and whether units that stay are shown too. */
export interface Trial {
  readonly period: string | null
  readonly readings: Readonly<Record<string, string>>
  readonly version: string | null
  readonly isWhole: boolean
}

/** Reads a trial from a query; a reading is written `ambiguity:reading`, several are repeated. */
export function parseTrial(query: Query): Trial {
  const readings = all(query, 'reading').map((text) => text.split(':')).flatMap(([ambiguity, reading]) => (ambiguity && reading ? [[ambiguity, reading] as const] : []))
  return { period: all(query, 'period')[0] ?? null, readings: Object.fromEntries(readings), version: all(query, 'version')[0] ?? null, isWhole: all(query, 'all')[0] === '1' }
}

/** The query of a trial; keys that are not ours (`theme`, `lang`) are kept. */
export function trialQuery({ period, readings, version, isWhole }: Trial, kept: Query): Record<string, string | string[]> {
  const others = Object.entries(kept).filter(([key, value]) => !OURS.has(key) && typeof value === 'string') as [string, string][]
  const reading = readingsOf(readings)
  return {
    ...Object.fromEntries(others), ...(period ? { period } : {}), ...(reading.length > 0 ? { reading } : {}), ...(version ? { version } : {}), ...(isWhole ? { all: '1' } : {}),
  }
}

/** Path of `GET /v1/boards/{rubric}/{group}/what-if` for a trial, and of `POST` for a draft. */
export function whatIfPath({ rubric, group }: { rubric: string; group: string }, { period, readings, version }: Pick<Trial, 'period' | 'readings' | 'version'>): string {
  const query = new URLSearchParams([...(period ? [['period', period]] : []), ...readingsOf(readings).map((reading) => ['reading', reading]), ...(version ? [['version', version]] : [])]).toString()
  return `/v1/boards/${encodeURIComponent(rubric)}/${encodeURIComponent(group)}/what-if${query && `?${query}`}`
}

/** Whether a trial asks for anything other than the board as it is. */
export function isTried({ readings, version }: Trial): boolean {
  return version !== null || Object.keys(readings).length > 0
}

const OURS = new Set(['period', 'reading', 'version', 'all'])

/** Readings as an address has them, `ambiguity:reading`. */
export function readingsOf(readings: Trial['readings']): string[] {
  return Object.entries(readings).map(([ambiguity, reading]) => `${ambiguity}:${reading}`)
}

function all(query: Query, key: string): string[] {
  const value = query[key]
  return (Array.isArray(value) ? (value as readonly (string | null)[]) : [value as string | null | undefined]).filter((one): one is string => typeof one === 'string' && one !== '')
}
