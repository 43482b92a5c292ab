import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as z from 'zod/mini'
import { parse, stringify } from 'yaml'
import { readConfig } from '@tierline/platform/config'
import { ownerOf } from '../support/gateway.ts'
import { readAlerts } from './run/metric-names.ts'
import { routesOfControllers } from './run/owners.ts'
import { DEPLOY, promtool, renderChart } from './run/programs.ts'
import type { Chart } from './run/programs.ts'

const CHART = join(DEPLOY, 'helm', 'tierline')
const PROCESSES = ['alerts', 'ingest', 'live', 'rollup', 'scoring', 'snapshots']

/** The least that an installation must say. */
const LEAST = {
  database: { existingSecret: { name: 'db', key: 'uri' } }, redis: { existingSecret: { name: 'cache', key: 'uri' } },
  kafka: { brokers: ['k1:9092', 'k2:9092'] }, keys: { existingSecret: { name: 'keys', key: 'secrets.json' } },
}
/** Everything switched on. */
const FULL = {
  ...LEAST, database: { url: 'postgres://t:t@db/t' }, redis: { url: 'redis://cache:6379' }, kafka: { brokers: ['k1:9092'], tls: true, sasl: { existingSecret: { name: 'login' } } },
  rules: { files: { 'units/341500.yaml': 'units: []\n', 'catalogue.yaml': 'types: []\n' } }, settings: { TIERLINE_IDENTITY_HORIZON_DAYS: '400' },
  image: { repository: 'registry.example/tierline', tag: '0.1.0', pullSecrets: [{ name: 'pull' }] },
  ingress: { enabled: true, className: 'nginx', host: 'bang.example', tlsSecret: 'tls' }, networkPolicy: { from: [{ namespaceSelector: {} }], to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] },
  authority: { configMap: 'bureau-ca' }, nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'k', operator: 'Exists' }], podAnnotations: { a: 'b' },
  monitoring: { serviceMonitor: { enabled: true, labels: { release: 'p' } }, prometheusRule: { enabled: true, runbook: 'https://runbook.example/operations' }, board: { enabled: true } },
}

const Text = z.record(z.string(), z.string())
const Metadata = z.object({ name: z.string(), labels: Text })
const EnvVariable = z.object({ name: z.string(), value: z.optional(z.string()), valueFrom: z.optional(z.object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) })) })
const Container = z.object({
  name: z.string(), image: z.string(), args: z.array(z.string()), env: z.array(EnvVariable), ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  livenessProbe: z.unknown(), readinessProbe: z.unknown(), startupProbe: z.unknown(), securityContext: z.unknown(), volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
})
const Deployment = z.object({ metadata: Metadata, spec: z.object({
  replicas: z.number(), selector: z.object({ matchLabels: Text }),
  template: z.object({ metadata: z.object({ labels: Text }), spec: z.object({ terminationGracePeriodSeconds: z.number(), securityContext: z.unknown(), containers: z.array(Container), volumes: z.array(z.object({ name: z.string() })) }) }),
}) })
const Service = z.object({ metadata: Metadata, spec: z.object({ selector: Text, ports: z.array(z.object({ name: z.string(), targetPort: z.string() })) }) })
const Budget = z.object({ spec: z.object({ selector: z.object({ matchLabels: Text }) }) })
const Ingress = z.object({ spec: z.object({ rules: z.array(z.object({ http: z.object({ paths: z.array(z.object({ path: z.string(), backend: z.object({ service: z.object({ name: z.string() }) }) })) }) })) }) })
const Rule = z.object({ spec: z.object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), annotations: Text })) })) }) })

let folder: string
let least: Chart
let full: Chart

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierline-chart-'))
  ;[least, full] = [await render('least', LEAST), await render('full', FULL)]
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function render(name: string, values: unknown): Promise<Chart> {
  const file = join(folder, `${name}.yaml`)
  await writeFile(file, stringify(values))
  return await renderChart(CHART, file)
}

const objectsOf = (chart: Chart, kind: string): Record<string, unknown>[] => chart.manifests.filter(({ object }) => object['kind'] === kind).map(({ object }) => object)
const deploymentsOf = (chart: Chart): z.infer<typeof Deployment>[] => objectsOf(chart, 'Deployment').map((object) => Deployment.parse(object))

describe('the chart', () => {
  it('has nothing against it from Helm, and every manifest is one that Kubernetes knows to the last field', () => {
    for (const chart of [least, full]) {
      expect(chart.messages).toEqual([])
      expect(chart.manifests.filter(({ fault }) => fault !== undefined)).toEqual([])
    }
    expect(full.manifests.map(({ object }) => object['kind'])).toEqual(expect.arrayContaining(['Secret', 'PodDisruptionBudget', 'Ingress', 'ServiceMonitor', 'PrometheusRule', 'NetworkPolicy', 'Deployment', 'ConfigMap', 'Service']))
  })

  it('says all that is missing at once', async () => {
    await expect(renderChart(CHART)).rejects.toThrow(/database\.url.*redis\.url.*kafka\.brokers.*keys\.existingSecret\.name/s)
  })

  it.each([
    ['a name that it does not know', { ...LEAST, replicas: 3 }],
    ['no replica', { ...LEAST, processes: { live: { replicas: 0 } } }],
    ['a broker without a port', { ...LEAST, kafka: { brokers: ['k1'] } }],
    ['a setting of somebody else', { ...LEAST, settings: { NODE_OPTIONS: '-r x' } }],
    ['an ingress without a host', { ...LEAST, ingress: { enabled: true } }],
  ])('refuses %s', async (name, values) => {
    await expect(render(name.replaceAll(' ', '-'), values)).rejects.toThrow(/specifications of the schema/)
  })
})

