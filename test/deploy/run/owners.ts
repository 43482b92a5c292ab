import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../architecture/source.ts'

/** One route of the program and the process whose it is. */
export interface Route {
  path: string
  owner: string
}

const PROCESSES = ['ingest', 'rollup', 'scoring', 'live', 'alerts', 'snapshots']

/** Every route of the controllers of each process, parameters filled in; what all processes answer (health, metrics) is not among them. */
export async function routesOfControllers(): Promise<Route[]> {
  const found = await Promise.all(PROCESSES.map(async (owner) => {
    const folder = join(ROOT, 'services', owner, 'src')
    const files = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.controller.ts') && !path.startsWith('testing/'))
    const texts = await Promise.all(files.map((path) => readFile(join(folder, path), 'utf8')))
    return texts.flatMap((text) => pathsOf(text).map((path) => ({ path, owner })))
  }))
  return found.flat()
}

function pathsOf(text: string): string[] {
  const [, prefix = ''] = /@Controller\('([^']*)'\)/.exec(text) ?? []
  const methods = [...text.matchAll(/@(?:Get|Post|Put|Patch|Delete)\((?:'([^']*)')?\)/g)].map(([, path = '']) => path)
  return methods.map((path) => `/${[prefix, path].filter((part) => part !== '').join('/').replace(/:\w+/g, '341502')}`)
}
