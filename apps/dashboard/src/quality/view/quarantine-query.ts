import type { QuarantineList, ReplayRequest } from '@tierline/contracts/quality'

/** What the list of quarantined events is narrowed to; an empty code or source means all, an empty state the open ones. */
export interface QuarantineFilter { readonly code: string; readonly source: string; readonly state: '' | 'all'; readonly offset: number }

export const PAGE_ROWS = 50
export const NO_FILTER: QuarantineFilter = { code: '', source: '', state: '', offset: 0 }

/** The query of `GET /v1/quarantine` for a filter. */
export function quarantineQuery({ code, source, state, offset }: QuarantineFilter): Record<string, string> {
  return {
    ...(code === '' ? {} : { code }),
    ...(source === '' ? {} : { source }),
    ...(state === '' ? {} : { state }),
    limit: String(PAGE_ROWS),
    ...(offset > 0 ? { offset: String(offset) } : {}),
  }
}

/** The codes and sources that the filter offers, each with its count, most first. */
export function filterChoices(byCode: QuarantineList['byCode']): { codes: Choice[]; sources: Choice[] } {
  return { codes: tally(byCode, (one) => one.code), sources: tally(byCode, (one) => one.source) }
}
export interface Choice { readonly value: string; readonly count: number }

function tally(entries: QuarantineList['byCode'], keyOf: (entry: QuarantineList['byCode'][number]) => string): Choice[] {
  const counts = new Map<string, number>()
  for (const entry of entries) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + entry.count)
  return [...counts.entries()].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}

/** The replay of the chosen rows, or of everything that the filter shows where none is chosen. */
export function replayRequest(chosen: readonly number[], filter: QuarantineFilter, dryRun: boolean): ReplayRequest {
  if (chosen.length > 0) return { ids: [...chosen], dryRun }
  return {
    ...(filter.code === '' ? {} : { code: filter.code as NonNullable<ReplayRequest['code']> }),
    ...(filter.source === '' ? {} : { source: filter.source }),
    dryRun,
  }
}