describe('its processes', () => {
  it('are two of each, found by their services and kept by their budgets', () => {
    const deployments = deploymentsOf(least)
    expect(deployments.map(({ spec }) => [spec.template.spec.containers[0]?.args[0], spec.replicas])).toEqual(PROCESSES.map((name) => [name, 2]))
    const services = objectsOf(least, 'Service').map((object) => Service.parse(object))
    const budgets = objectsOf(least, 'PodDisruptionBudget').map((object) => Budget.parse(object))
    for (const [index, { spec: { selector, template } }] of deployments.entries()) {
      expect(template.metadata.labels).toMatchObject(selector.matchLabels)
      expect(services[index]?.spec.selector).toEqual(selector.matchLabels)
      expect(budgets[index]?.spec.selector.matchLabels).toEqual(selector.matchLabels)
      expect(services[index]?.metadata.labels['app.kubernetes.io/component']).toBe(PROCESSES[index])
      expect(services[index]?.spec.ports[0]?.targetPort).toBe(template.spec.containers[0]?.ports[0]?.name)
    }
  })

  it('run without rights on files that they cannot write, and are asked whether they live and are ready', () => {
    for (const { spec: { template: { spec } } } of deploymentsOf(full)) {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 })
      expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30)
      for (const container of spec.containers) {
        expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } })
        expect([container.startupProbe, container.livenessProbe, container.readinessProbe]).toMatchObject([{ httpGet: { path: '/healthz' } }, { httpGet: { path: '/healthz' } }, { httpGet: { path: '/readyz' } }])
        expect(spec.volumes.map(({ name }) => name)).toEqual(container.volumeMounts.map(({ name }) => name))
      }
    }
  })

  it('get settings that the program accepts, and secrets from secrets', () => {
    for (const chart of [least, full]) {
      const [container] = deploymentsOf(chart)[0]?.spec.template.spec.containers ?? []
      const given = Object.fromEntries(container?.env.map(({ name, value, valueFrom }) => [name, value ?? `${valueFrom?.secretKeyRef.name}/${valueFrom?.secretKeyRef.key}`]) ?? [])
      const config = readConfig(given)
      expect(config).toMatchObject({ shape: 'distributed', databaseUrl: chart === least ? 'db/uri' : 'city-tierline-addresses/database' })
      expect(config.distributed?.redisUrl).toBe(chart === least ? 'cache/uri' : 'city-tierline-addresses/redis')
      expect(config.distributed?.kafka).toMatchObject(chart === least ? { brokers: ['k1:9092', 'k2:9092'], isTls: false, login: null } : { isTls: true, login: { mechanism: 'scram-sha-512', username: 'login/username', password: 'login/password' } })
    }
  })

  it('find the rules at the paths that were given', () => {
    const volumes = deploymentsOf(full)[0]?.spec.template.spec
    const rules = full.manifests.find(({ object }) => object['kind'] === 'Deployment')?.object
    expect(JSON.stringify(rules)).toContain('{"key":"units__341500.yaml","path":"units/341500.yaml"}')
    expect(volumes?.containers[0]?.env.find(({ name }) => name === 'TIERLINE_RULES')?.value).toBe('/etc/tierline/rules')
    const [map] = objectsOf(full, 'ConfigMap').filter((object) => JSON.stringify(object).includes('__341500'))
    expect(map).toMatchObject({ data: { 'units__341500.yaml': 'units: []\n', 'catalogue.yaml': 'types: []\n' } })
  })
})

describe('its ingress', () => {
  it('sends every route to the process whose it is', async () => {
    const [{ spec }] = objectsOf(full, 'Ingress').map((object) => Ingress.parse(object)) as [z.infer<typeof Ingress>]
    const paths = spec.rules.flatMap(({ http }) => http.paths)
    for (const { path, owner } of [...(await routesOfControllers()), { path: '/v1/eventsource', owner: 'live' }, { path: '/', owner: 'live' }]) {
      const longest = paths.filter((one) => isUnder(path, one.path)).sort((a, b) => b.path.length - a.path.length)[0]
      expect({ path, service: longest?.backend.service.name }).toEqual({ path, service: `city-tierline-${owner}` })
      expect(ownerOf(path)).toBe(owner)
    }
  })
})

describe('its alerts', () => {
  it('are the ones of deploy/prometheus, with links to the runbook that was named, and Prometheus takes them', async () => {
    const [{ spec }] = objectsOf(full, 'PrometheusRule').map((object) => Rule.parse(object)) as [z.infer<typeof Rule>]
    const rendered = spec.groups.flatMap(({ rules }) => rules)
    expect(rendered.map(({ alert }) => alert)).toEqual((await readAlerts()).map(({ alert }) => alert))
    for (const { alert, annotations } of rendered) expect(annotations['runbook_url']).toBe(`https://runbook.example/operations#${alert.toLowerCase()}`)
    const file = join(folder, 'rules.yaml')
    const [object] = objectsOf(full, 'PrometheusRule')
    await writeFile(file, stringify((object as { spec: unknown }).spec))
    expect(await promtool('check', 'rules', file)).toContain('SUCCESS')
  })

  it('come with the board, which is the one of deploy/grafana', () => {
    const [map] = objectsOf(full, 'ConfigMap').filter((object) => JSON.stringify(object).includes('tierline.json')) as { data: Record<string, string> }[]
    expect(parse(map?.data['tierline.json'] ?? '')).toMatchObject({ uid: 'tierline' })
  })
})

/** As an Ingress path of the type Prefix matches: whole parts between slashes. */
const isUnder = (path: string, prefix: string): boolean => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`)
