import type { BoardPlan, Reading, UnitFacts } from '@tierline/scoring'

/** Facts that were read for one plan as another plan asks for them; null where that one asks for anything that was not read. */
export function factsFor(plan: BoardPlan, read: BoardPlan, facts: Iterable<UnitFacts>): UnitFacts[] | null {
  const slots = new Map(read.readings.map((reading, at) => [nameOf(reading), at]))
  const places = plan.readings.map((reading) => slots.get(nameOf(reading)))
  const isKnown = places.every((place) => place !== undefined) && plan.attributeNames.every((name) => read.attributeNames.includes(name))
  if (!isKnown) return null
  return [...facts].map((unit) => ({ ...unit, readings: places.flatMap((place) => unit.readings[place ?? -1] ?? []) }))
}

/** One measure in one window is one figure, whatever a rubric calls it. */
const nameOf = ({ hash, from, until, keyed }: Reading): string => `${hash} ${from} ${until} ${keyed}`
