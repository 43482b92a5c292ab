import { parsePeriod } from '../period/period.ts'
import type { Period } from '../period/period.ts'
import { parseRubric } from '../rubric/parse-rubric.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'

/** The end of 2021 in Shanghai. */
export const YEAR_END = Date.parse('2021-12-31T23:59:59+08:00')

/** A rubric with one leaf of every kind that tests need, 100 points; every measure counts events of its own name. */
export const SMALL_RUBRIC = `
id: small
version: '1'
title: { zh: 小, en: Small }
sources: [{ id: doc, document: { zh: 文件, en: Document } }]
zone: Asia/Shanghai
effective: { from: 2021-01-01 }
periods: { official: year }
groups: [all]
points: { total: '100', cap: '100', decimals: '2', mode: half_up }
ranking: { by: score, title: { zh: 总分, en: Total } }
tiers: { declared_by: 测试, lines: [{ id: high, title: { zh: 优秀, en: High }, line: '90' }, { id: middle, title: { zh: 良好, en: Middle }, line: '60' }, { id: low, title: { zh: 一般, en: Low } }] }
attributes:
  people: { title: { zh: 人口, en: People }, counted_in: { zh: 人, en: persons } }
  target: { title: { zh: 目标, en: Target }, counted_in: { zh: 件, en: pieces } }
measures:
  done: { title: &m { zh: 完成, en: Done }, counted_in: &u { zh: 件, en: pieces }, of: { event: done }, aggregate: count }
  good: { title: *m, counted_in: *u, of: { event: good }, aggregate: count }
  asked: { title: *m, counted_in: *u, of: { event: asked }, aggregate: count }
  used: { title: *m, counted_in: *u, of: { event: used }, aggregate: count }
  faults: { title: *m, counted_in: *u, of: { event: faults }, aggregate: count }
  extra: { title: *m, counted_in: *u, of: { event: extra }, aggregate: count }
indicators:
  - { id: completion, number: '1', title: &t { zh: 指标, en: Leaf }, definition: *t, points: '30', cite: &c { source: doc, clause: 第1条 }, value: { kind: completion, of: done, target: target, zero_denominator: unknown }, rule: { kind: steps, steps: [{ at_least: 100%, points: '30' }, { at_least: 50%, below: 100%, points: '15' }, { below: 50%, points: '0' }] } }
  - { id: satisfaction, number: '2', title: *t, definition: *t, points: '20', cite: *c, value: { kind: share, part: good, whole: asked, zero_denominator: unknown }, rule: { kind: linear, better: higher, base: 90%, per: 1%, change: '0.3' } }
  - { id: use, number: '3', title: *t, definition: *t, points: '20', cite: *c, value: { kind: per_capita, of: used, people: people, zero_denominator: unknown }, rule: { kind: rank, direction: desc, bands: [{ from: '1', to: '2', points: '20' }, { from: '3', to: '5', points: '10' }, { from: '6', points: '5' }] }, not_applicable: full_marks }
  - { id: order, number: '4', title: *t, definition: *t, points: '10', cite: *c, value: { kind: count, of: faults, when_none: zero }, rule: { kind: per_occurrence, each: '3' } }
  - { id: full, number: '5', title: *t, definition: *t, points: '10', cite: *c, value: { kind: completion, of: done, target: people, zero_denominator: unknown }, rule: { kind: proportional, full: 80% }, not_applicable: exclude }
  - { id: papers, number: '6', title: *t, definition: *t, points: '10', cite: *c, rule: { kind: judgement, least: '2' } }
  - { id: more, number: '7', title: *t, definition: *t, points: '4', bonus: 'true', cite: *c, value: { kind: count, of: extra, when_none: zero }, rule: { kind: award, each: '2' } }
`

/** The small rubric, or a change of it. */
export function smallRubric(change: (text: string) => string = (text) => text): Rubric {
  const read = parseRubric(change(SMALL_RUBRIC), 'small.yaml')
  if ('faults' in read) throw new Error(JSON.stringify(read.faults, null, 1))
  return read.rubric
}

/** The faults of a change of the small rubric. */
export function faultsAfter(change: (text: string) => string): Fault[] {
  const read = parseRubric(change(SMALL_RUBRIC), 'small.yaml')
  return 'faults' in read ? read.faults : []
}

/** The year 2021. */
export function year(): Period {
  const period = parsePeriod('2021', YEAR_END)
  if (!period) throw new Error('2021 is a period')
  return period
}
