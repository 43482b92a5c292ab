import { at, GONE, isNode } from '../mutant.ts'
import type { Change, Path } from '../mutant.ts'

const FIGURE = /^(-?)(\d+)(?:\.(\d+))?(%?)$/
const OPPOSITE = { at_least: 'above', above: 'at_least', at_most: 'below', below: 'at_most' } as const
const BOUNDS = Object.keys(OPPOSITE) as (keyof typeof OPPOSITE)[]

/** A figure one unit of its last place higher or lower, written as it was; null for a parameter. */
export function moved(figure: string, by: 1 | -1): string | null {
  const match = FIGURE.exec(figure)
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', percent = ''] = match
  const units = BigInt(`${sign}${whole}${fraction}`) + BigInt(by)
  const digits = String(units < 0n ? -units : units).padStart(fraction.length + 1, '0')
  const text = fraction === '' ? digits : `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`
  return `${units < 0n ? '-' : ''}${text}${percent}`
}

/** A figure at a place, one unit up and one down; not below zero, where the format has nothing. */
export function movedFigure(data: unknown, path: Path, operator = 'figure moved'): Change[][] {
  const figure = at(data, path)
  if (typeof figure !== 'string') return []
  return ([1, -1] as const).flatMap((by) => {
    const to = moved(figure, by)
    return to === null || (to.startsWith('-') && !figure.startsWith('-')) ? [] : [[{ path, operator, to }]]
  })
}

/** The bounds of one condition: each moved, dropped where another is left, and its equal case turned over. */
export function conditionBounds(data: unknown, path: Path): Change[][] {
  const node = at(data, path)
  if (!isNode(node)) return []
  const set = BOUNDS.filter((key) => typeof node[key] === 'string')
  return set.flatMap((key) => [
    ...movedFigure(data, [...path, key], 'bound moved'),
    turned(data, path, key),
  ])
}

/** The bounds of a list of steps: where two steps meet, both sides move or turn over together; one side alone must be found by the linter. */
export function meetingBounds(data: unknown, path: Path): Change[][] {
  const steps = at(data, path)
  if (!Array.isArray(steps)) return []
  const places = steps.flatMap((step: unknown, index) => BOUNDS.flatMap((key) => {
    const text = at(step, [key])
    return typeof text === 'string' ? [{ key, text, path: [...path, index] as Path }] : []
  }))
  const meetings = new Map<string, typeof places>()
  for (const place of places) meetings.set(place.text, [...(meetings.get(place.text) ?? []), place])
  return [...meetings.values()].flatMap((sides) => {
    const [first] = sides
    if (!first) return []
    const shifts = ([1, -1] as const).flatMap((by) => {
      const to = moved(first.text, by)
      return to === null ? [] : [sides.map((side): Change => ({ path: [...side.path, side.key], operator: 'bound moved', to }))]
    })
    return [...shifts, sides.flatMap((side) => turned(data, side.path, side.key)), turned(data, first.path, first.key)]
  })
}

function turned(data: unknown, path: Path, key: keyof typeof OPPOSITE): Change[] {
  return [
    { path: [...path, key], operator: 'bound turned over', to: GONE },
    { path: [...path, OPPOSITE[key]], operator: 'bound turned over', to: at(data, [...path, key]) },
  ]
}
