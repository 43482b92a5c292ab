import { setTimeout as wait } from 'node:timers/promises'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'

const Standing = raw<{ name: string; at: bigint }>()
const STANDINGS = {
  rollup: `select log || '/' || partition as name, next as at from log_position`,
  scoring: 'select id::text as name, seq as at from board',
}
/** What moved in so long before the kill is expected to move after it. */
const WATCHED_MS = 4_000
const LOST_MS = 60_000

/** Kills while everything moves, and gives the ms until the last of the partitions (or boards) that had moved before moves again. */
export async function takeoverOf(db: Database, service: keyof typeof STANDINGS, kill: () => Promise<void>): Promise<number> {
  const read = async (): Promise<Map<string, bigint>> => new Map((await db.rows(Standing, STANDINGS[service])).map(({ name, at }) => [name, at]))
  const first = await read()
  await wait(WATCHED_MS)
  const second = await read()
  const moving = [...second].filter(([name, at]) => at !== first.get(name)).map(([name]) => name)
  if (moving.length === 0) throw new Error(`takeover: nothing moved within ${WATCHED_MS} ms before the kill, expected ${service} to be at work; see that writers write`)
  await kill()
  const killed = Date.now()
  // A commit may have been on its way when the process died; it is not the successor's.
  await wait(50)
  const stood = await read()
  for (const waiting = new Set(moving); ;) {
    const now = await read()
    for (const name of waiting) if (now.get(name) !== stood.get(name)) waiting.delete(name)
    const took = Date.now() - killed
    if (waiting.size === 0) return took
    if (took > LOST_MS) throw new Error(`takeover: ${[...waiting].join(', ')} stood still for ${LOST_MS} ms after the kill of a ${service} process, expected another process to go on`)
    await wait(50)
  }
}
