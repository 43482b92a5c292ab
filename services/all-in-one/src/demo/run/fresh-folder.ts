import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { stopOrphan } from '@tierline/platform/database/postgres-orphan'
import { postgresPlace } from '@tierline/platform/database/postgres-place'
import { claimDataFolder } from '@tierline/platform/folder/data-folder'

/** Empties the demo's own folder, wherever its database lives; one that a running demo uses is left alone and named. */
export async function emptyFolder(folder: string): Promise<void> {
  const claimed = await claimDataFolder(folder)
  try {
    const { data } = await postgresPlace(join(folder, 'pg'))
    await stopOrphan(data)
    await Promise.all([data, `${data}.secret`].map((path) => rm(path, { recursive: true, force: true })))
  } finally {
    await claimed.release()
  }
}
