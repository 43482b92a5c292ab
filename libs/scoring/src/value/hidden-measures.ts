import { bucketInstant } from '../fact/measure-declaration.ts'
import type { MeasureDeclaration } from '../fact/measure-declaration.ts'
import { measureHash } from '../fact/measure-hash.ts'
import type { Back, RubricMeasure } from '../rubric/rubric.ts'
import type { RubricFile } from '../rubric/rubric.schema.ts'
import { placedLeaves } from '../rubric/tree.ts'
import { ValueRule } from '../rubric/value.schema.ts'
import type { ValueOf } from '../rubric/value.schema.ts'
import { namesOfValue } from './fraction.ts'
import { backSuffix, companionOf } from './hidden-names.ts'

type Measures = Readonly<Record<string, RubricMeasure>>

/** A rubric's measures with the hidden ones after them: companions, then the earlier spans that values of change read. */
export function withHidden(measures: Measures, file: Pick<RubricFile, 'indicators' | 'ambiguities'>): Record<string, RubricMeasure> {
  const own = { ...measures, ...companions(measures) }
  return { ...own, ...earlierSpans(own, file) }
}

const ASKS_DUE: readonly string[] = ['on_time', 'late', 'overdue']

/** Beside each measure that asks for a due time: cases of the same kind whose due time lies behind days of a calendar that is not published yet. */
function companions(measures: Measures): Record<string, RubricMeasure> {
  return Object.fromEntries(Object.entries(measures).flatMap(([name, measure]) => {
    const { declaration } = measure
    if (!asksDue(declaration)) return []
    const { of, where } = declaration
    const counting: MeasureDeclaration = { of, ...(where ? { where } : {}), aggregate: 'count', at: 'opened', state: 'due_unknown' }
    return [[companionOf(name), { ...measure, declaration: counting, hash: measureHash(counting) }]]
  }))
}

function asksDue(declaration: MeasureDeclaration): boolean {
  if (!('case' in declaration.of)) return false
  return bucketInstant(declaration) === 'due' || [declaration.state ?? []].flat().some((state) => ASKS_DUE.includes(state))
}

/** The earlier spans that a value of change reads, nearest first. */
export function backsOf({ against }: Pick<ValueOf<'change'>, 'against'>): Back[] {
  if (typeof against === 'object') return Array.from({ length: Number(against.mean_of_previous) }, (_, at) => at + 1)
  return [against === 'previous_year' ? 'year' : 1]
}

function earlierSpans(measures: Measures, file: Pick<RubricFile, 'indicators' | 'ambiguities'>): Record<string, RubricMeasure> {
  const asked = new Map<string, RubricMeasure>()
  for (const { name, back } of changesOf(file).flatMap(spansRead)) {
    for (const read of [name, companionOf(name)]) {
      const measure = measures[read]
      if (measure) asked.set(read + backSuffix(back), { ...measure, back })
    }
  }
  return Object.fromEntries([...asked].sort(([a, { back: x }], [b, { back: y }]) => distanceOf(x) - distanceOf(y) || (a < b ? -1 : 1)))
}

const distanceOf = (back: Back | undefined): number => (typeof back === 'number' ? back : 0)

function spansRead(change: ValueOf<'change'>): { name: string; back: Back }[] {
  return namesOfValue(change).flatMap((name) => backsOf(change).map((back) => ({ name, back })))
}

/** Every value of change in a file, under the other readings of its ambiguities too, so that a figure keeps its slot under any reading. */
function changesOf({ indicators, ambiguities = [] }: Pick<RubricFile, 'indicators' | 'ambiguities'>): ValueOf<'change'>[] {
  const leaves = new Map(placedLeaves(indicators).map(({ indicator }) => [indicator.id, indicator]))
  const laidOver = ambiguities.flatMap(({ leaf, options }) => options.map(({ value }) => value && { ...leaves.get(leaf ?? '')?.value, ...value }))
  return changesIn([indicators, ambiguities, laidOver])
}

function changesIn(data: unknown): ValueOf<'change'>[] {
  if (Array.isArray(data)) return data.flatMap(changesIn)
  if (typeof data !== 'object' || data === null) return []
  const read = ValueRule.safeParse(data)
  if (read.success) return read.data.kind === 'change' ? [read.data] : []
  return Object.values(data).flatMap(changesIn)
}
