import { parseDecimal } from '../exact/decimal.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { JudgementFact, ReadingValue, UnitFacts } from '../evaluate/types.ts'

const NONE: readonly JudgementFact[] = []

/** One unit's facts as values and rules ask for them; attributes are parsed at most once. */
export class FactsView {
  readonly unit: string
  readonly instant: number
  /** Nothing was reported and nobody judged anything: not even zero is known. */
  readonly isSilent: boolean
  private readonly facts: UnitFacts
  private readonly attributeNames: readonly string[]
  private readonly attributes: (Ratio | null | undefined)[] = []
  private readonly judgements: ReadonlyMap<string, readonly JudgementFact[]> | null

  constructor(facts: UnitFacts, attributeNames: readonly string[], at: { instant: number; day: string }) {
    this.facts = facts
    this.unit = facts.unit
    this.attributeNames = attributeNames
    this.instant = at.instant
    this.judgements = facts.judgements.length === 0 ? null : byIndicator(facts.judgements, at.day)
    this.isSilent = facts.events === 0 && facts.judgements.length === 0
  }

  /** A measure's value over all its keys. */
  reading(slot: number): bigint {
    const reading = this.facts.readings[slot]
    if (reading === undefined) return 0n
    return 'value' in reading ? reading.value : Object.values(reading.byKey).reduce((sum, value) => sum + value, 0n)
  }

  /** A keyed measure's values. */
  keyed(slot: number): Readonly<Record<string, bigint>> {
    const reading = this.facts.readings[slot]
    return reading !== undefined && 'byKey' in reading ? reading.byKey : {}
  }

  isProvisional(slots: readonly number[]): boolean {
    for (const slot of slots) if (this.facts.readings[slot]?.provisional) return true
    return false
  }

  /** Whether every one of these measures counted nothing. */
  isEmpty(slots: readonly number[]): boolean {
    for (const slot of slots) if (!isNothing(this.facts.readings[slot])) return false
    return true
  }

  /** An attribute's figure; null where nobody has given it. */
  attribute(slot: number): Ratio | null {
    const known = this.attributes[slot]
    if (known !== undefined) return known
    const fact = this.facts.attributes[this.attributeNames[slot] ?? '']
    return (this.attributes[slot] = fact === undefined ? null : parseDecimal(fact.value))
  }

  /** The judgements of an indicator that hold at the instant, newest first. */
  judgementsOf(indicator: string): readonly JudgementFact[] {
    return this.judgements?.get(indicator) ?? NONE
  }
}

function isNothing(reading: ReadingValue | undefined): boolean {
  if (reading === undefined) return true
  return 'value' in reading ? reading.value === 0n : Object.values(reading.byKey).every((value) => value === 0n)
}

function byIndicator(judgements: readonly JudgementFact[], day: string): Map<string, JudgementFact[]> {
  const map = new Map<string, JudgementFact[]>()
  for (const judgement of judgements.filter((entry) => entry.effective <= day)) {
    const list = map.get(judgement.indicator)
    if (list) list.push(judgement)
    else map.set(judgement.indicator, [judgement])
  }
  for (const list of map.values()) list.sort((a, b) => (a.effective === b.effective ? b.id - a.id : a.effective < b.effective ? 1 : -1))
  return map
}
