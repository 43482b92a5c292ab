import { at, isNode } from '../mutant.ts'
import type { Change, Path } from '../mutant.ts'
import { entriesDropped, leftOut, movedFigures, ofEach, otherWords, turnedFlag } from './fields.ts'
import { conditionBounds, meetingBounds, moved, movedFigure } from './figures.ts'

/** Every change of a rule that gives other points to some value. */
export function ruleChanges(data: unknown, path: Path): Change[][] {
  const rule = at(data, path)
  const kind = isNode(rule) ? String(rule['kind']) : ''
  return [
    ...movedFigures(data, path, FIGURES[kind] ?? []),
    ...(LISTS[kind] ?? []).flatMap((key) => entriesDropped(data, [...path, key])),
    ...(BY_KIND[kind]?.(data, path) ?? []),
  ]
}

const FIGURES: Readonly<Record<string, readonly string[]>> = {
  linear: ['base', 'per', 'change', 'gain', 'at_base', 'floor'], proportional: ['full', 'from'], rank: ['rest'], per_occurrence: ['each', 'floor'],
  missing_items: ['each'], award: ['each', 'from'], judgement: ['least', 'step'], imported: ['full'],
}

const LISTS: Readonly<Record<string, readonly string[]>> = {
  steps: ['steps'], rank: ['bands', 'list'], per_occurrence: ['streams'], zero_on_any: ['triggers'], missing_items: ['items'], checklist: ['items'], best_level: ['levels'], imported: ['bands'],
}

type OfKind = (data: unknown, path: Path) => Change[][]

const BY_KIND: Readonly<Record<string, OfKind>> = {
  steps: (data, path) => [
    ...meetingBounds(data, [...path, 'steps']),
    ...ofEach(data, [...path, 'steps'], (step) => movedFigure(data, [...step, 'points'], 'points moved')),
  ],
  linear: (data, path) => [
    ...otherWords(data, [...path, 'better'], { words: ['higher', 'lower'] }),
    ...otherWords(data, [...path, 'partial'], { words: ['pro_rata', 'whole', 'started'], absent: 'pro_rata' }),
    ...['at_base', 'gain'].flatMap((key) => leftOut(data, [...path, key], key === 'gain' ? '0' : undefined)),
    ...leftOut(data, [...path, 'floor'], '0'),
  ],
  proportional: (data, path) => leftOut(data, [...path, 'from'], '0'),
  rank: (data, path) => [
    ...otherWords(data, [...path, 'direction'], { words: ['desc', 'asc'] }),
    ...otherWords(data, [...path, 'ties'], { words: ['competition', 'dense'], absent: 'competition' }),
    ...bandChanges(data, [...path, 'bands']),
    ...ofEach(data, [...path, 'list'], (entry) => movedFigure(data, entry, 'points moved')),
    ...movedFigure(data, [...path, 'to_best', 'floor'], 'floor moved'), ...leftOut(data, [...path, 'to_best', 'floor'], '0'),
  ],
  per_occurrence: (data, path) => [
    ...ofEach(data, [...path, 'streams'], (stream) => [...movedFigures(data, stream, ['each', 'at_most']), ...leftOut(data, [...stream, 'at_most'])]),
    ...(at(data, [...path, 'streams']) === undefined ? [] : turnedFlag(data, [...path, 'once_per_key'])),
    ...leftOut(data, [...path, 'floor'], '0'), ...leftOut(data, [...path, 'escalation']),
    ...movedFigures(data, [...path, 'escalation'], ['above', 'points']),
  ],
  zero_on_any: (data, path) => (at(data, [...path, 'triggers']) === undefined ? [otherKind(path, 'zero_on_none')] : []),
  zero_on_none: (_data, path) => [otherKind(path, 'zero_on_any')],
  missing_items: (data, path) => (typeof at(data, [...path, 'required']) === 'string' ? movedFigure(data, [...path, 'required'], 'required moved') : []),
  checklist: (data, path) => [
    ...ofEach(data, [...path, 'items'], (item) => [...leftOut(data, [...item, 'met_when']), ...conditionBounds(data, [...item, 'met_when'])]),
    ...pointsShifted(data, [...path, 'items']),
  ],
  award: (data, path) => leftOut(data, [...path, 'from'], '1'),
  best_level: (data, path) => [
    ...ofEach(data, [...path, 'levels'], (level) => [...movedFigures(data, level, ['at_least', 'points']), ...otherWords(data, [...level, 'pays'], { words: ['flat', 'each'] })]),
    ...swappedNeighbours(data, [...path, 'levels']),
  ],
  judgement: (data, path) => [...turnedFlag(data, [...path, 'unpublished']), ...leftOut(data, [...path, 'least'], '0'), ...leftOut(data, [...path, 'step'])],
  imported: (data, path) => [...bandChanges(data, [...path, 'bands']), ...leftOut(data, [...path, 'full'], '100')],
}

function otherKind(path: Path, kind: string): Change[] {
  return [{ path: [...path, 'kind'], operator: 'kind changed', to: kind }]
}

/** Where two bands meet, both edges move together; points of each band move. */
function bandChanges(data: unknown, path: Path): Change[][] {
  const bands = at(data, path)
  if (!Array.isArray(bands)) return []
  const edges = bands.slice(1).flatMap((_band, index) => ([1, -1] as const).flatMap((by) => {
    const [to, from] = [at(data, [...path, index, 'to']), at(data, [...path, index + 1, 'from'])]
    if (typeof to !== 'string' || typeof from !== 'string') return []
    return [[
      { path: [...path, index, 'to'], operator: 'band edge moved', to: moved(to, by) ?? to },
      { path: [...path, index + 1, 'from'], operator: 'band edge moved', to: moved(from, by) ?? from },
    ]]
  }))
  return [...edges, ...bands.flatMap((_band, index) => movedFigure(data, [...path, index, 'points'], 'points moved'))]
}

/** One point goes from an entry to the next, so that the sum stays and no linter sees it. */
function pointsShifted(data: unknown, path: Path): Change[][] {
  const list = at(data, path)
  if (!Array.isArray(list)) return []
  return list.slice(1).flatMap((_entry, index) => {
    const [here, next] = [[...path, index, 'points'], [...path, index + 1, 'points']]
    const [less, more] = [moved(String(at(data, here)), -1), moved(String(at(data, next)), 1)]
    return less === null || more === null ? [] : [[{ path: here, operator: 'points shifted', to: less }, { path: next, operator: 'points shifted', to: more }]]
  })
}

/** Two neighbours of an ordered list change places. */
export function swappedNeighbours(data: unknown, path: Path): Change[][] {
  const list = at(data, path)
  if (!Array.isArray(list)) return []
  return list.slice(1).map((_entry, index): Change[] => [
    { path: [...path, index], operator: `${String(path.at(-1))} swapped`, to: at(data, [...path, index + 1]) },
    { path: [...path, index + 1], operator: `${String(path.at(-1))} swapped`, to: at(data, [...path, index]) },
  ])
}

