import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ApiKeys } from '@tierline/platform/api-keys'
import { WallClock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import { Client } from './client.ts'
import { openPlace } from './cluster/cluster-place.ts'
import type { ClusterPlace, EngineAddresses } from './cluster/cluster-place.ts'
import { ClusterProcess } from './cluster/cluster-process.ts'
import { openGateway } from './gateway.ts'
import type { Gateway, Service } from './gateway.ts'
import { SHIPPED_RULES } from './rules.ts'
import { until } from './until.ts'

const CLI = fileURLToPath(new URL('../../services/all-in-one/dist/main.js', import.meta.url))

/** How many processes of each service, one where nothing is said (alerts and snapshots: none); more settings for all of them. */
export interface ClusterChoices extends Partial<Record<Service, number>> {
  rules?: string
  environment?: Record<string, string>
  engines?: EngineAddresses
}

/** Tierline as several processes on real engines, behind one origin. */
export interface Cluster {
  /** The one origin of all services. */
  url: string
  /** With a key that may do everything. */
  client: Client
  processes: readonly ClusterProcess[]
  db: Database
  /** Before the names of its topics, groups and channels. */
  prefix: string
  /** What every process is started with. */
  environment: Readonly<Record<string, string>>
  /** One process of a service. */
  process(service: Service, index?: number): ClusterProcess
  /** Starts one more process of a service and waits until it is ready. */
  add(service: Service, environment?: Record<string, string>): Promise<ClusterProcess>
  /** Runs `tierline …` on the cluster's settings, to its end. */
  tierline(...args: string[]): Promise<{ code: number; out: string; err: string }>
  /** Ends every process (in order where it can), then takes the database, topics and files away. */
  stop(): Promise<void>
}

/** Starts all processes at once, as a machine that comes up does, and waits until each is ready; needs `npx tsc -b` to have run. */
export async function startCluster(choices: ClusterChoices = {}): Promise<Cluster> {
  const place = await openPlace(choices.engines)
  const environment = { ...place.environment, TIERLINE_RULES: choices.rules ?? SHIPPED_RULES, ...choices.environment }
  const processes: ClusterProcess[] = []
  let gateway: Gateway | null = null
  const stop = async (): Promise<void> => {
    await gateway?.close()
    await Promise.all(processes.map(endSurely))
    await place.clear()
  }
  try {
    gateway = await openGateway((service) => processes.filter((one) => one.service === service && one.takesRequests).map(({ url }) => url))
    for (const service of SERVICES) processes.push(...Array.from({ length: choices[service] ?? (UNASKED.has(service) ? 0 : 1) }, (_, index) => new ClusterProcess(service, index, { ...environment })))
    await Promise.all(processes.map(async (one) => { await one.start(); await one.untilReady() }))
    return { ...await clusterOf({ place, processes, environment, url: gateway.url }), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const SERVICES: readonly Service[] = ['rollup', 'scoring', 'ingest', 'live', 'alerts', 'snapshots']
/** Started only where a test is about them. */
const UNASKED: ReadonlySet<Service> = new Set(['alerts', 'snapshots'])
/** The processes bound their own stop; one that is not gone by then hangs. */
const STOP_SECONDS = 45

interface Parts {
  place: ClusterPlace
  processes: ClusterProcess[]
  environment: Record<string, string>
  url: string
}

async function clusterOf({ place, processes, environment, url }: Parts): Promise<Omit<Cluster, 'stop'>> {
  const key = await new ApiKeys(place.db, new WallClock()).make({ name: 'cluster', roles: ['ingest', 'judge', 'watch', 'issue', 'admin'] })
  const find = (service: Service, index = 0): ClusterProcess => {
    const found = processes.find((one) => one.service === service && one.index === index)
    if (!found) throw new Error(`The cluster has no process ${service}-${index}; it has ${processes.map(({ name }) => name).join(', ')}.`)
    return found
  }
  const add = async (service: Service, more: Record<string, string> = {}): Promise<ClusterProcess> => {
    const one = new ClusterProcess(service, processes.filter((other) => other.service === service).length, { ...environment, ...more })
    processes.push(one)
    await one.start()
    await one.untilReady()
    return one
  }
  return { url, client: new Client(url, key), processes, db: place.db, prefix: place.prefix, environment, process: find, add, tierline: (...args) => runTierline(args, environment) }
}

/** Runs `tierline …` with settings of its own, to its end. */
export function runTierline(args: readonly string[], environment: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { timeout: 180_000, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...environment } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

async function endSurely(one: ClusterProcess): Promise<void> {
  const stopping = one.stop()
  await until(`${one.name} to end`, () => Promise.resolve(!one.isRunning), STOP_SECONDS).catch(async () => { await one.kill('SIGKILL') })
  await stopping
}
