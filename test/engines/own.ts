import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from '@jest/globals'
import type { Engine } from './engines.mjs'

const engines: Engine[] = []
const folders: string[] = []

/** A folder for one engine of a test. */
export function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tl-engine-'))
  folders.push(folder)
  return folder
}

/** An engine that one test starts for itself; removed after it. */
export async function own<T extends Engine>(starting: Promise<T>): Promise<T> {
  const engine = await starting
  engines.push(engine)
  return engine
}

/** In a test file: removes what its tests started, and looks that nothing of it is left. */
export function leaveNothingBehind(): void {
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.remove()
    const left = folders.splice(0).flatMap((folder) => [...leftOf(folder), ...(existsSync(folder) ? [folder] : [])])
    expect(left).toEqual([])
  })
}

/** The processes and mounts that name a folder. */
export function leftOf(folder: string): string[] {
  const commands = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  })
  return [...commands.filter((line) => line.includes(folder)), ...mountsUnder(folder)]
}

/** The mounts whose place names a folder. */
export const mountsUnder = (folder: string): string[] => readFileSync('/proc/mounts', 'utf8').split('\n').filter((line) => line.split(' ')[1]?.includes(folder))
