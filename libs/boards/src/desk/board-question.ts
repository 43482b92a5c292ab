import { ProblemError } from '@tierline/platform/http/problem'
import type { ReadingName } from '@tierline/scoring'

/** What `GET /v1/boards/{rubric}/{group}` may ask for, as it is sent. */
export interface BoardQuery {
  period?: string
  /** ISO instant of the past. */
  at?: string
  reading?: string
}

/** Which board, of which instant (epoch ms; null is now), in which reading. */
export interface BoardQuestion {
  rubric: string
  group: string
  period: string | null
  at: number | null
  reading: 'known' | 'corrected'
}

/** Reads a question; a 400 names every field that cannot be read. */
export function readQuestion(path: { rubric: string; group: string }, query: BoardQuery): BoardQuestion {
  const { period, at, reading = 'known' } = query
  const unknown = Object.keys(query).find((name) => !['period', 'at', 'reading', 'measure', 'indicator', 'limit'].includes(name))
  if (unknown !== undefined) throw badQuery(unknown, 'a parameter that nothing here is called', 'period, at or reading')
  if (reading !== 'known' && reading !== 'corrected') throw badQuery('reading', reading, 'known or corrected')
  const instant = at === undefined ? null : instantOf(at, 'at')
  if (instant === null && reading === 'corrected') throw badQuery('at', 'nothing', 'an instant such as 2021-10-01T00:00:00+08:00, because reading is corrected')
  return { ...path, period: period ?? null, at: instant, reading }
}

/** An instant with offset as epoch ms; a 400 names the field where it is none. */
export function instantOf(text: string, path: string): number {
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(instant)) throw badQuery(path, text.slice(0, 60), 'an instant with offset such as 2021-10-01T00:00:00+08:00 (in an address, + is written %2B)')
  return instant
}

/** The readings that a query names, as `question:option` each; a 400 where one cannot be read. */
export function readReadings(field: string, sent: string | readonly string[] | undefined): ReadingName[] {
  return (sent === undefined ? [] : [sent].flat()).map((text) => {
    const [, ambiguity, option] = /^([^:]{1,100}):([^:]{1,100})$/.exec(text) ?? []
    if (ambiguity === undefined || option === undefined) throw badQuery(field, text.slice(0, 60), 'a question of the rubric and one of its options, like satisfaction_partial_point:whole')
    return { ambiguity, option }
  })
}

/** A question that cannot be read, with the field at fault. */
export function badQuery(path: string, found: string, expected: string): ProblemError {
  return new ProblemError(400, 'wrong_field', {
    title: 'The question cannot be read', detail: `${path}: found ${found}, expected ${expected}.`,
    faults: [{ path, found, expected, mend: `Send ${path} as ${expected}, or leave it out.` }],
  })
}
