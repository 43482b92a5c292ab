import type { Rule, RuleOf } from '../rubric/rule.schema.ts'
import { compileBestLevel } from './best-level.ts'
import { compileChecklist, compileMissingItems } from './items.ts'
import { compileImported } from './imported.ts'
import { compileLinear, compileProportional } from './linear.ts'
import { compileAward, compileMissingNumber, compilePerOccurrence, compileZeroOn } from './occurrences.ts'
import { compileRank } from './rank.ts'
import { decimal, WITHOUT_POINTS } from './rule.ts'
import type { ByJudgement, CompiledRule, RuleContext } from './rule.ts'
import { compileSteps } from './steps.ts'
import { compileStreams } from './streams.ts'
import { compileTriggers } from './triggers.ts'

/** Makes a rule ready to be applied often. */
export function compileRule(rule: Rule, context: RuleContext): CompiledRule {
  switch (rule.kind) {
    case 'steps': return compileSteps(rule, context)
    case 'linear': return compileLinear(rule, context)
    case 'proportional': return compileProportional(rule, context)
    case 'rank': return compileRank(rule, context)
    case 'per_occurrence': return rule.streams ? compileStreams(rule, context) : compilePerOccurrence(rule, context)
    case 'zero_on_any': return rule.triggers ? compileTriggers(rule, context) : compileZeroOn(rule, context)
    case 'zero_on_none': return compileZeroOn(rule, context)
    case 'missing_items': return rule.items ? compileMissingItems(rule, context) : compileMissingNumber(rule, context)
    case 'checklist': return compileChecklist(rule, context)
    case 'award': return compileAward(rule, context)
    case 'best_level': return compileBestLevel(rule, context)
    case 'judgement': return compileJudgement(rule, context)
    case 'imported': return compileImported(rule, context)
    case 'no_points': return WITHOUT_POINTS
  }
}

function compileJudgement(rule: RuleOf<'judgement'>, context: RuleContext): ByJudgement {
  const step = rule.step === undefined ? null : decimal(rule.step)
  return { takes: 'judgement', least: rule.least === undefined ? context.least : decimal(rule.least), step: step && step.n > 0n ? step : null, isUnpublished: rule.unpublished === 'true' }
}
