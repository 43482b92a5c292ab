import { shanghai } from '../../format/time.ts'

/** Spans of history over which a watch can be tried. */
export const PREVIEW_SPANS = ['last_month', 'this_month', 'week', 'thirty'] as const
export type PreviewSpan = (typeof PREVIEW_SPANS)[number]

const DAY_MS = 86_400_000

/** From when until when a span runs at the instant `now`; months are those of Asia/Shanghai. */
export function previewSpan(span: PreviewSpan, now: string): { from: string; until: string } {
  const until = new Date(Date.parse(now)).toISOString()
  if (span === 'week' || span === 'thirty') return { from: new Date(Date.parse(now) - (span === 'week' ? 7 : 30) * DAY_MS).toISOString(), until }
  const thisMonth = monthStart(now)
  return span === 'this_month' ? { from: thisMonth, until } : { from: monthStart(new Date(Date.parse(thisMonth) - DAY_MS).toISOString()), until: thisMonth }
}

function monthStart(instant: string): string {
  return `${shanghai(instant).day.slice(0, 7)}-01T00:00:00+08:00`
}
