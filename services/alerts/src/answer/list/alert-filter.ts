import { Severity } from '@tierline/contracts/alert/watch'
import type { Directory } from '@tierline/platform/directory'
import { notFound } from '@tierline/platform/http/problem'
import * as z from 'zod/mini'

const Name = z.optional(z.string().check(z.minLength(1), z.maxLength(256)))
const Instant = z.optional(z.iso.datetime({ offset: true }))
const numberUpTo = (most: number) => z.optional(z.pipe(z.string().check(z.regex(/^\d{1,15}$/, 'expected a number')), z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(most)))))

const ALERT_PAGE = { usual: 50, most: 500 } as const

/** What `GET /v1/alerts` may be asked; all where a field is absent, but only active alerts where `state` is. `from` is inclusive, `until` is not; both are about the instant of firing. */
export const AlertQuery = z.strictObject({
  state: z.optional(z.enum(['active', 'ended', 'all'])),
  rubric: Name, group: Name, unit: Name, watch: Name, severity: z.optional(Severity), from: Instant, until: Instant,
  before: numberUpTo(Number.MAX_SAFE_INTEGER), limit: numberUpTo(ALERT_PAGE.most),
})
export type AlertQuery = z.infer<typeof AlertQuery>

/** The same for the history as a file, which is not in pages; alerts of every state where `state` is absent. */
export const HistoryQuery = z.extend(z.omit(AlertQuery, { before: true, limit: true }), { lang: z.optional(z.enum(['zh', 'en'])) })
export type HistoryQuery = z.infer<typeof HistoryQuery>

/** Which alerts, as the store takes it; null where a field does not matter. */
export interface AlertFilter {
  isActive: boolean | null
  rubric: string | null
  group: string | null
  unit: number | null
  watch: string | null
  severity: Severity | null
  from: Date | null
  until: Date | null
}

/** A page: so many, older than the alert with this number. */
export interface AlertPage {
  before: number | null
  limit: number
}

/** Reads the filter of a question; a unit may be named by code or alias, a 404 where there is none. */
export function filterOf({ state = 'active', rubric, group, unit, watch, severity, from, until }: AlertQuery, directory: Directory): AlertFilter {
  return {
    isActive: state === 'all' ? null : state === 'active', rubric: rubric ?? null, group: group ?? null, unit: unitOf(unit, directory), watch: watch ?? null,
    severity: severity ?? null, from: dateOf(from), until: dateOf(until),
  }
}

/** Reads the page of a question. */
export const pageOf = ({ before, limit = ALERT_PAGE.usual }: AlertQuery): AlertPage => ({ before: before ?? null, limit })

const dateOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text))

function unitOf(text: string | undefined, directory: Directory): number | null {
  if (text === undefined) return null
  const unit = directory.unitByCodeOrAlias(text)
  if (!unit) throw notFound('unit', text, 'See GET /v1/units for codes and aliases.')
  return unit.id
}
