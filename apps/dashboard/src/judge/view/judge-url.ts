import type { Query } from '../../board/view-url.ts'

/** What the address says of the form: about what a judgement is. */
export interface JudgePlace {
  readonly rubric: string
  readonly period: string
  readonly unit: string
  readonly indicator: string
}

const PARTS = ['rubric', 'period', 'unit', 'indicator'] as const

/** Reads the place from a query; what is missing is empty. */
export function parsePlace(query: Query): JudgePlace {
  const one = (key: string) => { const value = query[key]; return typeof value === 'string' ? value : '' }
  return { rubric: one('rubric'), period: one('period'), unit: one('unit'), indicator: one('indicator') }
}

/** The query of a place; keys that are not ours (`theme`, `lang`) are kept. */
export function placeQuery(place: JudgePlace, kept: Query): Record<string, string> {
  const others = Object.entries(kept).filter(([key, value]) => !(PARTS as readonly string[]).includes(key) && typeof value === 'string') as [string, string][]
  return Object.fromEntries([...others, ...PARTS.flatMap((part) => (place[part] === '' ? [] : [[part, place[part]] as const]))])
}

/** Address of the form, about a leaf of a unit where one is named. */
export function judgeLink(place: Partial<JudgePlace>): string {
  const query = new URLSearchParams(PARTS.flatMap((part) => (place[part] ? [[part, place[part]]] : []))).toString()
  return `/judge${query && `?${query}`}`
}
