import type { Ratio } from '../../../exact/ratio.ts'
import type { RuleOf } from '../../../rubric/rule.schema.ts'
import { stepsOf } from '../../../rule/steps.ts'
import { keeps, keepsAll } from '../../../value/condition.ts'
import { ruledPoints, showIn, valueIn } from '../../leaf-case.ts'
import type { LeafCase } from '../../leaf-case.ts'
import type { TraceStep } from '../../types.ts'
import { comparison, ruledPoints as pointsAsWritten, say } from '../../words.ts'
import { checklistTrace, levelTrace, missingItemsTrace } from './item-trace.ts'
import { importedTrace, linearTrace, proportionalTrace } from './linear-trace.ts'
import { awardTrace, missingTrace, occurredStep, occurrenceTrace, streamTrace, triggerTrace } from './occurrence-trace.ts'

/** How the rule made points of the value or the facts: every bound that was compared, the arithmetic, the rounding. Nothing where a person gave the points. */
export function ruleTrace(input: LeafCase): TraceStep[] {
  const { leaf, score, row, view } = input
  const state = row.decided[leaf.at]?.state ?? score.state
  if (score.claimed || score.state === 'not_applicable') return []
  if (leaf.rule.takes === 'items') {
    const isKnown = leaf.rule.score(view, view.judgementsOf(leaf.leaf.id)).isWhole
    return isKnown && ruledPoints(input) !== null ? itemsTrace(input) : []
  }
  const value = valueIn(input)
  return value && state === 'scored' && ruledPoints(input) !== null ? byValue(input, value) : []
}

function itemsTrace(input: LeafCase): TraceStep[] {
  const { rule } = input.leaf.leaf
  switch (rule.kind) {
    case 'checklist': return checklistTrace(input, rule)
    case 'missing_items': return missingItemsTrace(input, rule)
    case 'best_level': return levelTrace(input, rule)
    case 'per_occurrence': return streamTrace(input, rule)
    case 'zero_on_any': return triggerTrace(input, rule)
    default: return []
  }
}

function byValue(input: LeafCase, value: Ratio): TraceStep[] {
  const { rule } = input.leaf.leaf
  switch (rule.kind) {
    case 'steps': return stepsTrace(input, rule, value)
    case 'linear': return linearTrace(input, rule, value)
    case 'proportional': return proportionalTrace(input, rule, value)
    case 'imported': return importedTrace(input, rule, value)
    case 'per_occurrence': return occurrenceTrace(input, rule, value)
    case 'award': return awardTrace(input, rule, value)
    case 'missing_items': return missingTrace(input, rule, value)
    case 'zero_on_any':
    case 'zero_on_none': return [occurredStep(input, value)]
    default: return []
  }
}

function stepsTrace(input: LeafCase, rule: RuleOf<'steps'>, value: Ratio): TraceStep[] {
  const show = showIn(input)
  return stepsOf(rule).map((step) => {
    const holds = keepsAll(value, step.bounds)
    const compared = step.bounds.map((bound) => `${comparison(show, value, bound)} ${keeps(value, bound) ? '✓' : '✗'}`).join('，')
    const points = pointsAsWritten(step.text)
    return { kind: 'bound' as const, holds, text: say(`${compared} → ${holds ? points.zh : '不适用'}`, `${compared.replaceAll('，', ', ')} → ${holds ? points.en : 'does not hold'}`) }
  })
}
