import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { WatchDraft } from './watch-draft.ts'

/** What is sent of a draft; fields of other kinds of condition are left out, and so is what is empty. */
export function watchBodyOf(draft: WatchDraft): WatchBody {
  const { id, rubric, group, period, quiet, severity, enabled } = draft
  return {
    id, title: { zh: draft.zh.trim(), en: draft.en.trim() }, rubric, group, period, ...(draft.isAllUnits ? {} : { units: [...draft.units] }), condition: conditionOf(draft),
    holdMinutes: count(draft.holdMinutes), keepFiringMinutes: count(draft.keepFiringMinutes), ...(draft.minimumSample.trim() === '' ? {} : { minimumSample: count(draft.minimumSample) }),
    ...(draft.isQuiet ? { quiet: { ...quiet, hours: quiet.hours.map((one) => ({ ...one })) } } : {}), severity, channels: [...draft.channels], mutedBy: [...draft.mutedBy], enabled,
    escalation: draft.escalation.map((step) => ({ afterMinutes: count(step.afterMinutes), channels: [...step.channels], ...(step.severity === '' ? {} : { severity: step.severity }) })),
  }
}

function conditionOf(draft: WatchDraft): WatchBody['condition'] {
  const { kind, indicator, of, side, type, source } = draft
  const line = draft.line.trim()
  const recovery = draft.recovery.trim()
  switch (kind) {
    case 'tier_drop': return { kind, line: draft.lineOf === 'tier' ? { tier: draft.tier } : { declared: declaredOf(draft) }, ...(recovery === '' ? {} : { recovery }) }
    case 'indicator': return { kind, indicator, of, side, line, ...(recovery === '' ? {} : { recovery }) }
    case 'rank_drop': return { kind, places: count(draft.places), ...(recovery === '' ? {} : { recovery: count(recovery) }) }
    case 'missing_reporter': return { kind, ...(type.trim() === '' ? {} : { type: type.trim() }), ...(source.trim() === '' ? {} : { source: source.trim() }), withinMinutes: count(draft.withinMinutes) }
    case 'headroom': return { kind, indicator, side, line, cases: count(draft.cases), ...(recovery === '' ? {} : { recovery: count(recovery) }) }
  }
}

function declaredOf({ score, lineZh, lineEn, declaredBy, declaredOn, basis }: WatchDraft) {
  return { score: score.trim(), title: { zh: lineZh.trim(), en: lineEn.trim() }, by: declaredBy.trim(), on: declaredOn, basis: basis.trim() }
}

const count = (text: string): number => Number(text)
