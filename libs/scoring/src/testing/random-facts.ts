import * as fc from 'fast-check'
import type { AttributeFact, BoardPlan, JudgementFact, ReadingValue, UnitFacts } from '../evaluate/types.ts'

/** Any facts of one unit of the small rubric: small figures, so that ties and bounds are met often. */
export function anyFacts(plan: BoardPlan, unit: string): fc.Arbitrary<UnitFacts> {
  const value = fc.nat(12).map((n): ReadingValue => ({ value: BigInt(n), provisional: false }))
  const judgement = fc.record({ indicator: fc.constantFrom('papers', 'use', 'full', 'satisfaction'), kind: fc.constantFrom('points' as const, 'claimed' as const, 'not_applicable' as const), points: fc.nat(10) })
  return fc.record({
    readings: fc.tuple(...plan.readings.map(() => value)),
    people: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 3 }), target: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 3 }),
    judgements: fc.array(judgement, { maxLength: 3 }),
    events: fc.nat(2),
  }).map(({ readings, people, target, judgements, events }) => ({
    unit, readings, events,
    attributes: { people: attribute(people), target: attribute(target) },
    judgements: judgements.map((entry, at): JudgementFact => ({
      id: at + 1, indicator: entry.indicator, kind: entry.kind, value: entry.kind === 'not_applicable' ? '' : String(entry.points), reason: 'r', evidence: 'e', by: 'b', effective: '2021-01-01',
    })),
  }))
}

/** Any group of so many units. */
export function anyGroup(plan: BoardPlan, { min, max } = { min: 1, max: 8 }): fc.Arbitrary<UnitFacts[]> {
  return fc.integer({ min, max }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, at) => anyFacts(plan, `u${at}`))))
}

function attribute(value: number | null): AttributeFact | undefined {
  return value === null ? undefined : { value: String(value), effective: '2021-01-01', citation: 'c', by: 'b' }
}
