import * as z from 'zod'
import { MeasureDeclaration } from '../fact/measure-declaration.ts'
import { measureHash } from '../fact/measure-hash.ts'
import { parseDay, startOfDay } from '../period/shanghai.ts'
import { faultsOfIssues } from './faults-of-issues.ts'
import type { Fault, RubricMeasure } from './rubric.ts'
import { Day, Text } from './text.schema.ts'

const Naming = z.object({ title: Text, counted_in: Text, from: Day.optional(), until: Day.optional(), window: z.enum(['before', 'until_end']).optional() })

/** Reads the `measures:` of a rubric: naming and window are the rubric's, the rest is the shared declaration. */
export function readMeasures(data: unknown): { measures: Record<string, RubricMeasure>; faults: Fault[] } {
  const measures: Record<string, RubricMeasure> = {}
  const faults: Fault[] = []
  for (const [name, entry] of Object.entries(isRecord(data) ? data : {})) {
    const read = readMeasure(entry, ['measures', name])
    if ('faults' in read) faults.push(...read.faults)
    else measures[name] = read
  }
  return { measures, faults }
}

function readMeasure(entry: unknown, path: string[]): RubricMeasure | { faults: Fault[] } {
  const naming = Naming.safeParse(entry)
  const declaration = MeasureDeclaration.safeParse(withoutNaming(entry))
  if (!declaration.success) return { faults: faultsOfIssues(declaration.error.issues, entry, path) }
  // The naming is part of the file's schema, which has already complained.
  if (!naming.success) return { faults: [] }
  const { title, counted_in: countedIn, from, until, window = 'period' } = naming.data
  return {
    declaration: declaration.data, hash: measureHash(declaration.data), title, countedIn, window,
    from: from === undefined ? -Infinity : dayStart(from, 0), until: until === undefined ? Infinity : dayStart(until, 1),
  }
}

function withoutNaming(entry: unknown): unknown {
  if (!isRecord(entry)) return entry
  const { title: _title, counted_in: _countedIn, from: _from, until: _until, window: _window, ...declaration } = entry
  return declaration
}

function dayStart(day: string, later: number): number {
  return startOfDay((parseDay(day) ?? 0) + later)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
