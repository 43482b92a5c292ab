import type { Period } from '../period/period.ts'
import { dayNumber, dayText } from '../period/shanghai.ts'
import type { Fault, Rubric } from './rubric.ts'
import type { Parameter } from './rubric.schema.ts'
import { pathText } from './faults-of-issues.ts'
import { isParameter } from './text.schema.ts'

/** The parts of a rubric in which parameters may stand. */
const PARTS = ['points', 'tiers', 'conversion', 'vetoes', 'indicators', 'summaries', 'ambiguities', 'small_sample'] as const

type Parameters = Readonly<Record<string, Parameter>>

/** The day whose parameters a board takes: the period's last one, or today where that is earlier. */
export function parametersDay(period: Period, instant = Infinity): string {
  return dayText(dayNumber(Math.min(period.until - 1, instant)))
}

/** The rubric with each `$name` replaced by the value in force on that day (before the first date: the first value); the same object where it has no parameters. */
export function withParameters(rubric: Rubric, day: string): Rubric {
  return rubric.parameters ? resolved(rubric, rubric.parameters, day) : rubric
}

/** The same for a rubric as it was read, before it is known to be whole. */
export function resolved<T extends object>(rubric: T, parameters: Parameters, day: string): T {
  const values = new Map(Object.entries(parameters).map(([name, parameter]) => [`$${name}`, inForce(parameter, day)]))
  const parts = PARTS.flatMap((part): [string, unknown][] => {
    const found: unknown = Reflect.get(rubric, part)
    return found === undefined ? [] : [[part, filled(found, values)]]
  })
  return { ...rubric, ...Object.fromEntries(parts) }
}

/** Every day from which some parameter has another value, in order. */
export function parameterDays({ parameters }: { parameters?: Parameters | undefined }): string[] {
  return [...new Set(Object.values(parameters ?? {}).flatMap(({ dated }) => dated.map(({ from }) => from)))].sort()
}

/** Names that stand nowhere else, parameters that nothing names, and days on which one has two values. */
export function parameterFaults(rubric: { parameters?: Parameters | undefined }): Fault[] {
  const parameters = rubric.parameters ?? {}
  const used = PARTS.flatMap((part) => namesIn(Reflect.get(rubric, part), [part]))
  const unknown = used.filter(({ name }) => !parameters[name.slice(1)]).map(({ name, path }): Fault => ({
    path: pathText(path), found: name, expected: `a parameter of the rubric${Object.keys(parameters).length > 0 ? `: ${Object.keys(parameters).join(', ')}` : ''}`, mend: 'declare it under `parameters`, or write the figure',
  }))
  const names = new Set(used.map(({ name }) => name))
  const unused = Object.keys(parameters).filter((name) => !names.has(`$${name}`)).map((name): Fault => ({
    path: `parameters.${name}`, found: 'a parameter that nothing names', expected: `\`$${name}\` in a rule, a line or the points`, mend: 'use it, or remove it',
  }))
  return [...unknown, ...unused, ...Object.entries(parameters).flatMap(([name, { dated }]) => twice(name, dated.map(({ from }) => from)))]
}

function twice(name: string, days: readonly string[]): Fault[] {
  return days.flatMap((day, at) => (days.indexOf(day) === at ? [] : [{
    path: `parameters.${name}.dated[${at}].from`, found: `${day} a second time`, expected: 'one value for each day', mend: 'correct one of the dates',
  }]))
}

function inForce({ dated }: Parameter, day: string): string {
  const sorted = [...dated].sort((a, b) => (a.from < b.from ? -1 : 1))
  return (sorted.findLast(({ from }) => from <= day) ?? sorted[0])?.value ?? ''
}

function filled(data: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof data === 'string') return values.get(data) ?? data
  if (Array.isArray(data)) return data.map((entry) => filled(entry, values))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, filled(value, values)]))
}

function namesIn(data: unknown, path: readonly PropertyKey[]): { name: string; path: readonly PropertyKey[] }[] {
  if (typeof data === 'string') return isParameter(data) ? [{ name: data, path }] : []
  if (Array.isArray(data)) return data.flatMap((entry, at) => namesIn(entry, [...path, at]))
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => namesIn(value, [...path, key]))
}
