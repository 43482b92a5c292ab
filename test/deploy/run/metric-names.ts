import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Registry, collectDefaultMetrics } from 'prom-client'
import ts from 'typescript'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { eachNode, isTest, readSources } from '../../architecture/source.ts'
import { DEPLOY } from './programs.ts'

/** Where a metric is asked for, and by which name. */
export interface Use {
  place: string
  name: string
}

const OURS = /^tierline_[a-z0-9_]+$/
const IN_EXPRESSION = /\b(?:tierline|process|nodejs|node)_[a-z0-9_]+/g
/** Of the node exporter, which tells how full the disks are. */
export const OF_THE_NODE = ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes']

/** The names that the services register: every such text of the program (tests left out), and prom-client's own about its process. */
export async function registeredNames(): Promise<{ ours: Set<string>; ofTheProcess: Set<string> }> {
  const ours = new Set<string>()
  for (const source of await readSources()) {
    if (isTest(source) || !/^(libs|services)\//.test(source.path)) continue
    eachNode(source.tree, (node) => {
      if (ts.isStringLiteralLike(node) && OURS.test(node.text)) ours.add(node.text)
    })
  }
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const ofTheProcess = new Set(registry.getMetricsAsArray().map(({ name }) => name))
  registry.clear()
  return { ours, ofTheProcess }
}

const Rules = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(z.object({
  alert: z.string(), expr: z.string(), labels: z.object({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.object({ summary: z.string(), summary_zh: z.string(), runbook_url: z.string() }),
})) })) })

/** One alert of deploy/prometheus/rules.yaml. */
export type Alert = z.infer<typeof Rules>['groups'][number]['rules'][number]

export async function readAlerts(): Promise<Alert[]> {
  const text = await readFile(join(DEPLOY, 'prometheus', 'rules.yaml'), 'utf8')
  return Rules.parse(parse(text)).groups.flatMap(({ rules }) => rules)
}

const Board = z.object({ panels: z.array(z.object({
  id: z.number(), title: z.string(), gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }), targets: z._default(z.array(z.object({ expr: z.string() })), []),
})) })

/** One panel of deploy/grafana/tierline.json. */
export type Panel = z.infer<typeof Board>['panels'][number]

export async function readPanels(): Promise<Panel[]> {
  return Board.parse(JSON.parse(await readFile(join(DEPLOY, 'grafana', 'tierline.json'), 'utf8'))).panels
}

/** The metrics that an expression asks for, a histogram by its own name. */
export function usesOf(place: string, expression: string): Use[] {
  return [...expression.matchAll(IN_EXPRESSION)].map(([name]) => ({ place, name: name.replace(/_(bucket|sum|count)$/, '') }))
}
