import { scaledText } from '../exact/round.ts'
import { isBranch } from '../rubric/indicator.schema.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Veto } from '../rubric/rubric.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { placedIndicators } from '../rubric/tree.ts'
import type { Placed } from '../rubric/tree.ts'
import { decimal, scaledPoints } from '../rule/rule.ts'
import { roundingOf } from '../evaluate/plan/compile-leaf.ts'
import type { BoardHead, IndicatorHead } from '../evaluate/types.ts'

/** The rubric's tree as board columns, in the order of the document, parents before children. */
export function indicatorHeads(rubric: Rubric): IndicatorHead[] {
  return placedIndicators(rubric.indicators).map((placed) => headOf(rubric, placed))
}

/** What a board's head says because the rubric says so. */
export function boardHead(rubric: Rubric): BoardHead {
  const { id, version, hash, title, ranking, tiers } = rubric
  return {
    title,
    rubric: { id, version, hash, title, points: rubric.points ? pointsText(rubric, rubric.points.total) : null, source: rubric.sources.map((source) => source.document.zh).join('；') },
    ranking: { by: ranking.by === 'value' ? ranking.indicator ?? 'value' : ranking.by, title: ranking.title, ownOrder: ranking.own === 'true' },
    conversion: rubric.conversion ? { title: rubric.conversion.title, weight: rubric.conversion.weight === 'undeclared' ? null : pointsText(rubric, rubric.conversion.weight) } : null,
    vetoes: (rubric.vetoes ?? []).map((veto) => ({ id: veto.id, title: veto.title, effect: effectWords(rubric, veto), clause: clauseOf(rubric, veto) })),
    tiersDeclared: tiers !== 'undeclared',
    tiers: tiers === 'undeclared' ? [] : tiers.lines.map((line) => ({
      id: line.id, title: line.title, line: line.line === undefined ? null : pointsText(rubric, line.line), declaredBy: tiers.declared_by,
    })),
    indicators: indicatorHeads(rubric),
  }
}

/** Where a rule stands: document and clause. */
export function clauseOf(rubric: Rubric, { cite }: Pick<Leaf, 'cite'>): string {
  const source = rubric.sources.find((entry) => entry.id === cite.source)
  return `${source?.document.zh ?? cite.source}，${cite.clause}`
}

/** What a veto does, in words. */
export function effectWords(rubric: Rubric, { effect }: Pick<Veto, 'effect'>): Bilingual {
  if (effect === 'zero') return { zh: '得分计 0', en: 'The score is 0' }
  if ('cap' in effect) {
    const most = pointsText(rubric, effect.cap)
    return { zh: `得分不超过 ${most}`, en: `The score is at most ${most}` }
  }
  const tier = rubric.tiers === 'undeclared' ? undefined : rubric.tiers.lines.find(({ id }) => id === effect.tier)
  return { zh: `等次定为“${tier?.title.zh ?? effect.tier}”，得分不变`, en: `The tier is “${tier?.title.en ?? effect.tier}”; the score stays` }
}

/** Points as the rubric writes them. */
export function pointsText(rubric: Rubric, points: string): string {
  const rounding = roundingOf(rubric)
  return scaledText(scaledPoints(decimal(points), rounding), rounding.decimals)
}

function headOf(rubric: Rubric, { indicator, parent }: Placed): IndicatorHead {
  const isLeaf = !isBranch(indicator)
  return {
    id: indicator.id, parent: parent?.id ?? null, number: indicator.number, title: indicator.title,
    max: indicator.points === undefined ? null : pointsText(rubric, indicator.points),
    leaf: isLeaf, bonus: indicator.bonus === 'true', penalty: isLeaf && indicator.penalty === 'true',
    definition: indicator.definition ?? indicator.title,
    clause: isLeaf ? clauseOf(rubric, indicator) : '',
  }
}
