import type { JudgementFact } from '../../evaluate/types.ts'
import { newest } from '../../evaluate/unit/score-leaf.ts'
import { judgedMet } from '../../rule/items.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { say } from '../words.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'

/** The judgements that a leaf really rests on, each with who, when, why and on which evidence. */
export function judgementTrace({ leaf, score, view }: LeafCase): TraceStep[] {
  const judgements = view.judgementsOf(leaf.leaf.id)
  if (score.state === 'not_applicable') return asSteps(newest(judgements, 'not_applicable'), 'not_applicable')
  if (score.claimed) return asSteps(newest(judgements, 'claimed'), 'judgement')
  const { rule } = leaf.leaf
  if (rule.kind === 'checklist' || (rule.kind === 'missing_items' && rule.items)) {
    const onItems = (rule.items ?? []).flatMap((item) => {
      const judged = judgedMet(judgements, item.id)
      return judged ? [{ kind: 'judgement' as const, text: metWords(item.title, judged) }] : []
    })
    if (onItems.length > 0) return onItems
  }
  if (score.points === null || isFromData(score)) return []
  return asSteps(newest(judgements, 'figure') ?? newest(judgements, 'points'), 'judgement')
}

/** A value with both parts was counted, never stated. */
function isFromData(score: LeafCase['score']): boolean {
  return score.denominator !== null && score.numerator !== null
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

function whoWords({ by, effective, reason, evidence }: JudgementFact): Bilingual {
  return say(`${by}，${effective}；理由：${reason}；依据：${evidence}`, `${by}, ${effective}; reason: ${reason}; evidence: ${evidence}`)
}
