import { at, GONE, isNode } from '../mutant.ts'
import type { Change, Path } from '../mutant.ts'
import { entriesDropped, leftOut, movedFigures, ofEachKey, otherWords } from './fields.ts'
import { conditionBounds } from './figures.ts'

const DAY_MS = 86_400_000

/** Every change of a measure that counts other events, or counts them otherwise or elsewhere in time. */
export function measureChanges(data: unknown, path: Path): Change[][] {
  const measure = at(data, path)
  if (!isNode(measure)) return []
  return [
    ...filterChanges(data, [...path, 'where']),
    ...aggregateChanges(measure, path),
    ...leftOut(data, [...path, 'state'], 'any'), ...(Array.isArray(measure['state']) ? entriesDropped(data, [...path, 'state']) : otherState(measure, path)),
    ...leftOut(data, [...path, 'within']), ...movedFigures(data, [...path, 'within'], ['hours', 'minutes']),
    ...otherInstant(measure, path),
    ...leftOut(data, [...path, 'by']),
    ...['from', 'until'].flatMap((key) => [...leftOut(data, [...path, key]), ...movedDay(data, [...path, key])]),
    ...leftOut(data, [...path, 'window']), ...otherWords(data, [...path, 'window'], { words: ['before', 'until_end'] }),
    ...(Array.isArray(at(data, [...path, 'of', 'event'])) ? entriesDropped(data, [...path, 'of', 'event']) : []),
  ]
}

function filterChanges(data: unknown, path: Path): Change[][] {
  return ofEachKey(data, path, (place) => {
    const condition = at(data, place)
    const dropped: Change[] = [{ path: place, operator: 'filter dropped', to: GONE }]
    if (Array.isArray(condition)) return [dropped, ...entriesDropped(data, place)]
    if (isNode(condition)) return [dropped, ...conditionBounds(data, place).filter((changes) => changes[0]?.operator === 'bound moved')]
    if (condition === 'true' || condition === 'false') return [dropped, [{ path: place, operator: 'filter turned', to: condition === 'true' ? 'false' : 'true' }]]
    return [dropped]
  })
}

/** Events counted one by one instead of by what tells them apart. */
function aggregateChanges(measure: Readonly<Record<string, unknown>>, path: Path): Change[][] {
  if (measure['aggregate'] !== 'distinct' && measure['aggregate'] !== 'sum') return []
  return [[{ path: [...path, 'aggregate'], operator: 'aggregate changed', to: 'count' }, { path: [...path, 'field'], operator: 'aggregate changed', to: GONE }]]
}

const OTHER_STATES: Readonly<Record<string, string>> = {
  open: 'closed', closed: 'any', on_time: 'late', late: 'on_time', overdue: 'late', returned: 'reopened', reopened: 'closed', called_back: 'closed', accepted: 'any',
  extended: 'any', plausible: 'implausible', implausible: 'plausible', due_unknown: 'any',
}

function otherState(measure: Readonly<Record<string, unknown>>, path: Path): Change[][] {
  const to = OTHER_STATES[String(measure['state'])]
  return to === undefined ? [] : [[{ path: [...path, 'state'], operator: 'state changed', to }]]
}

/** A case counted where it was opened instead of closed, and the other way round. */
function otherInstant(measure: Readonly<Record<string, unknown>>, path: Path): Change[][] {
  if (!isNode(measure['of']) || !('case' in measure['of'])) return []
  const found = measure['at'] ?? 'opened'
  return [[{ path: [...path, 'at'], operator: 'instant changed', to: found === 'opened' ? 'closed' : 'opened' }]]
}

/** A day one earlier and one later. */
export function movedDay(data: unknown, path: Path): Change[][] {
  const day = at(data, path)
  const ms = typeof day === 'string' ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms)) return []
  return [DAY_MS, -DAY_MS].map((by) => [{ path, operator: 'day moved', to: new Date(ms + by).toISOString().slice(0, 10) }])
}
