import { isScorable, variantOf } from '../../rubric/reading-variant.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Ambiguity, AmbiguityOption } from '../../rubric/rubric.schema.ts'

/** One reading that changes something, as the schema takes it: the rubric under it, or why there is none. */
export interface ReadVariant {
  ambiguity: Ambiguity
  option: AmbiguityOption
  path: string
  read: ReturnType<typeof variantOf>
}

const known = new WeakMap<Rubric, readonly ReadVariant[]>()

/** Every reading of a rubric that changes anything; made once for a rubric, for several checks ask. */
export function variantsOf(rubric: Rubric): readonly ReadVariant[] {
  const found = known.get(rubric) ?? (rubric.ambiguities ?? []).flatMap((ambiguity, at) => ambiguity.options.flatMap((option, place) => (
    isScorable(option) ? [{ ambiguity, option, path: `ambiguities[${at}].options[${place}]`, read: variantOf(rubric, ambiguity, option) }] : []
  )))
  known.set(rubric, found)
  return found
}
