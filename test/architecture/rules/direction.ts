import { posix } from 'node:path'
import { importsOf } from '../source.ts'
import type { Source } from '../source.ts'

const CONTRACTS = ['@tierline/contracts']
const READING = [...CONTRACTS, '@tierline/scoring', '@tierline/platform']
const SERVICE = [...READING, '@tierline/boards']

/** Which of our packages each one may import: dashboard → contracts; services → contracts, scoring, platform, boards; boards → contracts, scoring, platform; platform → contracts; only all-in-one composes services. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  'libs/contracts': [],
  'libs/scoring': [],
  'libs/platform': CONTRACTS,
  'libs/boards': READING,
  'services/ingest': SERVICE,
  'services/rollup': SERVICE,
  'services/scoring': SERVICE,
  'services/live': SERVICE,
  'services/alerts': SERVICE,
  'services/snapshots': SERVICE,
  'services/all-in-one': [...SERVICE, '@tierline/ingest', '@tierline/rollup', '@tierline/scoring-service', '@tierline/live', '@tierline/alerts', '@tierline/snapshots'],
  'apps/dashboard': CONTRACTS,
}

/** The package that a path lies in, as its folder; `test` is no package. */
export const areaOf = (path: string): string => path.split('/').slice(0, 2).join('/')

/** Imports against the direction of design.md §6, by name or by a relative path out of the package. */
export function againstDirection(source: Source): string[] {
  const area = areaOf(source.path)
  if (area.startsWith('test/')) return []
  const allowed = MAY_IMPORT[area]
  if (!allowed) return [`${source.path}: lies in ${area}, which is no known package; add it to MAY_IMPORT with what it may import.`]
  return importsOf(source).flatMap(({ from }) => {
    if (from.startsWith('.')) return areaOf(posix.join(posix.dirname(source.path), from)) === area ? [] : [`${source.path}: imports ${from}, a path out of its package; import the package by its name.`]
    const ours = /^@tierline\/[^/]+/.exec(from)?.[0]
    return !ours || allowed.includes(ours) ? [] : [`${source.path}: imports ${from}; ${area} may import only ${allowed.join(', ') || 'nothing of ours'}.`]
  })
}

/** Packages that a manifest names against the direction. */
export function manifestAgainstDirection(area: string, manifest: { dependencies?: Record<string, string> }): string[] {
  const allowed = MAY_IMPORT[area]
  if (!allowed) return [`${area}/package.json: ${area} is no known package; add it to MAY_IMPORT.`]
  const ours = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@tierline/'))
  return ours.filter((name) => !allowed.includes(name)).map((name) => `${area}/package.json: depends on ${name}; ${area} may depend only on ${allowed.join(', ') || 'nothing of ours'}.`)
}
