import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import { ROOT } from '../../architecture/source.ts'

const run = promisify(execFile)

export const DEPLOY = join(ROOT, 'deploy')

const Stage = z.object({ name: z.string(), from: z.string(), commands: z.array(z.string()) })
const Dockerfile = z.object({ warnings: z.array(z.string()), args: z.array(z.string()), stages: z.array(Stage) })
const Manifest = z.object({ file: z.string(), fault: z.optional(z.string()), object: z.record(z.string(), z.unknown()) })
const Chart = z.object({ messages: z.array(z.string()), manifests: z.array(Manifest), notes: z.string() })

/** A Dockerfile as BuildKit parses it, and what its linter says. */
export type Dockerfile = z.infer<typeof Dockerfile>
/** A chart as Helm renders it; `fault` is what Kubernetes' own types say against a manifest. */
export type Chart = z.infer<typeof Chart>

export const readDockerfile = async (file: string): Promise<Dockerfile> => Dockerfile.parse(await checked('dockerfile', file))

/** Lints and renders a chart; throws with Helm's own words where it cannot. */
export const renderChart = async (folder: string, valuesFile?: string): Promise<Chart> => Chart.parse(await checked('chart', folder, ...(valuesFile ? [valuesFile] : [])))

/** A compose file as `docker compose config` prints it, settings taken from `env` alone. */
export const readCompose = async (file: string, env?: string): Promise<unknown> => await checked('compose', file, ...(env ? [env] : []))

/** Runs promtool; its whole output, thrown where it finds a fault. */
export async function promtool(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(program('promtool'), args, { maxBuffer: 16 * 1024 * 1024 }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`promtool ${args.join(' ')}: ${error.stdout ?? ''}${error.stderr ?? ''}`)
  })
  return stdout + stderr
}

async function checked(...args: string[]): Promise<unknown> {
  const { stdout } = await run(program('deploycheck'), args, { maxBuffer: 16 * 1024 * 1024 })
  return JSON.parse(stdout)
}

function program(name: string): string {
  return join(setting('TIERLINE_DEPLOY_TOOLS'), name)
}

/** The path of the nginx that the suite provides. */
export const nginxPath = (): string => setting('NGINX_PATH')

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set, so there is nothing to check deploy/ with; run it with "node test/run.mjs deploy", which provides it.`)
  return value
}
