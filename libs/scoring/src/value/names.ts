import type { MeasureDeclaration } from '../fact/measure-declaration.ts'
import type { Rubric } from '../rubric/rubric.ts'

/** Where the names of a rubric's measures and attributes stand in a unit's facts. */
export interface Names {
  measures: ReadonlyMap<string, { slot: number; declaration: MeasureDeclaration }>
  attributes: ReadonlyMap<string, number>
}

/** Numbers the measures and attributes of a rubric in the order of the file. */
export function namesOf(rubric: Pick<Rubric, 'measures' | 'attributes'>): Names {
  return {
    measures: new Map(Object.entries(rubric.measures).map(([name, { declaration }], slot) => [name, { slot, declaration }])),
    attributes: new Map(Object.keys(rubric.attributes ?? {}).map((name, slot) => [name, slot])),
  }
}
