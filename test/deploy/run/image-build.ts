import { execFile } from 'node:child_process'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../architecture/source.ts'
import type { Dockerfile } from './programs.ts'

const run = promisify(execFile)

type Stage = Dockerfile['stages'][number]

/**
 * Builds an image's file system below `folder` from its Dockerfile without a container engine: the same COPY and RUN lines, in the same order, one folder a stage.
 * What a RUN line of the last stage does to the system itself (its users) is left out. Gives the root of the last stage.
 */
export async function buildImage({ stages }: Dockerfile, folder: string): Promise<string> {
  const roots = new Map<string, string>()
  const context = await contextFiles()
  for (const stage of stages) {
    const root = join(folder, stage.name)
    roots.set(stage.name, root)
    await buildStage(stage, { root, roots, context, isLast: stage === stages.at(-1) })
  }
  return join(folder, stages.at(-1)?.name ?? '')
}

interface Place {
  root: string
  roots: ReadonlyMap<string, string>
  context: readonly string[]
  isLast: boolean
}

async function buildStage({ commands }: Stage, place: Place): Promise<void> {
  let workdir = place.root
  for (const command of commands) {
    const [, verb = '', rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(command) ?? []
    if (verb === 'WORKDIR') {
      workdir = join(place.root, rest)
      await mkdir(workdir, { recursive: true })
    }
    if (verb === 'COPY') await copy(rest, workdir, place)
    if (verb === 'RUN' && !place.isLast) await runLine(rest, workdir)
  }
}

async function runLine(line: string, cwd: string): Promise<void> {
  await run('sh', ['-c', line], { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`RUN ${line}\n${`${error.stdout ?? ''}${error.stderr ?? ''}`.slice(-4_000)}`)
  })
}

async function copy(rest: string, workdir: string, { roots, context }: Place): Promise<void> {
  const words = rest.split(/\s+/)
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined
  const target = words.pop() ?? ''
  for (const source of words) {
    if (from !== undefined) await copyFrom(join(roots.get(from) ?? '', source), join(workdir, target))
    else await copyContext(context.filter((path) => source === '.' || path === source), source, join(workdir, target))
  }
}

async function copyFrom(source: string, target: string): Promise<void> {
  const isFile = await readFile(source).then(() => true, () => false)
  await cp(source, isFile ? join(target, source.split('/').at(-1) ?? '') : target, { recursive: true, verbatimSymlinks: true })
}

async function copyContext(paths: readonly string[], source: string, target: string): Promise<void> {
  if (paths.length === 0) throw new Error(`COPY ${source}: found nothing of that name that .dockerignore lets through`)
  for (const path of paths) {
    const place = join(target, source === '.' ? path : path.split('/').at(-1) ?? '')
    await mkdir(dirname(place), { recursive: true })
    await cp(join(ROOT, path), place, { verbatimSymlinks: true })
  }
}

/** The checkout's files that .dockerignore lets through; of its patterns the last that matches counts. */
async function contextFiles(): Promise<string[]> {
  const { stdout } = await run('git', ['-C', ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], { maxBuffer: 64 * 1024 * 1024 })
  const lines = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const patterns = lines.map((line) => ({ isKept: line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }))
  const isKept = (path: string): boolean => patterns.findLast(({ pattern }) => pattern.test(path))?.isKept ?? true
  const there = await Promise.all(stdout.split('\0').filter((path) => path !== '' && isKept(path)).map(async (path) => ({ path, isThere: await isFile(join(ROOT, path)) })))
  return there.filter((one) => one.isThere).map(({ path }) => path)
}

const isFile = async (path: string): Promise<boolean> => await readFile(path).then(() => true, () => false)

/** A pattern matches a path and everything below it; `**` stands for any folders, `*` for any part of a name. */
function patternOf(line: string): RegExp {
  const escaped = line.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('**/', '\u0001').replaceAll('*', '[^/]*').replaceAll('\u0001', '(?:.*/)?')
  return new RegExp(`^${escaped}(?:/|$)`)
}

/** As in a container: nothing of the test's own settings. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, HOME: process.env.HOME, CI: 'true' })
