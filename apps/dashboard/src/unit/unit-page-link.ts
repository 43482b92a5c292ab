import type { BoardAddress } from '../api/board-address.ts'

/** Address of a unit's own page, with the period and the instant of the view it was opened from. */
export function unitPageLink({ rubric, group, period, at, reading }: BoardAddress, unit: string): string {
  const query = new URLSearchParams({ ...(period ? { period } : {}), ...(at ? { at, reading } : {}) }).toString()
  return `/boards/${encodeURIComponent(rubric)}/${encodeURIComponent(group)}/units/${encodeURIComponent(unit)}${query && `?${query}`}`
}

/** Address of the board that a unit page belongs to. */
export function boardPageLink({ rubric, group, period, at, reading }: BoardAddress): string {
  const query = new URLSearchParams(at ? { at, reading } : {}).toString()
  const place = [rubric, group, ...(period ? [period] : [])].map(encodeURIComponent).join('/')
  return `/boards/${place}${query && `?${query}`}`
}

/** The view that a unit page's query names; the inverse of `unitPageLink`. */
export function addressOf(route: { rubric: string; group: string }, query: Readonly<Record<string, unknown>>): BoardAddress {
  const one = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : null)
  return { rubric: route.rubric, group: route.group, period: one('period'), at: one('at'), reading: one('reading') === 'corrected' ? 'corrected' : 'known' }
}
