import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Operand, ValueRule } from '../../rubric/value.schema.ts'
import { placedLeaves } from '../../rubric/tree.ts'
import { operandsOfRule } from '../../rule/names-of-rule.ts'
import { namesIn } from '../../value/operand.ts'
import { namesOfValue } from '../../value/fraction.ts'
import type { FaultList } from '../fault-list.ts'
import { variantsOf } from '../reading/variants.ts'
import { operandsOf } from '../rule/domain.ts'

/** A value, rule or condition with its place: something that uses names. */
interface Use {
  path: string
  names: readonly string[]
}

/** Every name that is used exists, and every measure and attribute is used; changes are of measures, keys of keyed measures. */
export function checkNames(rubric: Rubric, faults: FaultList): void {
  const declared = Object.keys(rubric.measures).filter((name) => !name.includes('!'))
  const known = new Set([...declared, ...Object.keys(rubric.attributes ?? {})])
  const used = new Set((rubric.summaries ?? []).flatMap((summary) => [...(summary.among ?? []), ...summary.counted].flatMap((row) => row.attribute ?? []).concat(summary.once_per ?? [])))
  const leaves = [...placedLeaves(rubric.indicators), ...variants(rubric)]
  for (const { path, names } of [...leaves.flatMap(usesOf), ...usesOfVetoes(rubric)]) {
    for (const name of names) {
      used.add(name)
      if (!known.has(name)) faults.add(path, `the name "${name}"`, 'a measure, an attribute or a number', 'correct its spelling, or declare it under `measures` or `attributes`')
    }
  }
  for (const { indicator, path } of leaves) {
    checkKeys(indicator, path, { rubric, faults })
    for (const value of valuesOf(indicator)) checkChange(value, path, { rubric, faults })
  }
  for (const name of declared) if (rubric.attributes?.[name]) faults.add(`attributes.${name}`, 'a name that a measure has too', 'one meaning for each name', 'rename one of them')
  for (const name of known) if (!used.has(name)) faults.add(rubric.measures[name] ? `measures.${name}` : `attributes.${name}`, 'a name that nothing uses', 'a use in a value, a rule or a summary', 'use it, or remove it')
}

/** The leaves as the other readings of the ambiguities have them, where they differ. */
function variants(rubric: Rubric): { indicator: Leaf; path: string }[] {
  const own = new Map(placedLeaves(rubric.indicators).map(({ indicator }) => [indicator.id, JSON.stringify(indicator)]))
  return variantsOf(rubric).flatMap(({ read, path }) => {
    const leaves = 'rubric' in read ? placedLeaves(read.rubric.indicators) : []
    return leaves.filter(({ indicator }) => own.get(indicator.id) !== JSON.stringify(indicator)).map(({ indicator }) => ({ indicator, path }))
  })
}

function usesOf({ indicator: leaf, path }: { indicator: Leaf; path: string }): Use[] {
  return [{ path, names: [...valuesOf(leaf).flatMap(namesOfValue), ...operandsOfRule(leaf.rule).flatMap(namesIn)] }]
}

function usesOfVetoes(rubric: Rubric): Use[] {
  return (rubric.vetoes ?? []).flatMap(({ when }, at) => (when ? [{ path: `vetoes[${at}].when`, names: namesIn(when.of) }] : []))
}

function valuesOf(leaf: Leaf): ValueRule[] {
  return [...(leaf.value ? [leaf.value] : []), ...(leaf.references ?? []).map(({ value }) => value)]
}

interface Where {
  rubric: Rubric
  faults: FaultList
}

/** An earlier span has no attributes of its own: a register states what holds now. */
function checkChange(value: ValueRule, path: string, { rubric, faults }: Where): void {
  if (value.kind !== 'change') return
  for (const name of namesOfValue(value)) {
    if (rubric.attributes?.[name]) faults.add(`${path}.value`, `the attribute "${name}" in a change`, 'measures and numbers: an attribute is not known for the earlier span', 'count it as a measure')
  }
  if (typeof value.against === 'object' && Number(value.against.mean_of_previous) < 1) faults.add(`${path}.value.against`, value.against.mean_of_previous, '1 or more periods', 'correct it')
}

/** Keys are counted of keyed measures only, and measures whose keys are compared are keyed by the same field. */
function checkKeys(leaf: Leaf, path: string, { rubric, faults }: Where): void {
  for (const names of keyGroupsOf(leaf)) {
    const keyed = names.flatMap((name) => (rubric.measures[name] ? [{ name, by: rubric.measures[name].declaration.by }] : []))
    for (const { name, by } of keyed) if (by === undefined) faults.add(path, `the measure "${name}" without keys`, 'a measure with `by`, whose keys can be told apart', `add \`by\` to measures.${name}`)
    const [first, ...others] = keyed.filter(({ by }) => by !== undefined)
    for (const { name, by } of others) if (by !== first?.by) faults.add(path, `"${name}" keyed by ${by ?? ''} beside "${first?.name ?? ''}" keyed by ${first?.by ?? ''}`, 'measures keyed by the same field', 'correct `by` of one of them')
  }
}

/** Names of the measures whose keys a leaf looks at, together where it compares them. */
export function keyGroupsOf(leaf: Leaf): string[][] {
  const { rule } = leaf
  const groups = [...valuesOf(leaf).flatMap(operandsOf), ...operandsOfRule(rule)].flatMap(keyGroups)
  for (const value of valuesOf(leaf)) if (value.kind === 'best_facility') groups.push([value.part, value.whole])
  if (rule.kind === 'best_level') groups.push(rule.levels.map(({ of }) => of))
  if (rule.kind === 'per_occurrence' && rule.once_per_key === 'true') groups.push((rule.streams ?? []).flatMap(({ of }) => (typeof of === 'string' ? [of] : [])))
  return groups
}

function keyGroups(operand: Operand): string[][] {
  if (typeof operand === 'string') return []
  if ('keys_of' in operand) return [[...operand.keys_of, ...(operand.except ?? [])]]
  return Object.values(operand).flatMap((part: Operand | Operand[]) => [part].flat().flatMap(keyGroups))
}
