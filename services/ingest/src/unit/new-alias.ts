import type { ListedUnit } from '@tierline/contracts/unit'
import { storeAlias } from '@tierline/platform/directory.store'
import { notFound, ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import * as z from 'zod/mini'

const Text = z.string().check(z.minLength(1), z.maxLength(256))

/** The body of `POST /v1/units/{code}/aliases`: another name of a unit, why, and who says so. */
export const NewAlias = z.strictObject({ alias: Text, reason: Text, by: Text })
export type NewAlias = z.infer<typeof NewAlias>

/** Records another name of a unit; events that wait in quarantine for it can then be replayed. The same alias again changes nothing. */
export async function addAlias(platform: Platform, code: string, alias: NewAlias): Promise<ListedUnit> {
  const { directory, db, clock, signal } = platform
  if (!directory.unitByCode(code)) throw notFound('unit', code, 'See GET /v1/units for the codes.')
  const standing = directory.unitByCodeOrAlias(alias.alias)
  if (standing && standing.code !== code) throw taken(alias.alias, standing)
  const revision = await db.transaction((tx) => storeAlias(tx, { ...alias, code, instant: new Date(clock.now()) }))
  await directory.reload()
  if (revision !== null) signal.publish('directory', revision)
  // Another process may have given the name away between the look and the insert.
  const now = directory.unitByCodeOrAlias(alias.alias)
  if (now && now.code !== code) throw taken(alias.alias, now)
  const listed = directory.list().find((unit) => unit.code === code)
  if (!listed) throw notFound('unit', code, 'See GET /v1/units for the codes.')
  return listed
}

function taken(alias: string, unit: { code: string; name: string }): ProblemError {
  return new ProblemError(409, 'alias_taken', {
    title: 'The alias names another unit',
    detail: `alias: found "${alias}", which names ${unit.name} (${unit.code}) already, expected a name that is free. Choose another, or send the events with the unit's code.`,
  })
}
