import { canonicalJson } from '../hash/canonical.ts'
import { isScorable, underReading } from '../rubric/reading-variant.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** Which option of which ambiguity, by id. */
export interface ReadingName {
  ambiguity: string
  option: string
}

/** A reading in words, as a badge shows it. */
export interface TakenReading {
  ambiguity: string
  option: string
  question: Bilingual
  reading: Bilingual
}

/** The rubric under several readings at once. Every unknown one is a fault that names those there are; two that change the same thing in different ways contradict each other. */
export function underReadings(rubric: Rubric, readings: readonly ReadingName[]): { rubric: Rubric; readings: TakenReading[] } | { faults: Fault[] } {
  const unknown = readings.flatMap((reading) => unknownReading(rubric, reading))
  if (unknown.length > 0) return { faults: unknown }
  const contradictions = readings.flatMap((reading, at) => readings.slice(0, at).flatMap((other) => contradiction(rubric, other, reading)))
  if (contradictions.length > 0) return { faults: contradictions }
  const changed = readings.reduce<Rubric | null>((under, { ambiguity, option }) => under && underReading(under, ambiguity, option), rubric)
  return changed ? { rubric: changed, readings: distinct(readings).map((reading) => taken(rubric, reading)) } : { faults: [unfit(readings)] }
}

/** Every reading of a rubric that can be scored, as `Q2:whole_steps`; the chosen ones too. */
export function scorableReadings(rubric: Rubric): string[] {
  return (rubric.ambiguities ?? []).flatMap(({ id, chosen, options }) => options.filter((option) => option.id === chosen || isScorable(option)).map((option) => `${id}:${option.id}`))
}

function unknownReading(rubric: Rubric, { ambiguity: id, option: name }: ReadingName): Fault[] {
  const ambiguity = rubric.ambiguities?.find((entry) => entry.id === id)
  const option = ambiguity?.options.find((entry) => entry.id === name)
  if (ambiguity && option && (option.id === ambiguity.chosen || isScorable(option))) return []
  const own = scorableReadings(rubric).filter((reading) => !ambiguity || reading.startsWith(`${id}:`))
  const found = option ? `${id}:${name}, which changes nothing that could be scored` : `"${id}:${name}"`
  return [{ path: 'reading', found, expected: own.length > 0 ? `one of ${own.join(', ')}` : 'none: the rubric has no reading that can be scored', mend: ambiguity ? 'name an option of this question' : 'name a question of this rubric and one of its options' }]
}

/** Laid over one another in either order, readings that fit together come to the same rubric. */
function contradiction(rubric: Rubric, one: ReadingName, other: ReadingName): Fault[] {
  if (one.ambiguity === other.ambiguity && one.option === other.option) return []
  const isSameQuestion = one.ambiguity === other.ambiguity
  if (!isSameQuestion && resultOf(rubric, one, other) === resultOf(rubric, other, one)) return []
  return [{
    path: 'reading', found: `${nameOf(one)} and ${nameOf(other)}, ${isSameQuestion ? 'two answers to one question' : 'which change the same thing in different ways'}`,
    expected: 'readings that can hold together', mend: 'leave one of the two out',
  }]
}

function resultOf(rubric: Rubric, first: ReadingName, second: ReadingName): string {
  const under = underReading(rubric, first.ambiguity, first.option)
  const both = under && underReading(under, second.ambiguity, second.option)
  return both ? canonicalJson(comparable(both)) : ''
}

/** What readings can change. */
const comparable = ({ indicators, ranking, tiers, conversion, vetoes, rates, points }: Rubric): unknown => ({ indicators, ranking, tiers, conversion, vetoes, rates, points })

const distinct = (readings: readonly ReadingName[]): ReadingName[] => [...new Map(readings.map((reading) => [nameOf(reading), reading])).values()]

const nameOf = ({ ambiguity, option }: ReadingName): string => `${ambiguity}:${option}`

function taken(rubric: Rubric, { ambiguity: id, option: name }: ReadingName): TakenReading {
  const ambiguity = rubric.ambiguities?.find((entry) => entry.id === id)
  const option = ambiguity?.options.find((entry) => entry.id === name)
  const none = { zh: id, en: id }
  return { ambiguity: id, option: name, question: ambiguity?.question ?? none, reading: option?.title ?? none }
}

const unfit = (readings: readonly ReadingName[]): Fault => ({
  path: 'reading', found: `${readings.map(nameOf).join(' and ')}, which together break the format`, expected: 'readings that can hold together', mend: 'try them one by one',
})
