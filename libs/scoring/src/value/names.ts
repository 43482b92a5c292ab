import type { MeasureDeclaration } from '../fact/measure-declaration.ts'
import type { Back, Rubric } from '../rubric/rubric.ts'
import type { ValueRule } from '../rubric/value.schema.ts'
import { backSuffix } from './hidden-names.ts'

/** Where the names of a rubric's measures and attributes stand in a unit's facts. */
export interface Names {
  measures: ReadonlyMap<string, { slot: number; declaration: MeasureDeclaration }>
  attributes: ReadonlyMap<string, number>
  /** What handled time is told in, in milliseconds; hours where absent. */
  unitMs?: bigint
}

const MS_PER_MINUTE = 60_000n

/** Numbers the measures and attributes of a rubric in the order of the file, hidden measures last. */
export function namesOf(rubric: Pick<Rubric, 'measures' | 'attributes'>): Names {
  return {
    measures: new Map(Object.entries(rubric.measures).map(([name, { declaration }], slot) => [name, { slot, declaration }])),
    attributes: new Map(Object.keys(rubric.attributes ?? {}).map((name, slot) => [name, slot])),
  }
}

/** The names as a value reads them: handled time in minutes where the value is shown in minutes. */
export function namesFor(rule: Pick<ValueRule, 'show'>, names: Names): Names {
  return rule.show === 'minutes' ? { ...names, unitMs: MS_PER_MINUTE } : names
}

/** The names as they are read of an earlier span; a measure that nothing reads there keeps its own slot. */
export function namesBack(names: Names, back: Back): Names {
  const suffix = backSuffix(back)
  return { ...names, measures: new Map([...names.measures].map(([name, own]) => [name, names.measures.get(name + suffix) ?? own])) }
}
