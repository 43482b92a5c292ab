import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 50
/** Fast shutdown gets this long before the immediate one (which recovers at the next start). */
const PATIENCE_MS = 10_000

/** Stops the postmaster that a killed process left running on a data folder; kill −9 of Node leaves it alive. */
export async function stopOrphan(data: string): Promise<void> {
  const pid = await orphanPid(data)
  if (pid === null) return
  process.kill(pid, 'SIGINT')
  if (await isGone(pid, PATIENCE_MS)) return
  process.kill(pid, 'SIGQUIT')
  if (!(await isGone(pid, PATIENCE_MS))) throw new Error(`The PostgreSQL left on ${data} (process ${pid}) does not stop. End it by hand and start again.`)
}

async function orphanPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  const pid = Number(text?.split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return null
  // The number may have been given to another program since; only a postgres on this folder is ours.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command === '' || command.includes(data) ? pid : null
}

async function isGone(pid: number, patienceMs: number): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += POLL_MS) {
    if (!isAlive(pid)) return true
    await wait(POLL_MS)
  }
  return !isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
