import { randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { join, relative, isAbsolute } from 'node:path'
import type { WrittenFile } from '../file/write-file.ts'

/**
 * Writes a file into a folder below the export folder: whole or not at all, for it gets its name only once all bytes are on the disk.
 * A folder that leads out of the export folder, by its text or by a link, is refused.
 */
export async function exportFile(exportsFolder: string, folder: string, { name, body }: Pick<WrittenFile, 'name' | 'body'>): Promise<string> {
  const target = join(exportsFolder, folder)
  if (!isWithin(exportsFolder, target)) throw outside(exportsFolder, folder)
  await mkdir(target, { recursive: true })
  if (!isWithin(await realpath(exportsFolder), await realpath(target))) throw outside(exportsFolder, folder)
  const path = join(target, name)
  const unfinished = join(target, `.${randomUUID()}.part`)
  try {
    await writeWhole(unfinished, body)
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  return path
}

async function writeWhole(path: string, body: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const piece of body) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner)
  return way === '' || (!/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way))
}

const outside = (exportsFolder: string, folder: string): Error => new Error(`folder "${folder}": it leads out of the export folder ${exportsFolder}; name a folder below it in the plan`)
