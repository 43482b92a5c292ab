import type { FrozenAdjustment } from '@tierline/contracts/snapshot/content'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import { viewOf } from '@tierline/boards/explain/scored-view'
import { indicatorHeads, rowOf } from '@tierline/scoring'
import type { JudgementFact, UnitFacts } from '@tierline/scoring'

/** What names an adjustment's unit, and which objection it answers, by the number of its judgement. */
export interface AdjustmentSurroundings {
  nameOf: (unit: string) => string
  objections: ReadonlyMap<number, number>
}

/**
 * Every adjustment in a board's figures with the points before and after it. A unit's adjustments are taken one after another in the order of entering;
 * its first is compared with the board without any, so that what they do to each other's ranks is in the figures too.
 */
export function frozenAdjustments(view: ScoredView, { nameOf, objections }: AdjustmentSurroundings): FrozenAdjustment[] {
  const entered = [...view.facts.values()].flatMap((facts) => adjustmentsOf(facts).map((judgement, layer) => ({ unit: facts.unit, judgement, layer })))
  const layers = layeredViews(view, Math.max(0, ...entered.map(({ layer }) => layer + 1)))
  const titles = new Map(indicatorHeads(view.plan.rubric).map(({ id, title }) => [id, title]))
  return entered.map(({ unit, judgement, layer }) => {
    const [before, after] = [figuresIn(layers[layer], unit, judgement.indicator), figuresIn(layers[layer + 1], unit, judgement.indicator)]
    return {
      unit, name: nameOf(unit), indicator: judgement.indicator, title: titles.get(judgement.indicator) ?? { zh: judgement.indicator, en: judgement.indicator },
      points: judgement.value.replace(/^\+/, ''), before: before.points, after: after.points, scoreBefore: before.score, scoreAfter: after.score,
      by: judgement.by, reason: judgement.reason, evidence: judgement.evidence, objection: objections.get(judgement.id) ?? null,
    }
  })
}

/** In the order of entering. */
function adjustmentsOf(facts: Pick<UnitFacts, 'judgements'>): JudgementFact[] {
  return facts.judgements.filter(({ kind }) => kind === 'adjusted').sort((a, b) => a.id - b.id)
}

/** The board with the first n adjustments of each unit, for each n; the last is the board itself. */
function layeredViews(view: ScoredView, count: number): ScoredView[] {
  return Array.from({ length: count + 1 }, (_, taken) => {
    if (taken === count) return view
    const facts = [...view.facts.values()].map((unit): UnitFacts => {
      const left = new Set(adjustmentsOf(unit).slice(taken))
      return left.size === 0 ? unit : { ...unit, judgements: unit.judgements.filter((judgement) => !left.has(judgement)) }
    })
    return viewOf(view.plan, facts, view.instant)
  })
}

function figuresIn(view: ScoredView | undefined, unit: string, indicator: string): { points: string | null; score: string | null } {
  const scored = view?.score.byUnit.get(unit)
  if (!view || !scored) return { points: null, score: null }
  const row = rowOf(view.plan, scored)
  return { points: row.cells[indicator]?.points ?? null, score: row.score }
}
