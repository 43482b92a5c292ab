import { WatchFile } from '@tierline/contracts/alert/watch'
import type { Fault } from '@tierline/contracts/problem'
import { readYaml } from '@tierline/scoring'
import { contractFaults } from './contract-faults.ts'

const COUNTS = new Set(['holdMinutes', 'keepFiringMinutes', 'minimumSample', 'withinMinutes', 'afterMinutes', 'places', 'cases'])
const FLAGS = new Set(['enabled', 'workingDaysOnly'])
/** Kinds whose recovery is a number of places or cases; of the others it is a decimal. */
const COUNTED = new Set(['rank_drop', 'headroom'])

/** Reads a file of `rubrics/watches/`. Scalars are taken as text, so that 95.10 stays 95.10 and codes keep their zeros; counts and flags are read where the contract has them. */
export function readWatchFile(text: string): { file: WatchFile } | { faults: Fault[] } {
  const document = readYaml(text)
  if ('faults' in document) return document
  const data = typed(document.data)
  const read = WatchFile.safeParse(data)
  return read.success ? { file: read.data } : { faults: contractFaults(read.error.issues, data) }
}

function typed(value: unknown, key = '', owner: object = {}): unknown {
  if (Array.isArray(value)) return value.map((entry) => typed(entry, key))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, typed(entry, name, value)]))
  if (typeof value !== 'string') return value
  const isCount = COUNTS.has(key) || (key === 'recovery' && COUNTED.has(String(Reflect.get(owner, 'kind'))))
  if (isCount && /^\d{1,9}$/.test(value)) return Number(value)
  return FLAGS.has(key) && (value === 'true' || value === 'false') ? value === 'true' : value
}
