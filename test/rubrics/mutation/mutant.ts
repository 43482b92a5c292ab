/** A place in parsed YAML. */
export type Path = readonly (string | number)[]

/** One small change of a rubric's meaning: where, by which operator, from what to what, and the changed data. */
export interface Mutant {
  path: Path
  operator: string
  from: string
  to: string
  /** Id of the indicator in which it lies, or name of the measure, to try the tests about it first. */
  about: string | null
  apply: () => unknown
}

/** A change at a place: another value, or its removal. */
export interface Change {
  path: Path
  operator: string
  to: unknown
}

/** Stands for the removal of a key or an entry of a list. */
export const GONE = Symbol('gone')

export type Node = Readonly<Record<string, unknown>>

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a place; undefined where there is none. */
export function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), data)
}

/** The data with one place changed; everything else is shared. */
export function changed(data: unknown, path: Path, to: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return to
  if (Array.isArray(data)) {
    const list: unknown[] = [...data as unknown[]]
    const next = changed(list[Number(key)], rest, to)
    if (next === GONE) list.splice(Number(key), 1)
    else list[Number(key)] = next
    return list
  }
  const next = changed(isNode(data) ? data[key] : undefined, rest, to)
  if (next !== GONE) return { ...(data as Node), [key]: next }
  const { [key]: _gone, ...others } = data as Node
  return others
}

/** Several changes as one mutant; `from` and `to` say the first. */
export function mutantOf(data: unknown, changes: readonly Change[]): Mutant {
  const [first] = changes
  if (!first) throw new RangeError('a mutant changes something')
  return {
    path: first.path, operator: first.operator, from: brief(at(data, first.path)), to: first.to === GONE ? 'gone' : brief(first.to), about: aboutOf(data, first.path),
    apply: () => changes.reduce((now, change) => changed(now, change.path, change.to), data),
  }
}

/** Path as people write it. */
export function pathOf(path: Path): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part), '')
}

function brief(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined) return 'absent'
  const node = isNode(value) ? value['id'] ?? value : value
  const text = typeof node === 'string' ? node : JSON.stringify(node)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function aboutOf(data: unknown, path: Path): string | null {
  if (path[0] === 'measures') return String(path[1])
  for (let length = path.length; length > 0; length--) {
    const id = at(data, [...path.slice(0, length), 'id'])
    if (typeof id === 'string' && ['indicators', 'children'].includes(String(path[length - 2]))) return id
    if (typeof id === 'string' && path[0] !== 'indicators') return id
  }
  return null
}
