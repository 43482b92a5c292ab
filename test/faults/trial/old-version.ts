import { execFile, spawn } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { until } from '../../support/until.ts'
import { NotHere } from './block.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const run = promisify(execFile)

/** A built copy of another commit, outside of the repository. */
export interface OldVersion {
  commit: string
  folder: string
  remove(): Promise<void>
}

/** Builds the commit before the last one that changed a service or a library; its packages are ours, linked. */
export async function buildOldVersion(): Promise<OldVersion> {
  const log = await run('git', ['-C', ROOT, 'log', '--skip=1', '-1', '--format=%h', '--', 'services', 'libs']).catch(() => null)
  const commit = log?.stdout.trim()
  if (!commit) throw new NotHere('this is no clone with a history, so there is no commit before')
  const folder = await mkdtemp(join(tmpdir(), 'tl-old-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    await run('sh', ['-c', `git -C "${ROOT}" archive ${commit} | tar -x -C "${folder}"`])
    await linkPackages(folder)
    await run(process.execPath, [join(ROOT, 'node_modules/@typescript/native/bin/tsc'), '-b'], { cwd: folder, timeout: 300_000 })
    return { commit, folder, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Other people's packages are linked one by one; our own lead into the copy. */
async function linkPackages(folder: string): Promise<void> {
  const [from, to] = [join(ROOT, 'node_modules'), join(folder, 'node_modules')]
  await mkdir(join(to, '@tierline'), { recursive: true })
  for (const name of await readdir(from)) if (name !== '@tierline') await symlink(join(from, name), join(to, name))
  for (const name of await readdir(join(from, '@tierline'))) {
    const link = join(from, '@tierline', name)
    if ((await lstat(link)).isSymbolicLink()) await symlink(await readlink(link), join(to, '@tierline', name))
  }
}

/** One roll-up of the copy on the cluster's settings; it has partitions when this resolves. */
export async function startOldRollup(folder: string, environment: Readonly<Record<string, string>>): Promise<{ kill(): Promise<void> }> {
  const child = spawn(process.execPath, [join(folder, 'services/rollup/dist/main.js')], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment, TIERLINE_PORT: '0' } })
  const ended = new Promise<void>((resolve) => { child.once('exit', () => resolve()) })
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString('utf8') })
  await until('the old roll-up to be given partitions', () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said.slice(-2_000)}`)
    return Promise.resolve(/"lane":"live"[^\n]*"partitions":\[\d[^\n]*"joined the group"/.test(said))
  }, 90)
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await ended
      process.off('exit', endWithUs)
    },
  }
}
