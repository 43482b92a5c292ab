/** Where an alert happened: a unit of a board at an instant, and the indicator where it is about one. */
export interface AlertPlace {
  rubric: string
  group: string
  period: string
  /** ISO instant of the frozen facts. */
  at: string
  unit: string
  indicator: string | null
}

/** Path of the dashboard that shows the board as it was known then, with the unit's explanation open; the dashboard reads it in `board/view-url.ts`. */
export function alertLink({ rubric, group, period, at, unit, indicator }: AlertPlace): string {
  const query = new URLSearchParams({ unit, ...(indicator === null ? {} : { leaf: indicator }), at }).toString()
  return `/boards/${[rubric, group, period].map(encodeURIComponent).join('/')}?${query}`
}
