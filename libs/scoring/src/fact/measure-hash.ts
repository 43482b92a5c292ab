import { canonicalJson } from '../hash/canonical.ts'
import { sha256 } from '../hash/sha256.ts'
import type { FieldCondition, MeasureDeclaration } from './measure-declaration.ts'
import { bucketInstant, withinMs } from './measure-declaration.ts'

/**
 * What identifies a measure: 32 hex digits over the canonical form of its declaration, so that rubrics that ask for the same thing share it.
 * Order of keys and lists, defaults left out or written, and `true` or `'true'` make no difference.
 */
export function measureHash(declaration: MeasureDeclaration): string {
  return sha256(canonicalJson(canonicalDeclaration(declaration))).slice(0, 32)
}

/** The declaration with defaults filled in, scalars as text, lists and keys sorted. */
export function canonicalDeclaration(declaration: MeasureDeclaration): unknown {
  const of = 'case' in declaration.of ? { case: declaration.of.case } : { event: sortedTexts(declaration.of.event) }
  const states = sortedTexts(declaration.state ?? []).filter((state) => state !== 'any')
  const where = Object.entries(declaration.where ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, condition]) => [name, canonicalCondition(condition)])
  return {
    of, where, aggregate: declaration.aggregate, field: declaration.field ?? null, between: declaration.between ?? null,
    at: bucketInstant(declaration), state: states, by: declaration.by ?? null,
    ...(declaration.within ? { within: [...declaration.within.between, withinMs(declaration.within)] } : {}),
  }
}

function canonicalCondition(condition: FieldCondition): unknown {
  if (Array.isArray(condition) || typeof condition !== 'object') return sortedTexts(condition)
  const text = (value: string | number | boolean | undefined): string | null => (value === undefined ? null : String(value))
  return { at_least: text(condition.at_least), at_most: text(condition.at_most), present: text(condition.present) }
}

function sortedTexts(value: string | number | boolean | readonly (string | number | boolean)[]): string[] {
  const list = Array.isArray(value) ? value : [value]
  return [...new Set(list.map(String))].sort()
}
