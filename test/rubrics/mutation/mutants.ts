import { at, GONE, mutantOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'
import { ofEachKey } from './operators/fields.ts'
import { frameChanges } from './operators/frame.ts'
import { indicatorChanges } from './operators/indicators.ts'
import { measureChanges } from './operators/measures.ts'

/** Every mutant of a rubric that was read as YAML: one small change of its meaning each, none twice, none that changes nothing. */
export function mutantsOf(data: unknown): Mutant[] {
  const all = [...indicatorChanges(data, ['indicators']), ...ofEachKey(data, ['measures'], (path) => measureChanges(data, path)), ...frameChanges(data)]
  const seen = new Set<string>()
  return all.filter((changes) => changes.some(({ path, to }) => JSON.stringify(at(data, path)) !== JSON.stringify(to))).flatMap((changes) => {
    const text = JSON.stringify(changes.map(({ path, to }) => [path, to === GONE ? null : to]))
    const isNew = !seen.has(text)
    seen.add(text)
    return isNew ? [mutantOf(data, changes)] : []
  })
}
