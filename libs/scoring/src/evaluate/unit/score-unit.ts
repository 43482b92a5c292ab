import { parseDecimal } from '../../exact/decimal.ts'
import { dayNumber, dayText } from '../../period/shanghai.ts'
import { FactsView } from '../../value/facts-view.ts'
import { newest } from './judged.ts'
import { scoreLeaf } from './score-leaf.ts'
import type { CompiledBoard } from '../plan/compiled.ts'
import type { BoardPlan, LeafScore, UnitFacts, UnitScore } from '../types.ts'

/** The leaves of one unit from its own facts alone; leaves that look at peers keep their value and wait for `scoreBoard`. */
export function scoreUnit(plan: BoardPlan, facts: UnitFacts, instant: number): UnitScore {
  const view = viewOf(plan, facts, instant)
  const { leaves, marks } = plan.compiled
  const scored: LeafScore[] = []
  for (const leaf of leaves) scored.push(scoreLeaf(plan.compiled, leaf, view))
  return {
    unit: facts.unit, leaves: scored, vetoes: vetoesIn(plan.compiled, view), provisional: facts.readings.some((reading) => reading.provisional),
    marks: marks.map((name) => parseDecimal(facts.attributes[name]?.value ?? '')),
  }
}

const NONE: readonly boolean[] = []

/** Which vetoes are in effect: by the facts, or by a judgement on the veto's id; null where its quantity is unknown. */
function vetoesIn({ vetoes }: CompiledBoard, view: FactsView): readonly (boolean | null)[] {
  if (vetoes.length === 0) return NONE
  return vetoes.map(({ veto, when }) => newest(view.judgementsOf(veto.id), 'met')?.value === 'true' || (when === null ? false : when(view)))
}

/** A unit's facts as values and rules ask for them. */
export function viewOf(plan: BoardPlan, facts: UnitFacts, instant: number): FactsView {
  return new FactsView(facts, plan.attributeNames, { instant, day: dayOf(instant) })
}

let lastDay = { number: NaN, text: '' }

/** The day of an instant; boards ask for the same one forty thousand times. */
function dayOf(instant: number): string {
  const number = dayNumber(instant)
  if (number !== lastDay.number) lastDay = { number, text: dayText(number) }
  return lastDay.text
}
