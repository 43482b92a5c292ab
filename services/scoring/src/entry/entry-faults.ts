import type { Fault } from '@tierline/contracts/problem'
import { ProblemError } from '@tierline/platform/http/problem'

interface Issue {
  message: string
  code?: string | undefined
  format?: string
  keys?: readonly string[]
  path: readonly PropertyKey[]
}

/** A contract's schema, as far as it is used here. */
interface EntrySchema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } }
}

/** Reads one entry; where only fields too many are wrong, it is read without them, so that its other faults are told too. */
export function readEntry<T>(schema: EntrySchema<T>, entry: unknown, where: (field: string) => string): { data: T | null; faults: Fault[] } {
  const read = schema.safeParse(entry)
  if (read.success) return { data: read.data, faults: [] }
  const faults = faultsOfIssues(read.error.issues, entry, where)
  const unknown = new Set(read.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys ?? [] : [])))
  const rest = typeof entry === 'object' && entry !== null ? schema.safeParse(Object.fromEntries(Object.entries(entry).filter(([key]) => !unknown.has(key)))) : read
  return { data: rest.success ? rest.data : null, faults }
}

/** A schema's issues as faults; `where` names a field's place in what was sent. */
function faultsOfIssues(issues: readonly Issue[], input: unknown, where: (field: string) => string): Fault[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? (issue.keys ?? []).map((key) => unknownField(key, where)) : [misfit(issue, input, where)]))
}

function unknownField(key: string, where: (field: string) => string): Fault {
  return { path: where(key), found: 'a field that nothing here is called', expected: 'only fields of the contract (GET /openapi.json)', mend: 'Correct its spelling or leave it out.' }
}

function misfit(issue: Issue, input: unknown, where: (field: string) => string): Fault {
  const field = issue.path.map(String).join('.')
  const value = issue.path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined), input)
  const expected = FORMATS[issue.format ?? ''] ?? issue.message.split('expected ')[1]?.split(', received')[0] ?? issue.message
  return { path: where(field), found: shown(value), expected, mend: value === undefined ? 'Add it.' : 'Mend the value.' }
}

/** The contract's formats in words; its only pattern is that of decimals. */
const FORMATS: Readonly<Record<string, string>> = { regex: 'a decimal such as 43269 or 0.5', date: 'a day like 2021-12-15' }

/** A value as a fault quotes it, shortened. */
export function shown(value: unknown): string {
  if (value === undefined || value === '') return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** The refusal of everything that was sent, with every fault; nothing of it was entered. */
export function refusal(faults: readonly Fault[]): ProblemError {
  const [first] = faults
  const sentence = first ? `${first.path}: found ${first.found}, expected ${first.expected}. ${first.mend}` : ''
  const more = faults.length > 1 ? ` ${faults.length - 1} more stand in "faults".` : ''
  return new ProblemError(400, 'wrong_field', { title: 'Nothing was entered', detail: `${sentence}${more}`, faults: [...faults] })
}
