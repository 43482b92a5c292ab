import { at, isNode } from '../mutant.ts'
import type { Change, Path } from '../mutant.ts'
import { entriesDropped, leftOut, movedFigures, ofEach, otherWords, swapped } from './fields.ts'
import { conditionBounds, movedFigure } from './figures.ts'

const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  ratio: ['numerator', 'denominator'], share: ['part', 'whole'], mean: ['total', 'count'], per_capita: ['of', 'people'], completion: ['of', 'target'],
  inspection: ['passed', 'inspected'], change: ['of', 'per'], to_peers_mean: ['of', 'per'], best_facility: ['part', 'whole'],
}

/** Every change of a value that makes another figure of the same facts, or another meaning of none at all. */
export function valueChanges(data: unknown, path: Path): Change[][] {
  const value = at(data, path)
  if (!isNode(value)) return []
  const pair = PAIRS[String(value['kind'])]
  return [
    ...(pair ? swapped(data, path, pair) : []),
    ...otherWords(data, [...path, 'zero_denominator'], { words: ['unknown', 'full_marks', 'no_points'] }),
    ...whenNone(data, path),
    ...otherWords(data, [...path, 'as'], { words: value['kind'] === 'change' ? ['percent', 'difference'] : ['ratio', 'difference'] }),
    ...otherWords(data, [...path, 'against'], { words: ['previous_year', 'previous_period'] }),
    ...movedFigures(data, [...path, 'against'], ['mean_of_previous']),
    ...entriesDropped(data, [...path, 'all']), ...ofEach(data, [...path, 'all'], (condition) => conditionBounds(data, condition)),
    ...OPERANDS.flatMap((key) => operandChanges(data, [...path, key])),
    ...ofEach(data, [...path, 'all'], (condition) => operandChanges(data, [...condition, 'of'])),
  ]
}

const OPERANDS = ['of', 'per', 'numerator', 'denominator', 'part', 'whole', 'total', 'count', 'people', 'target', 'passed', 'inspected']

/** Every change of arithmetic: a term dropped, plus for minus, the sides of a difference or quotient swapped, a number moved. */
export function operandChanges(data: unknown, path: Path): Change[][] {
  const operand = at(data, path)
  if (typeof operand === 'string') return /^\d/.test(operand) ? movedFigure(data, path, 'number moved').slice(0, 1) : []
  if (!isNode(operand)) return []
  const [key = ''] = Object.keys(operand)
  const inner = [...path, key]
  const parts = ofEach(data, inner, (part) => operandChanges(data, part))
  const fewer = ['plus', 'times'].includes(key) ? termsDropped(data, path, key) : []
  const turned = ['minus', 'by'].includes(key) ? [[{ path: inner, operator: `${key} turned`, to: [...(operand[key] as unknown[])].reverse() }]] : []
  const rounded = key === 'round_up' ? [[{ path, operator: 'round_up dropped', to: operand[key] }]] : []
  const keyed = 'keys_of' in operand ? [...entriesDropped(data, [...path, 'keys_of']), ...leftOut(data, [...path, 'except'])] : []
  return [...parts, ...fewer, ...turned, ...rounded, ...keyed]
}

function termsDropped(data: unknown, path: Path, key: string): Change[][] {
  const terms = at(data, [...path, key])
  if (!Array.isArray(terms)) return []
  return terms.map((_term, index): Change[] => {
    const rest = terms.filter((_other, place) => place !== index) as unknown[]
    return [{ path, operator: `${key} term dropped`, to: rest.length === 1 ? rest[0] : { [key]: rest } }]
  })
}

/**
 * What no event at all means: another meaning shows only where the value asks for a measure, and not where nothing counted gives a zero denominator
 * (or no facility) whatever it says.
 */
function whenNone(data: unknown, path: Path): Change[][] {
  const value = at(data, path)
  const kind = isNode(value) ? value['kind'] : undefined
  if (!isNode(value) || typeof kind !== 'string' || ['stated', 'points_of', 'best_facility'].includes(kind)) return []
  const measures = new Set(Object.keys((at(data, ['measures']) ?? {}) as object))
  const [, below] = PAIRS[kind] ?? []
  const names = OPERANDS.flatMap((key) => (value[key] === undefined ? [] : namesOf(value[key]))).concat(namesOf(value['all']))
  if (!names.some((name) => measures.has(name)) || (below !== undefined && isZeroOfNothing(value[below], measures))) return []
  return otherWords(data, [...path, 'when_none'], { words: ['zero', 'unknown'], absent: 'unknown' })
}

function namesOf(operand: unknown): string[] {
  if (typeof operand === 'string') return [operand]
  return typeof operand === 'object' && operand !== null ? Object.values(operand).flatMap(namesOf) : []
}

/** Whether an operand is zero where no event was counted: a measure, or a sum of measures. */
function isZeroOfNothing(operand: unknown, measures: ReadonlySet<string>): boolean {
  if (typeof operand === 'string') return measures.has(operand)
  return isNode(operand) && Array.isArray(operand['plus']) && operand['plus'].every((part) => isZeroOfNothing(part, measures))
}
