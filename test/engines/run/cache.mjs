import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run } from './command.mjs'

/** A draft older than this was left by a run that was killed. */
const ABANDONED_MS = 3_600_000

/** Where the parts are kept between runs, shared by every clone of this user. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tierline', 'engines')

/**
 * A folder of the cache that is whole: found, or made under another name and renamed when done, so that a half-made one is never taken for it.
 * @param {string} name says what is in it and in which version
 * @param {(draft: string) => Promise<string>} make fills the draft; gives '' or the reason why it could not
 * @returns {Promise<{ folder: string } | { reason: string }>}
 */
export async function madeOnce(name, make) {
  const folder = join(cacheFolder(), name)
  if (existsSync(folder)) return { folder }
  mkdirSync(cacheFolder(), { recursive: true })
  await sweep()
  const draft = mkdtempSync(`${folder}.draft-`)
  chmodSync(draft, 0o755)
  try {
    const reason = await make(draft)
    if (reason) return { reason }
    settle(draft, folder)
    return { folder }
  } finally {
    await removeTree(draft)
  }
}

/** Removes a folder without going through anything mounted below it. */
export async function removeTree(folder) {
  const { reason } = await run(['rm', '-rf', '--one-file-system', folder], { seconds: 120 })
  if (reason) throw new Error(`The folder ${folder} cannot be removed: ${reason}`)
}

function settle(draft, folder) {
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Another run was first; its folder is as whole as ours.
    if (!existsSync(folder)) throw error
  }
}

async function sweep() {
  const drafts = readdirSync(cacheFolder()).filter((name) => name.includes('.draft-')).map((name) => join(cacheFolder(), name))
  for (const draft of drafts) if (Date.now() - statSync(draft).mtimeMs > ABANDONED_MS) await removeTree(draft)
}
