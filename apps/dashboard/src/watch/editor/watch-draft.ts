import type { QuietTime, Severity, WatchBody, WatchKind } from '@tierline/contracts/alert/watch'

/** What the editor holds: every field of every kind of condition as text, so that changing the kind loses nothing that was typed. */
export interface WatchDraft {
  id: string
  zh: string
  en: string
  rubric: string
  group: string
  period: WatchBody['period']
  isAllUnits: boolean
  units: string[]
  kind: WatchKind
  lineOf: 'tier' | 'declared'
  tier: string
  score: string
  lineZh: string
  lineEn: string
  declaredBy: string
  declaredOn: string
  basis: string
  indicator: string
  of: 'points' | 'value'
  side: 'below' | 'above'
  line: string
  recovery: string
  places: string
  type: string
  source: string
  withinMinutes: string
  cases: string
  holdMinutes: string
  keepFiringMinutes: string
  minimumSample: string
  isQuiet: boolean
  quiet: QuietTime
  severity: Severity
  channels: string[]
  escalation: { afterMinutes: string; channels: string[]; severity: Severity | '' }[]
  mutedBy: string[]
  enabled: boolean
}

export const WATCH_KINDS: readonly WatchKind[] = ['tier_drop', 'indicator', 'rank_drop', 'missing_reporter', 'headroom']
export const WATCH_PERIODS: readonly WatchBody['period'][] = ['month', 'quarter', 'year', 'to_date']

/** The draft of a new watch. */
export function newDraft(): WatchDraft {
  return {
    id: '', zh: '', en: '', rubric: '', group: '', period: 'month', isAllUnits: true, units: [], kind: 'tier_drop', lineOf: 'tier', tier: '', score: '', lineZh: '', lineEn: '', declaredBy: '', declaredOn: '', basis: '',
    indicator: '', of: 'value', side: 'below', line: '', recovery: '', places: '3', type: '', source: '', withinMinutes: '120', cases: '3', holdMinutes: '0', keepFiringMinutes: '0', minimumSample: '',
    isQuiet: false, quiet: { hours: [{ from: '22:00', until: '07:00' }], workingDaysOnly: false, upTo: 'warning' }, severity: 'warning', channels: [], escalation: [], mutedBy: [], enabled: true,
  }
}

/** The draft of a kept watch. */
export function watchDraftOf(watch: WatchBody): WatchDraft {
  const { id, title, rubric, group, period, units, quiet, severity, channels, mutedBy, enabled } = watch
  return {
    ...newDraft(), ...conditionDraft(watch.condition), id, zh: title.zh, en: title.en, rubric, group, period, isAllUnits: units === undefined, units: [...(units ?? [])], severity, channels: [...channels], mutedBy: [...mutedBy], enabled,
    holdMinutes: String(watch.holdMinutes), keepFiringMinutes: String(watch.keepFiringMinutes), minimumSample: optional(watch.minimumSample),
    ...(quiet ? { isQuiet: true, quiet: { ...quiet, hours: quiet.hours.map((one) => ({ ...one })) } } : {}),
    escalation: watch.escalation.map((step) => ({ afterMinutes: String(step.afterMinutes), channels: [...step.channels], severity: step.severity ?? '' })),
  }
}

function conditionDraft(condition: WatchBody['condition']): Partial<WatchDraft> {
  const { kind } = condition
  switch (kind) {
    case 'tier_drop': return { kind, recovery: condition.recovery ?? '', ...lineDraft(condition.line) }
    case 'indicator': return { kind, indicator: condition.indicator, of: condition.of, side: condition.side, line: condition.line, recovery: condition.recovery ?? '' }
    case 'rank_drop': return { kind, places: String(condition.places), recovery: optional(condition.recovery) }
    case 'missing_reporter': return { kind, type: condition.type ?? '', source: condition.source ?? '', withinMinutes: String(condition.withinMinutes) }
    case 'headroom': return { kind, indicator: condition.indicator, side: condition.side, line: condition.line, cases: String(condition.cases), recovery: optional(condition.recovery) }
  }
}

function lineDraft(line: Extract<WatchBody['condition'], { kind: 'tier_drop' }>['line']): Partial<WatchDraft> {
  if ('tier' in line) return { lineOf: 'tier', tier: line.tier }
  const { score, title, by, on, basis } = line.declared
  return { lineOf: 'declared', score, lineZh: title.zh, lineEn: title.en, declaredBy: by, declaredOn: on, basis }
}

const optional = (value: number | undefined): string => (value === undefined ? '' : String(value))
