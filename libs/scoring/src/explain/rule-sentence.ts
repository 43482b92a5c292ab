import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Rule } from '../rubric/rule.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { showOf } from '../value/value.ts'
import type { RuleFrame } from './sentence/frame.ts'
import { checklistSentence, judgementSentence, levelSentence } from './sentence/item-sentences.ts'
import { awardSentence, missingSentence, occurrenceSentence, zeroOnAnySentence, zeroOnNoneSentence } from './sentence/occurrence-sentences.ts'
import { rankSentence } from './sentence/rank-sentence.ts'
import { importedSentence, linearSentence, proportionalSentence, stepsSentence } from './sentence/value-sentences.ts'
import { say } from './words.ts'

/** The rule of a leaf in one sentence, with all its options. */
export function ruleSentence(leaf: Leaf): Bilingual {
  const frame = { show: leaf.value ? showOf(leaf.value) : 'number', max: leaf.points ?? '0', isPenalty: leaf.penalty === 'true' } as const
  return leaf.rule.kind === 'judgement' ? judgementSentence(leaf.rule, { frame, references: leaf.references ?? [] }) : sentenceOf(leaf.rule, frame)
}

function sentenceOf(rule: Exclude<Rule, { kind: 'judgement' }>, frame: RuleFrame): Bilingual {
  switch (rule.kind) {
    case 'steps': return stepsSentence(rule, frame)
    case 'linear': return linearSentence(rule, frame)
    case 'proportional': return proportionalSentence(rule, frame)
    case 'rank': return rankSentence(rule, frame)
    case 'per_occurrence': return occurrenceSentence(rule, frame)
    case 'zero_on_any': return zeroOnAnySentence(rule, frame)
    case 'zero_on_none': return zeroOnNoneSentence(frame)
    case 'missing_items': return missingSentence(rule, frame)
    case 'checklist': return checklistSentence(rule)
    case 'award': return awardSentence(rule, frame)
    case 'best_level': return levelSentence(rule, frame)
    case 'imported': return importedSentence(rule, frame)
    case 'no_points': return say('文件未规定分值，只作统计', 'The document prints no points; it is only counted')
  }
}
