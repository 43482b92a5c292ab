import { notFound } from '@tierline/platform/http/problem'
import type { ProblemError } from '@tierline/platform/http/problem'

/** The number of an alert or a silence as a path names it; null where it can be none. */
export const alertNumber = (text: string): number | null => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null)

/** 404 of an alert. */
export const noAlert = (id: string): ProblemError => notFound('alert', id.slice(0, 60), 'GET /v1/alerts?state=all lists them with their numbers.')
