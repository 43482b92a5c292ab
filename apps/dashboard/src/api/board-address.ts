/** Which reading of the past: as it was known then, or as corrected since. */
export type Reading = 'known' | 'corrected'

/** What the address bar names: a board, and the instant where it is not the live one. `period` null means the board's usual one. */
export interface BoardAddress {
  readonly rubric: string
  readonly group: string
  readonly period: string | null
  readonly at: string | null
  readonly reading: Reading
  /** Readings of ambiguities other than the rubric's own, as `ambiguity:option`; such a board is a trial and does not move. */
  readonly under?: readonly string[]
}

/** Path of `GET /v1/boards/{rubric}/{group}` for an address. */
export function boardPath(address: BoardAddress): string {
  return `/v1/boards/${encodeURIComponent(address.rubric)}/${encodeURIComponent(address.group)}${queryOf(address, address.under)}`
}

/** Path of `GET /v1/boards/{rubric}/{group}/units/{unit}` for an address. */
export function unitPath(address: BoardAddress, unit: string): string {
  return `/v1/boards/${encodeURIComponent(address.rubric)}/${encodeURIComponent(address.group)}/units/${encodeURIComponent(unit)}${queryOf(address)}`
}

function queryOf({ period, at, reading }: BoardAddress, under: readonly string[] = []): string {
  const query = new URLSearchParams()
  if (period) query.set('period', period)
  if (at) {
    query.set('at', at)
    query.set('reading', reading)
  }
  for (const one of under) query.append('under', one)
  const text = query.toString()
  return text && `?${text}`
}
