import type { Fault } from '@tierline/contracts/problem'

/** What a schema says of an input, as far as it is told. */
interface Issue {
  message: string
  code?: string | undefined
  keys?: readonly string[] | undefined
  errors?: readonly (readonly Issue[])[] | undefined
  path: readonly PropertyKey[]
}

/** What a schema does not accept, as faults: where, what was found, what was expected, how to mend it. `at` is the input's own place. */
export function contractFaults(issues: readonly Issue[], input: unknown, at = ''): Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, valueAt(input, issue.path), placeOf(at, issue.path)))
}

/** A place as people write it: `watches[2].condition.line`. */
export function placeOf(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`), at) || '(top)'
}

function faultsOf(issue: Issue, value: unknown, path: string): Fault[] {
  if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => ({ path: placeOf(path, [key]), found: 'a field that nothing here is called', expected: 'only fields of the contract', mend: 'Correct its spelling or leave it out.' }))
  if (issue.code === 'invalid_union' && issue.errors && issue.errors.length > 0) return contractFaults(nearest(issue.errors), value, path)
  const expected = issue.message.split('expected ')[1]?.split(', received')[0] ?? issue.message
  return [{ path, found: shown(value), expected, mend: value === undefined ? 'Add it.' : 'Mend the value.' }]
}

/** Of several forms the one that was most likely meant: with the fewest complaints, and those deep inside. */
function nearest(forms: readonly (readonly Issue[])[]): readonly Issue[] {
  const weight = (issues: readonly Issue[]): number => issues.reduce((sum, { path }) => sum + (path.length === 0 ? 100 : 1), 0)
  return [...forms].sort((a, b) => weight(a) - weight(b))[0] ?? []
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined), input)
}

/** What was found, shortened. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
