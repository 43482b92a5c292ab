import type { JudgementFact } from '../../evaluate/types.ts'
import { newest, statedFigure } from '../../evaluate/unit/judged.ts'
import { judgedMet } from '../../rule/items.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { say } from '../words.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'

/** The judgements that a leaf really rests on, each with who, when, why and on which evidence. */
export function judgementTrace(input: LeafCase): TraceStep[] {
  const { leaf, score, view } = input
  const judgements = view.judgementsOf(leaf.leaf.id)
  if (score.state === 'not_applicable') return asSteps(newest(judgements, 'not_applicable'), 'not_applicable')
  if (score.claimed) return []
  const onItems = itemSteps(input, judgements)
  return onItems.length > 0 ? onItems : asSteps(restsOn(input, judgements), 'judgement')
}

function itemSteps({ leaf: { leaf: { rule } } }: LeafCase, judgements: readonly JudgementFact[]): TraceStep[] {
  if (rule.kind !== 'checklist' && rule.kind !== 'missing_items') return []
  return (rule.items ?? []).flatMap((item) => {
    const judged = judgedMet(judgements, item.id)
    return judged ? [{ kind: 'judgement' as const, text: metWords(item.title, judged) }] : []
  })
}

/** Own data win over a stated figure, and that over a reviewer's points. */
function restsOn({ leaf, score, view }: LeafCase, judgements: readonly JudgementFact[]): JudgementFact | undefined {
  if (hasOwnData(leaf, view) || score.state === 'not_started') return undefined
  const stated = statedFigure(leaf, judgements) ? newest(judgements, 'figure') : undefined
  return stated ?? (score.points === null ? undefined : newest(judgements, 'points'))
}

function hasOwnData({ leaf, value, rule }: LeafCase['leaf'], view: LeafCase['view']): boolean {
  if (rule.takes === 'items') return rule.score(view, view.judgementsOf(leaf.id)).isWhole
  const state = value?.read(view).state
  const treatment = value && 'zero_denominator' in value.rule ? value.rule.zero_denominator : 'unknown'
  return value?.rule.kind !== 'stated' && (state === 'known' || (state === 'zero_denominator' && treatment !== 'unknown'))
}

function asSteps(judgement: JudgementFact | undefined, kind: TraceStep['kind']): TraceStep[] {
  if (!judgement) return []
  return [{ kind, text: words(judgement), ...(judgement.value ? { figure: judgement.value } : {}) }]
}

const KINDS: Record<JudgementFact['kind'], Bilingual> = {
  points: say('评审评定', 'Judged'), claimed: say('单位自报', 'Claimed by the unit itself'), met: say('认定', 'Found'),
  adjusted: say('调整', 'Adjusted'), figure: say('据报数字', 'Figure as stated'), not_applicable: say('认定不适用', 'Declared not applicable'),
}

function words(judgement: JudgementFact): Bilingual {
  const { kind, value } = judgement
  const figure = value === '' ? '' : ` ${value}`
  const unit = kind === 'points' || kind === 'claimed' ? say(' 分', ' points') : say('', '')
  const who = whoWords(judgement)
  return say(`${KINDS[kind].zh}${figure}${unit.zh}（${who.zh}）`, `${KINDS[kind].en}${figure}${unit.en} (${who.en})`)
}

function metWords(title: Bilingual, judgement: JudgementFact): Bilingual {
  const who = whoWords(judgement)
  const isMet = judgement.value === 'true'
  return say(`${title.zh}：${isMet ? '符合' : '不符合'}（${who.zh}）`, `${title.en}: ${isMet ? 'met' : 'not met'} (${who.en})`)
}

/** Who, when, why, on which evidence. */
export function whoWords({ by, effective, reason, evidence }: Pick<JudgementFact, 'by' | 'effective' | 'reason' | 'evidence'>): Bilingual {
  return say(`${by}，${effective}；理由：${reason}；依据：${evidence}`, `${by}, ${effective}; reason: ${reason}; evidence: ${evidence}`)
}
