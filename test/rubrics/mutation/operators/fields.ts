import { at, GONE, isNode } from '../mutant.ts'
import type { Change, Path } from '../mutant.ts'
import { movedFigure } from './figures.ts'

/** A field that is one of several words: each of the others in its place; `absent` is the word that leaving it out means. */
export function otherWords(data: unknown, path: Path, { words, absent }: { words: readonly string[]; absent?: string }): Change[][] {
  const found = at(data, path) ?? absent
  if (typeof found !== 'string' || !words.includes(found)) return []
  return words.filter((word) => word !== found).map((word) => [{ path, operator: `${String(path.at(-1))} changed`, to: word }])
}

/** A flag turned: a true one is left out; one that is not there is set. */
export function turnedFlag(data: unknown, path: Path): Change[][] {
  const isSet = at(data, path) === 'true'
  return [[{ path, operator: `${String(path.at(-1))} turned`, to: isSet ? GONE : 'true' }]]
}

/** A field left out, where it is there and does not say what leaving it out means. */
export function leftOut(data: unknown, path: Path, meaningNothing?: string): Change[][] {
  const found = at(data, path)
  return found === undefined || found === meaningNothing ? [] : [[{ path, operator: `${String(path.at(-1))} dropped`, to: GONE }]]
}

/** Each entry of a list left out, where another one stays. */
export function entriesDropped(data: unknown, path: Path): Change[][] {
  const list = at(data, path)
  if (!Array.isArray(list) || list.length < 2) return []
  return list.map((_entry, index) => [{ path: [...path, index], operator: `${String(path.at(-1))} entry dropped`, to: GONE }])
}

/** Figures by key, each moved where it is there. */
export function movedFigures(data: unknown, path: Path, keys: readonly string[]): Change[][] {
  return keys.flatMap((key) => movedFigure(data, [...path, key], `${key} moved`))
}

/** Every entry of a list, by a function of its place. */
export function ofEach(data: unknown, path: Path, mutate: (path: Path) => Change[][]): Change[][] {
  const list = at(data, path)
  return Array.isArray(list) ? list.flatMap((_entry, index) => mutate([...path, index])) : []
}

/** Every entry of a mapping, by a function of its place. */
export function ofEachKey(data: unknown, path: Path, mutate: (path: Path, key: string) => Change[][]): Change[][] {
  const node = at(data, path)
  return isNode(node) ? Object.keys(node).flatMap((key) => mutate([...path, key], key)) : []
}

/** Two fields that change places, where they differ. */
export function swapped(data: unknown, path: Path, [a, b]: readonly [string, string]): Change[][] {
  const [left, right] = [at(data, [...path, a]), at(data, [...path, b])]
  if (left === undefined || right === undefined || JSON.stringify(left) === JSON.stringify(right)) return []
  const operator = `${a} and ${b} swapped`
  return [[{ path: [...path, a], operator, to: right }, { path: [...path, b], operator, to: left }]]
}
