import type { BoardKey } from '@tierline/contracts/board'

/** Path of `GET /v1/rubrics/{id}`, of one version where a hash is given. */
export function rubricPath(id: string, hash: string | null): string {
  return `/v1/rubrics/${encodeURIComponent(id)}${hash === null ? '' : `?hash=${encodeURIComponent(hash)}`}`
}

/** The forms in which a rubric can be taken along. */
export const FORMS = ['md', 'html', 'xlsx'] as const

/** Path of a file of one version of a rubric, in the language of the screen. */
export function filePath({ id, hash }: { id: string; hash: string }, form: (typeof FORMS)[number], language: 'zh-CN' | 'en'): string {
  return `/v1/rubrics/${encodeURIComponent(id)}.${form}?hash=${encodeURIComponent(hash)}${language === 'en' ? '&lang=en' : ''}`
}

/** Address of the rubric page, of one version where a hash is given, at a clause where one is named. */
export function rubricLink(id: string, about: { hash?: string | undefined; clause?: string | undefined } = {}) {
  return { path: `/rubrics/${encodeURIComponent(id)}`, query: about.hash ? { hash: about.hash } : {}, hash: about.clause ? `#${about.clause}` : '' }
}

/** Address of the trial of a board under a reading (`ambiguity:reading`) or a stored version. */
export function whatIfLink({ rubric, group, period }: BoardKey, under: { reading?: string; version?: string } = {}) {
  return { path: `/boards/${encodeURIComponent(rubric)}/${encodeURIComponent(group)}/what-if`, query: { period, ...under } }
}
