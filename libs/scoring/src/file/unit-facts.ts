import { dayNumber, dayText } from '../period/shanghai.ts'
import { roundScaled } from '../exact/round.ts'
import type { AttributeFact, BoardPlan, JudgementFact, ReadingValue, Reading, UnitFacts } from '../evaluate/types.ts'
import { keyGroupsOf } from '../check/names/names.ts'
import { parseDecimal } from '../exact/decimal.ts'
import { pathText } from '../rubric/faults-of-issues.ts'
import type { Fault } from '../rubric/rubric.ts'
import { isHidden } from '../value/hidden-names.ts'
import type { UnitEntry } from './facts.schema.ts'

const MS_PER_HOUR_DECIMALS = 3_600_000n

/** A unit of a file as facts of a plan; names that the rubric does not have are faults. */
export function unitFacts(plan: BoardPlan, { unit, entry, path }: { unit: string; entry: UnitEntry; path: readonly PropertyKey[] }): { facts: UnitFacts; faults: Fault[] } {
  const measures = entry.measures ?? {}
  const readings = plan.readings.map((reading) => readingValue(reading, reading.back === null ? measures[reading.name] : undefined))
  const judgements = (entry.judgements ?? []).map((judgement, at): JudgementFact => ({
    id: at + 1, indicator: judgement.indicator, item: judgement.item, kind: judgement.kind, value: judgement.value ?? '',
    reason: judgement.reason ?? '（未填）', evidence: judgement.evidence ?? '（未填）', by: judgement.by ?? '（未填）', effective: judgement.effective ?? dayText(dayNumber(plan.period.from)),
  }))
  const facts: UnitFacts = { unit, readings, judgements, attributes: attributeFacts(plan, entry), events: Number(entry.events ?? (Object.keys(measures).length > 0 ? 1 : 0)) }
  return { facts, faults: [...nameFaults(plan, entry, path), ...keyFaults(plan, entry, path), ...judgementFaults(plan, facts.judgements, path)] }
}

/** A stated figure as a reading: hours as milliseconds, a keyed measure's figures by key. */
export function readingValue(reading: Reading, value: string | Record<string, string> | undefined): ReadingValue {
  const isHours = reading.declaration.aggregate === 'hours'
  const scaled = (text: string): bigint => {
    const number = parseDecimal(text) ?? { n: 0n, d: 1n }
    return isHours ? roundScaled({ n: number.n * MS_PER_HOUR_DECIMALS, d: number.d }, 0, 'half_up') : roundScaled(number, 0, 'half_up')
  }
  if (typeof value === 'object') return { byKey: Object.fromEntries(Object.entries(value).map(([key, text]) => [key, scaled(text)])), provisional: false }
  if (reading.keyed) return { byKey: value === undefined ? {} : { '': scaled(value) }, provisional: false }
  return { value: value === undefined ? 0n : scaled(value), provisional: false }
}

function attributeFacts(plan: BoardPlan, entry: UnitEntry): Record<string, AttributeFact | undefined> {
  const effective = dayText(dayNumber(plan.period.from))
  return Object.fromEntries(Object.entries(entry.attributes ?? {}).map(([name, value]) => {
    const given = typeof value === 'string' ? { value } : value
    return [name, { value: given.value, effective: given.effective ?? effective, citation: given.citation ?? '（未填）', by: given.by ?? '（未填）' }]
  }))
}

function nameFaults(plan: BoardPlan, entry: UnitEntry, path: readonly PropertyKey[]): Fault[] {
  const measures = new Set(plan.readings.map((reading) => reading.name).filter((name) => !isHidden(name)))
  const attributes = new Set(plan.attributeNames)
  const unknown = (kind: 'measures' | 'attributes', known: ReadonlySet<string>): Fault[] => Object.keys(entry[kind] ?? {}).filter((name) => !known.has(name)).map((name) => ({
    path: pathText([...path, kind, name]), found: `the name "${name}"`, expected: `one of ${[...known].join(', ')}`, mend: `correct it, or declare it under \`${kind}\` of the rubric`,
  }))
  return [...unknown('measures', measures), ...unknown('attributes', attributes)]
}

/** A figure of which the keys are looked at says nothing without them: ten tickets are not one ticket ten times. */
function keyFaults(plan: BoardPlan, { measures = {} }: UnitEntry, path: readonly PropertyKey[]): Fault[] {
  const byKey = new Set(plan.compiled.leaves.flatMap(({ leaf }) => keyGroupsOf(leaf).flat()))
  return Object.entries(measures).flatMap(([name, value]) => (typeof value === 'object' || Number(value) === 0 || !byKey.has(name) ? [] : [{
    path: pathText([...path, 'measures', name]), found: `the one figure ${value}`, expected: 'a figure for each key, for the rule looks at the keys', mend: `write it as { ${plan.rubric.measures[name]?.declaration.by ?? 'key'}_1: '1', … }`,
  }]))
}

function judgementFaults(plan: BoardPlan, judgements: readonly JudgementFact[], path: readonly PropertyKey[]): Fault[] {
  const leaves = new Set([...plan.compiled.leaves.map((leaf) => leaf.leaf.id), ...(plan.rubric.vetoes ?? []).map((veto) => veto.id)])
  return judgements.flatMap((judgement, at) => (leaves.has(judgement.indicator) ? [] : [{
    path: pathText([...path, 'judgements', at, 'indicator']), found: `"${judgement.indicator}"`, expected: 'a leaf or a veto of the rubric', mend: 'name it by its id',
  }]))
}
