import { at, GONE, isNode } from '../mutant.ts'
import type { Change, Node, Path } from '../mutant.ts'
import { entriesDropped, leftOut, movedFigures, ofEach, otherWords, turnedFlag } from './fields.ts'
import { conditionBounds, moved } from './figures.ts'
import { ruleChanges } from './rules.ts'
import { valueChanges } from './values.ts'

/** Every change of a list of indicators, down to the leaves. */
export function indicatorChanges(data: unknown, path: Path): Change[][] {
  return [...entriesDropped(data, path), ...pointsShifted(data, path), ...weightShifted(data, path), ...ofEach(data, path, (place) => {
    const indicator = at(data, place)
    if (!isNode(indicator)) return []
    return [...shared(data, place, indicator), ...('children' in indicator ? branchChanges(data, place, indicator) : leafChanges(data, place, indicator))]
  })]
}

function shared(data: unknown, path: Path, indicator: Node): Change[][] {
  return [
    ...movedFigures(data, path, ['points', 'cap']), ...leftOut(data, [...path, 'cap']),
    ...(indicator['bonus'] === 'true' ? turnedFlag(data, [...path, 'bonus']) : []), ...(indicator['penalty'] === 'true' ? turnedFlag(data, [...path, 'penalty']) : []),
    ...leftOut(data, [...path, 'gate']), ...movedFigures(data, [...path, 'gate'], ['at_least']), ...leftOut(data, [...path, 'gate', 'indicator']),
    ...leftOut(data, [...path, 'applies_to']), ...['only', 'except'].flatMap((key) => entriesDropped(data, [...path, 'applies_to', key])),
  ]
}

function branchChanges(data: unknown, path: Path, branch: Node): Change[][] {
  const combine = typeof branch['combine'] === 'string' ? branch['combine'] : 'add'
  const several = Array.isArray(branch['children']) && branch['children'].length > 1
  return [
    ...(several ? otherWords(data, [...path, 'combine'], { words: [combine, combine === 'average' ? 'lowest' : 'average'], absent: 'add' }) : []),
    ...indicatorChanges(data, [...path, 'children']),
  ]
}

function leafChanges(data: unknown, path: Path, leaf: Node): Change[][] {
  return [
    ...leftOut(data, [...path, 'cite']), ...leftOut(data, [...path, 'value']),
    ...(isNode(leaf['cite']) ? [[{ path: [...path, 'cite', 'source'], operator: 'source changed', to: 'no-such-source' }]] : []),
    ...notApplicable(data, [...path, 'not_applicable']),
    ...ruleChanges(data, [...path, 'rule']),
    ...(at(data, [...path, 'rule', 'kind']) === 'no_points' ? shownChanges : valueChanges)(data, [...path, 'value']),
    ...ofEach(data, [...path, 'references'], (reference) => [...conditionBounds(data, reference), ...shownChanges(data, [...reference, 'value'])]),
    ...entriesDropped(data, [...path, 'references']),
  ]
}

/** A reference gives no points, nor does a leaf that only counts, so that what a zero denominator would give shows nowhere. */
function shownChanges(data: unknown, path: Path): Change[][] {
  return valueChanges(data, path).filter(([change]) => change?.operator !== 'zero_denominator changed')
}

function notApplicable(data: unknown, path: Path): Change[][] {
  const found = at(data, path)
  if (found === undefined) return []
  const others = ['full_marks', 'exclude', 'peers_mean'].filter((word) => word !== found).map((to): Change[] => [{ path, operator: 'not_applicable changed', to }])
  const share = isNode(found) ? [...otherWords(data, [...path, 'redistribute'], { words: ['proportional', 'equal'] }), ...leftOut(data, [...path, 'scope'])] : []
  return [[{ path, operator: 'not_applicable dropped', to: GONE }], ...others, ...share]
}

/** One point goes from an indicator to the next one that has some, so that the sum stays. */
function pointsShifted(data: unknown, path: Path): Change[][] {
  return shifted(data, path, 'points')
}

function weightShifted(data: unknown, path: Path): Change[][] {
  return shifted(data, path, 'weight')
}

function shifted(data: unknown, path: Path, key: 'points' | 'weight'): Change[][] {
  const list = at(data, path)
  if (!Array.isArray(list)) return []
  return list.slice(1).flatMap((_entry, index) => {
    const [here, next] = [[...path, index, key], [...path, index + 1, key]]
    const [a, b] = [at(data, here), at(data, next)]
    const [less, more] = [typeof a === 'string' ? moved(a, -1) : null, typeof b === 'string' ? moved(b, 1) : null]
    return less === null || more === null ? [] : [[{ path: here, operator: `${key} shifted`, to: less }, { path: next, operator: `${key} shifted`, to: more }]]
  })
}
