import type { KeyRole } from '@tierline/platform/api-keys'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import { SNAPSHOT_STATES, SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import * as z from 'zod/mini'

/** Roles that freeze and move snapshots and keep their plans. */
export const ISSUERS: readonly KeyRole[] = ['issue', 'admin']
/** Roles that may object, for the units of their key. */
export const OBJECTORS: readonly KeyRole[] = ['claim', 'judge', 'issue', 'admin']
/** Roles that decide objections. */
export const DECIDERS: readonly KeyRole[] = ['issue', 'judge', 'admin']

export const ListQuery = z.strictObject({ rubric: z.optional(z.string()), group: z.optional(z.string()), period: z.optional(z.string()), state: z.optional(z.string()) })
export type ListQuery = z.infer<typeof ListQuery>

/** A state of a query; a 400 names those that there are. */
export function stateOf(text: string | undefined): SnapshotState | null {
  if (text === undefined) return null
  const read = SnapshotState.safeParse(text)
  if (read.success) return read.data
  throw badQuery('state', text.slice(0, 60), `one of ${SNAPSHOT_STATES.join(', ')}`)
}

/** A number in an address; what is none names nothing. */
export function numberOf(what: 'snapshot' | 'objection', text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw notFound(what, text.slice(0, 60), 'They are numbered; GET /v1/snapshots lists them.')
}

/** The other snapshot of a comparison. */
export function otherOf(text: string | undefined): number {
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text)
  throw badQuery('with', text?.slice(0, 60) ?? 'nothing', 'the number of the snapshot to compare with')
}

function badQuery(path: string, found: string, expected: string): ProblemError {
  return new ProblemError(400, 'wrong_field', { title: 'The question cannot be read', detail: `${path}: found ${found}, expected ${expected}.`, faults: [{ path, found, expected, mend: `Send ${path} as ${expected}.` }] })
}
