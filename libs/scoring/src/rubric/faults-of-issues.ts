import type * as z from 'zod'
import type { Fault } from './rubric.ts'

type Issue = z.core.$ZodIssue

/** A schema's issues as faults: where, what was found there, what was expected, how to mend it. `prefix` is the input's own place in the file. */
export function faultsOfIssues(issues: readonly Issue[], input: unknown, prefix: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, valueAt(input, issue.path), [...prefix, ...issue.path]))
}

/** Path as people write it: `indicators[3].rule.steps[0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)), '') || '(top)'
}

/** A value as a fault quotes it, shortened. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function faultsOf(issue: Issue, value: unknown, path: PropertyKey[]): Fault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return faultsOfIssues(nearest(issue.errors), value, path)
  const found = quoted(value)
  return [{ path: pathText(path), found, expected: expectationOf(issue), mend: mendOf(issue, found) }]
}

/** The option that the writer most likely meant: the one with the fewest complaints, deepest first. */
function nearest(options: readonly (readonly Issue[])[]): readonly Issue[] {
  const weight = (issues: readonly Issue[]): number => issues.reduce((sum, issue) => sum + (issue.path.length === 0 ? 100 : 1), 0)
  return [...options].sort((a, b) => weight(a) - weight(b))[0] ?? []
}

function unknownKey(key: string, path: readonly PropertyKey[]): Fault {
  const isFullWidth = /[\u3000-\u303f\uff00-\uffef]/.test(key)
  return {
    path: pathText([...path, key]), found: `the key ${quoted(key)}`, expected: 'a key of the format (rubrics/schema/rubric.schema.json lists them)',
    mend: isFullWidth ? 'write it with half-width punctuation' : 'remove it, or correct its spelling',
  }
}

const TYPES: Readonly<Record<string, string>> = { record: 'a mapping', object: 'a mapping', array: 'a list', tuple: 'a list', string: 'a text' }

function expectationOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'invalid_union') return `one of ${'options' in issue ? issue.options.map(String).join(', ') : 'the kinds of the format'}`
  return issue.message.replace(/^Invalid input: expected /, '')
}

function mendOf(issue: Issue, found: string): string {
  if (found === 'nothing') return 'add it'
  if (issue.code === 'custom') return 'see what was expected'
  return issue.code === 'invalid_union' ? 'correct its spelling; the schema lists every kind' : 'replace it with what was expected'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined), input)
}
