import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'

const Secrets = z.object({ personal: z.string().check(z.regex(/^[0-9a-f]{64}$/)), seal: z.string().check(z.regex(/^[0-9a-f]{64}$/)) })

/** Keys made at the first start and kept with the data: `personal` hashes personal fields, `seal` encrypts unreadable ones (32 bytes each, hex). */
export type Secrets = z.infer<typeof Secrets>

/** A data folder that this process has to itself. */
export interface DataFolder {
  path: string
  secrets: Secrets
  release(): Promise<void>
}

/** The folder belongs to a Tierline that runs. */
export class FolderInUse extends Error {}

/** Claims the folder: a second process on it is told so; what a killed one left is taken over. */
export async function claimDataFolder(path: string): Promise<DataFolder> {
  await mkdir(path, { recursive: true })
  const lock = join(path, 'lock')
  await claim(lock, path)
  return { path, secrets: await readSecrets(join(path, 'secrets.json')), release: () => rm(lock, { force: true }) }
}

async function claim(lock: string, path: string): Promise<void> {
  for (;;) {
    const made = await open(lock, 'wx').catch(() => null)
    if (made) {
      await made.writeFile(`${process.pid} ${(await startOf(process.pid)) ?? ''}`)
      await made.close()
      return
    }
    const [pid = '', started = ''] = (await readFile(lock, 'utf8').catch(() => '')).split(' ')
    if (await isRunning(Number(pid), started)) {
      throw new FolderInUse(`The data folder ${path} is in use by Tierline process ${pid}. Stop that one first (Ctrl-C in its window), or set TIERLINE_DATA to another folder.`)
    }
    await rm(lock, { force: true })
  }
}

/** A process is the one that wrote the lock when its number and its start both agree. */
async function isRunning(pid: number, started: string): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = await startOf(pid)
  return now === null || now === started
}

async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

async function readSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return Secrets.parse(JSON.parse(text))
  const secrets = { personal: randomBytes(32).toString('hex'), seal: randomBytes(32).toString('hex') }
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

/** The keys that all processes of an installation share; none is ever made here, for a key of one process alone would hash persons differently. */
export async function readSharedSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch(() => null)
  const read = Secrets.safeParse(text === null ? null : parsed(text))
  if (read.success) return read.data
  const found = text === null ? 'no file that can be read' : 'other content'
  throw new Error(`TIERLINE_SECRETS = ${file}: found ${found}, expected JSON { "personal": "…", "seal": "…" }, each of 64 hex digits (openssl rand -hex 32). Write it once and give the same file to every process.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
