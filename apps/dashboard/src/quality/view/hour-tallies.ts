import type { HourOutcomes } from '../../chart/outcome-hours.chart.ts'
import { toChartTime } from '../../chart/parts/chart-time.ts'
import type { Reconciliation } from '@tierline/contracts/quality'
import { asideOf, type Outcomes } from './balance.ts'

type Source = Reconciliation['sources'][number]

/** The newest `most` hours of arrival over the given sources, oldest first, for the bars. */
export function hourBars(sources: readonly Source[], most: number): HourOutcomes[] {
  const byHour = new Map<number, { counted: number; duplicate: number; aside: number }>()
  for (const { hour, outcomes } of sources.flatMap((source) => source.hours)) addTo(byHour, Date.parse(hour), outcomes)
  return [...byHour.entries()]
    .sort(([a], [b]) => a - b)
    .slice(-most)
    .map(([at, tally]) => ({ hour: hourText(at), ...tally }))
}

/** `12-15 10:00` in Asia/Shanghai. */
export function hourText(ms: number): string {
  return Number.isFinite(ms) ? new Date(toChartTime(ms)).toISOString().slice(5, 16).replace('T', ' ') : '—'
}

function addTo(byHour: Map<number, { counted: number; duplicate: number; aside: number }>, at: number, outcomes: Outcomes): void {
  const tally = byHour.get(at) ?? { counted: 0, duplicate: 0, aside: 0 }
  byHour.set(at, {
    counted: tally.counted + outcomes.counted,
    duplicate: tally.duplicate + outcomes.duplicate,
    aside: tally.aside + asideOf(outcomes),
  })
}
