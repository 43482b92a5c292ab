import { planBoard } from '../evaluate/plan/plan-board.ts'
import { scaledText } from '../exact/round.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** A kind of judgement that a leaf can take. */
export type LeafJudgement = 'points' | 'claimed' | 'met' | 'figure' | 'not_applicable' | 'adjusted'

/** What a person may enter about one leaf, as a form shows it; points as the rubric writes them, null where the leaf gives none. */
export interface JudgedLeaf {
  indicator: string
  kinds: LeafJudgement[]
  least: string | null
  most: string | null
  step: string | null
  items: { id: string; title: Bilingual }[]
}

/** What may be entered about each leaf of a rubric, in the order of the document. */
export function judgedLeaves(rubric: Rubric): JudgedLeaf[] {
  const { compiled } = planBoard(rubric, { id: '', kind: 'year', from: 0, until: 0 }, '')
  return compiled.leaves.map(({ leaf, least, max }) => {
    const written = (points: typeof max): string | null => (leaf.points === undefined ? null : scaledText(points, compiled.decimals))
    return { indicator: leaf.id, kinds: kindsOf(leaf), least: written(least), most: written(max), step: leaf.rule.kind === 'judgement' ? leaf.rule.step ?? null : null, items: itemsOf(leaf) }
  })
}

function kindsOf(leaf: Leaf): LeafJudgement[] {
  const given: Record<LeafJudgement, boolean> = {
    points: leaf.points !== undefined, claimed: leaf.points !== undefined, met: itemsOf(leaf).length > 0, figure: leaf.value !== undefined,
    adjusted: leaf.points !== undefined, not_applicable: leaf.not_applicable !== undefined,
  }
  return (Object.keys(given) as LeafJudgement[]).filter((kind) => given[kind])
}

function itemsOf({ rule }: Leaf): JudgedLeaf['items'] {
  if (rule.kind !== 'checklist' && rule.kind !== 'missing_items') return []
  return (rule.items ?? []).map(({ id, title }) => ({ id, title }))
}
