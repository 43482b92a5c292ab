const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000

/** Shifts an epoch instant so that a chart that reckons in UTC shows Asia/Shanghai, whatever zone the PC is set to. */
export function toChartTime(ms: number): number {
  return ms + SHANGHAI_MS
}

/** `2021-12-15 10:30` in Asia/Shanghai for an epoch instant. */
export function minuteText(ms: number): string {
  return new Date(toChartTime(ms)).toISOString().slice(0, 16).replace('T', ' ')
}

/** Label template of a time axis for a span of time: hours within two days, days within fourteen months, else months. */
export function timeTemplate(spanMs: number): string {
  if (spanMs <= 2 * DAY_MS) return '{HH}:{mm}'
  return spanMs <= 425 * DAY_MS ? '{MM}-{dd}' : '{yyyy}-{MM}'
}

/** From the first to the last instant of a series that is ordered by time; 0 where it has fewer than two. */
export function spanOf(instants: readonly number[]): number {
  const first = instants[0]
  const last = instants[instants.length - 1]
  return first === undefined || last === undefined ? 0 : last - first
}
