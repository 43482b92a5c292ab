import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { ROOT } from '../architecture/source.ts'
import { OF_THE_NODE, readAlerts, readPanels, registeredNames, usesOf } from './run/metric-names.ts'
import type { Alert, Panel, Use } from './run/metric-names.ts'
import { DEPLOY, promtool } from './run/programs.ts'

const RULES = join(DEPLOY, 'prometheus', 'rules.yaml')
const TRIALS = join(DEPLOY, 'prometheus', 'rules_test.yaml')

let alerts: Alert[]
let panels: Panel[]
let names: Awaited<ReturnType<typeof registeredNames>>

beforeAll(async () => {
  ;[alerts, panels, names] = await Promise.all([readAlerts(), readPanels(), registeredNames()])
})

const asked = (): Use[] => [
  ...alerts.flatMap(({ alert, expr }) => usesOf(alert, expr)),
  ...panels.flatMap(({ title, targets }) => targets.flatMap(({ expr }) => usesOf(`panel ${title}`, expr))),
]

describe('alerts', () => {
  it('are rules that Prometheus takes, and so is its configuration', async () => {
    expect(await promtool('check', 'rules', '--lint=all', '--lint-fatal', RULES)).toContain(`SUCCESS: ${alerts.length} rules found`)
    expect(await promtool('check', 'config', '--syntax-only', join(DEPLOY, 'prometheus', 'prometheus.yaml'))).toContain('SUCCESS')
  })

  it('are quiet while all is well and fire once it is not', async () => {
    expect(await promtool('test', 'rules', TRIALS)).toContain('SUCCESS')
  }, 300_000)

  it('are all tried, both ways', async () => {
    const { tests } = parse(await readFile(TRIALS, 'utf8')) as { tests: { name: string; promql_expr_test?: { expr: string; exp_samples: unknown[] }[] }[] }
    for (const { alert } of alerts) {
      const samples = tests.filter(({ name }) => name === alert).flatMap(({ promql_expr_test: trials = [] }) => trials.map(({ exp_samples: expected }) => expected.length))
      expect({ alert, quiet: samples.includes(0), fires: samples.some((count) => count > 0) }).toEqual({ alert, quiet: true, fires: true })
    }
  })

  it('say in both languages what is wrong, and lead to a section that says what to do', async () => {
    const manual = await readFile(join(ROOT, 'docs', 'operations.md'), 'utf8')
    const anchors = new Map([...manual.matchAll(/^#{2,4} (.+)$/gm)].map(([, title = '']) => [anchorOf(title), sectionAfter(manual, title)]))
    for (const { alert, annotations: { summary, summary_zh: chinese, runbook_url: link } } of alerts) {
      const [file, anchor = ''] = link.split('#')
      expect({ alert, file, anchor }).toEqual({ alert, file: 'docs/operations.md', anchor: anchorOf(alert) })
      expect({ alert, section: anchors.get(anchor)?.trim().length ?? 0 }).not.toEqual({ alert, section: 0 })
      expect(anchors.get(anchor)).toMatch(/\*\*Never\*\*/)
      expect(summary).toMatch(/[A-Za-z]/)
      expect(chinese).toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('metrics', () => {
  it('that an alert or the board asks for are registered by the program', () => {
    const unknown = asked().filter(({ name }) => !names.ours.has(name) && !names.ofTheProcess.has(name) && !OF_THE_NODE.includes(name))
    expect(unknown).toEqual([])
  })

  it('that the program registers are shown or watched', () => {
    const shown = new Set(asked().map(({ name }) => name))
    expect([...names.ours].filter((name) => !shown.has(name))).toEqual([])
  })
})

describe('the board', () => {
  it('has panels that do not cover one another and stay inside its 24 columns', () => {
    const covered = panels.flatMap((one, index) => panels.slice(index + 1).filter((other) => overlaps(one, other)).map((other) => `${one.title} and ${other.title}`))
    expect(covered).toEqual([])
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([])
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  })
})

const overlaps = ({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

/** As GitHub makes the anchor of a heading. */
const anchorOf = (title: string): string => title.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')

function sectionAfter(manual: string, title: string): string {
  const start = manual.search(new RegExp(`^#{2,4} ${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'))
  const body = manual.slice(manual.indexOf('\n', start))
  const end = body.search(/^#{2,4} /m)
  return end < 0 ? body : body.slice(0, end)
}
