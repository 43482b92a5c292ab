import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { readConfig } from '@tierline/platform/config'
import { ROOT } from '../architecture/source.ts'
import { DEPLOY, readCompose } from './run/programs.ts'

const COMPOSE = join(DEPLOY, 'compose.yaml')
const EXAMPLE = join(DEPLOY, '.env.example')

const Service = z.object({
  image: z.string(), environment: z.optional(z.record(z.string(), z.nullable(z.string()))), command: z.optional(z.nullable(z.array(z.string()))),
  deploy: z.optional(z.object({ replicas: z.optional(z.number()) })), depends_on: z.optional(z.record(z.string(), z.object({ condition: z.string() }))),
  healthcheck: z.optional(z.unknown()), profiles: z.optional(z.array(z.string())), read_only: z.optional(z.boolean()), cap_drop: z.optional(z.array(z.string())),
})
const Project = z.object({ services: z.record(z.string(), Service) })

const PROCESSES = ['ingest', 'rollup', 'scoring', 'live', 'alerts', 'snapshots']

const project = async (env?: string): Promise<z.infer<typeof Project>> => Project.parse(await readCompose(COMPOSE, env))

/** Every setting by name, with what is said of it. */
async function settingsIn(file: string, pattern: RegExp): Promise<string[]> {
  const text = await readFile(file, 'utf8')
  return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort()
}

const known = (): Promise<string[]> => settingsIn(join(ROOT, 'libs/platform/src/config.ts'), /^ {2}(TIERLINE_[A-Z_]+):/gm)

describe('settings', () => {
  it('are all in the example file, and it names no others', async () => {
    expect(await settingsIn(EXAMPLE, /^#?(TIERLINE_[A-Z_]+)=/gm)).toEqual(await known())
  })

  it('are all in the manual, and it names no others', async () => {
    expect(await settingsIn(join(ROOT, 'docs/operations.md'), /`(TIERLINE_[A-Z_]+)`/g)).toEqual(await known())
  })

  it('that compose and the chart give are ones that the program reads', async () => {
    const names = await known()
    for (const file of [COMPOSE, join(DEPLOY, 'helm/tierline/templates/_environment.tpl')]) {
      expect((await settingsIn(file, /\b(TIERLINE_[A-Z_]+)\b/g)).filter((name) => !names.includes(name))).toEqual([])
    }
  })

  it('of the example file can be used as they stand', async () => {
    const text = await readFile(EXAMPLE, 'utf8')
    const given = [...text.matchAll(/^#(TIERLINE_[A-Z_]+)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value])
    const config = readConfig(Object.fromEntries(given) as NodeJS.ProcessEnv)
    expect(config).toMatchObject({ shape: 'distributed', port: 4620, host: '0.0.0.0' })
  })
})

describe('compose', () => {
  it('is a project that Compose takes, with two of every worker behind one origin', async () => {
    const { services } = await project()
    for (const name of PROCESSES) expect({ name, command: services[name]?.command }).toEqual({ name, command: [name] })
    expect(PROCESSES.map((name) => services[name]?.deploy?.replicas ?? 1)).toEqual([1, 2, 2, 2, 2, 2])
    expect(Object.keys(services['proxy']?.depends_on ?? {}).sort()).toEqual([...PROCESSES].sort())
  })

  it('gives each process an environment that the program accepts', async () => {
    const { services } = await project()
    for (const name of PROCESSES) {
      const config = readConfig(services[name]?.environment as NodeJS.ProcessEnv)
      expect(config.distributed).toMatchObject({ redisUrl: 'redis://redis:6379', kafka: { brokers: ['kafka:9092'] } })
      expect(config.databaseUrl).toBe('postgres://tierline:tierline@timescale:5432/tierline')
    }
  })

  it('starts nobody before what it needs answers', async () => {
    const { services } = await project()
    for (const name of PROCESSES) {
      expect(services[name]?.depends_on).toMatchObject({
        kafka: { condition: 'service_healthy' }, timescale: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' }, secrets: { condition: 'service_completed_successfully' },
      })
    }
    for (const name of ['kafka', 'timescale', 'redis', 'proxy']) expect({ name, isChecked: services[name]?.healthcheck !== undefined }).toEqual({ name, isChecked: true })
  })

  it('pins every image and gives no process more than it needs', async () => {
    const { services } = await project()
    for (const [name, { image }] of Object.entries(services)) expect(`${name}: ${image}`).toMatch(/:(local|v?\d+\.\d+(\.\d+)?(-\w+)?)$/)
    for (const name of [...PROCESSES, 'proxy']) expect({ name, service: services[name] }).toMatchObject({ name, service: { read_only: true, cap_drop: ['ALL'] } })
  })

  it('runs the versions that the tests run against', async () => {
    const { services } = await project()
    const pom = await readFile(join(ROOT, 'test/engines/pom.xml'), 'utf8')
    const timescale = await readFile(join(ROOT, 'test/engines/timescale.mjs'), 'utf8')
    expect(services['kafka']?.image).toBe(`apache/kafka:${/<artifactId>kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(pom)?.[1]}`)
    expect(timescale).toContain(`'${services['timescale']?.image}'`)
  })

  it('takes its own settings from the example file', async () => {
    const wanted = [...(await readFile(COMPOSE, 'utf8')).matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name)
    const given = await settingsIn(EXAMPLE, /^#?((?!TIERLINE_)[A-Z_]+)=/gm)
    expect(given).toEqual([...new Set(wanted)].sort())
  })

  it('gives Prometheus every process to watch', async () => {
    const text = parse(await readFile(join(DEPLOY, 'prometheus/prometheus.yaml'), 'utf8')) as { scrape_configs: { job_name: string }[] }
    expect(text.scrape_configs.map(({ job_name: job }) => job)).toEqual([...PROCESSES, 'node'])
  })
})
