import { SEVERITIES, type Severity } from '@tierline/contracts/alert/watch'

/** Which alerts are listed: those that are open, those that are over, or all. */
export const SHOWN_STATES = ['active', 'ended', 'all'] as const

/** What the list of alerts shows; empty text is no limit. */
export interface AlertFilter {
  readonly state: (typeof SHOWN_STATES)[number]
  readonly severity: Severity | ''
  readonly rubric: string
  readonly group: string
  readonly unit: string
  readonly watch: string
}

type Query = Readonly<Record<string, unknown>>

export const NO_FILTER: AlertFilter = { state: 'active', severity: '', rubric: '', group: '', unit: '', watch: '' }
/** Alerts of one page. */
export const PAGE_ALERTS = 100
const PARTS = ['rubric', 'group', 'unit', 'watch'] as const

/** Reads the filter from the address; what is missing or unreadable limits nothing. */
export function parseAlertFilter(query: Query): AlertFilter {
  const one = (key: string): string => (typeof query[key] === 'string' ? query[key] : '')
  return {
    state: SHOWN_STATES.find((state) => state === one('state')) ?? 'active', severity: SEVERITIES.find((severity) => severity === one('severity')) ?? '',
    rubric: one('rubric'), group: one('group'), unit: one('unit'), watch: one('watch'),
  }
}

/** The address' query of a filter; keys that are not ours (`theme`, `lang`) are kept. */
export function alertFilterQuery(filter: AlertFilter, kept: Query): Record<string, string> {
  const others = Object.entries(kept).filter(([key, value]) => !(key in NO_FILTER) && typeof value === 'string') as [string, string][]
  return Object.fromEntries([...others, ...limitsOf(filter), ...(filter.state === 'active' ? [] : [['state', filter.state] as const])])
}

/** Path of `GET /v1/alerts` for a filter. */
export function alertsPath(filter: AlertFilter, { limit, before }: { limit?: number; before?: number } = {}): string {
  const query = new URLSearchParams([['state', filter.state], ...limitsOf(filter)])
  if (before !== undefined) query.set('before', String(before))
  if (limit !== undefined) query.set('limit', String(limit))
  return `/v1/alerts?${query.toString()}`
}

/** Path of the same alerts, all of them, as a CSV file. */
export function historyPath(filter: AlertFilter, lang: 'zh' | 'en'): string {
  return `/v1/alerts.csv?${new URLSearchParams([['state', filter.state], ...limitsOf(filter), ['lang', lang]]).toString()}`
}

/** Path of the open alerts. */
export function openPath(page: { limit: number; before?: number }): string {
  return alertsPath(NO_FILTER, page)
}

/** Whether anything is limited besides the state. */
export function isNarrowed(filter: AlertFilter): boolean {
  return limitsOf(filter).length > 0
}

function limitsOf(filter: AlertFilter): [string, string][] {
  const limits: [string, string][] = [['severity', filter.severity], ...PARTS.map((part): [string, string] => [part, filter[part]])]
  return limits.filter(([, value]) => value !== '')
}
