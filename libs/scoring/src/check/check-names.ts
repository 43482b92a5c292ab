import { Leaf } from '../rubric/indicator.schema.ts'
import { leafUnder } from '../rubric/reading-variant.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Operand, ValueRule } from '../rubric/value.schema.ts'
import { placedLeaves } from '../rubric/tree.ts'
import type { Placed } from '../rubric/tree.ts'
import { namesOfRule } from '../rule/names-of-rule.ts'
import { namesOfValue } from '../value/fraction.ts'
import type { FaultList } from './fault-list.ts'

/** Every name that is used exists, and every measure and attribute is used. */
export function checkNames(rubric: Rubric, faults: FaultList): void {
  const leaves = [...placedLeaves(rubric.indicators), ...variants(rubric)]
  const known = new Set([...Object.keys(rubric.measures), ...Object.keys(rubric.attributes ?? {})])
  const used = new Set((rubric.summaries ?? []).flatMap((summary) => [...(summary.among ?? []), ...summary.counted].flatMap((row) => row.attribute ?? []).concat(summary.once_per ?? [])))
  for (const { indicator, path } of leaves) {
    const names = [...(indicator.value ? namesOfValue(indicator.value) : []), ...namesOfRule(indicator.rule)]
    for (const name of names) {
      used.add(name)
      if (!known.has(name)) faults.add(path, `the name "${name}"`, 'a measure, an attribute or a number', 'correct its spelling, or declare it under `measures` or `attributes`')
    }
    checkKeys({ indicator, path }, rubric, faults)
  }
  for (const name of Object.keys(rubric.measures)) if (rubric.attributes?.[name]) faults.add(`attributes.${name}`, 'a name that a measure has too', 'one meaning for each name', 'rename one of them')
  for (const name of known) if (!used.has(name)) faults.add(rubric.measures[name] ? `measures.${name}` : `attributes.${name}`, 'a name that nothing uses', 'a use in a value, a rule or a summary', 'use it, or remove it')
}

/** The leaves as the other readings of the ambiguities have them. */
function variants(rubric: Rubric): Pick<Placed<Leaf>, 'indicator' | 'path'>[] {
  return (rubric.ambiguities ?? []).flatMap((ambiguity, at) => {
    const leaf = placedLeaves(rubric.indicators).find((placed) => placed.indicator.id === ambiguity.leaf)
    return leaf ? ambiguity.options.flatMap((option, place) => {
      const read = Leaf.safeParse(leafUnder(leaf.indicator, option))
      return read.success ? [{ indicator: read.data, path: `ambiguities[${at}].options[${place}]` }] : []
    }) : []
  })
}

/** Keys are counted of keyed measures only. */
function checkKeys({ indicator, path }: Pick<Placed<Leaf>, 'indicator' | 'path'>, rubric: Rubric, faults: FaultList): void {
  const asked = [...(indicator.value ? keyedIn(indicator.value) : []), ...(indicator.rule.kind === 'best_level' ? indicator.rule.levels.map((level) => level.of) : [])]
  for (const name of asked) {
    const measure = rubric.measures[name]
    if (measure && measure.declaration.by === undefined) faults.add(path, `the measure "${name}" without keys`, 'a measure with `by`, whose keys can be told apart', `add \`by\` to measures.${name}`)
  }
}

function keyedIn(value: ValueRule): string[] {
  if (value.kind === 'best_facility') return [value.part, value.whole]
  return value.kind === 'count' ? keysOf(value.of) : []
}

function keysOf(operand: Operand): string[] {
  if (typeof operand === 'string') return []
  return 'keys_of' in operand ? [...operand.keys_of, ...(operand.except ?? [])] : []
}
