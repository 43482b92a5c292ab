import { rm } from 'node:fs/promises'
import { raw } from '@tierline/platform/database/database'
import { Client } from '../../support/client.ts'
import type { SentEvent } from '../../support/client.ts'
import { startCluster } from '../../support/cluster.ts'
import type { Cluster } from '../../support/cluster.ts'
import { writeRules } from '../../support/rules.ts'
import { committed, withBenchEngines } from '../engines.ts'
import { rubricText } from '../rubric-text.ts'
import { percentile, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'

const UNITS = 40_000
const GROUPS = 10
const LEAVES = 12
const PER_SECOND = 5_000
const SECONDS = 60
const EVERY_MS = 50
const SAMPLE_MS = 200
const START = Date.parse('2026-03-02T08:00:00+08:00')

/** A province's peak on one small machine: 40,000 units in ten groups, 5,000 events a second for a minute, every process of the distributed shape once. */
export const province: Section = {
  title: `A province's peak: ${UNITS.toLocaleString('en')} units, ${PER_SECOND.toLocaleString('en')} events a second`,
  run: () => withBenchEngines(async ({ engines }) => {
    const rules = await provinceRules()
    try {
      const cluster = await startCluster({ engines, ingest: 1, rollup: 1, scoring: 1, live: 0, rules })
      try {
        return await peak(cluster)
      } finally {
        await cluster.stop()
      }
    } finally {
      await rm(rules, { recursive: true, force: true })
    }
  }),
}

async function provinceRules(): Promise<string> {
  const code = (n: number): string => `v${n}`
  const units = Array.from({ length: UNITS }, (_, n) => `  - { code: ${code(n)}, name: 第${n}村, nameEn: Village ${n}, local: true }`)
  const groups = Array.from({ length: GROUPS }, (_, g) => {
    const members = Array.from({ length: UNITS / GROUPS }, (__, i) => code(i * GROUPS + g))
    return `  - { id: g${g}, title: { zh: 第${g}市, en: City ${g} }, units: [${members.join(', ')}] }`
  })
  const rubric = rubricText(LEAVES).replace('groups: [all]', `groups: [${Array.from({ length: GROUPS }, (_, g) => `g${g}`).join(', ')}]`)
  return await writeRules({ rubrics: { 'bench.yaml': rubric }, units: { 'province.yaml': `units:\n${units.join('\n')}\ngroups:\n${groups.join('\n')}\n` } })
}

const eventAt = (n: number): SentEvent => ({
  specversion: '1.0', source: `city-${n % GROUPS}`, id: `p-${n}`, type: 'code.verified', subject: `v${(n * 7_919) % UNITS}`,
  time: new Date(START + Math.floor(n / PER_SECOND) * 1000).toISOString(), data: { checkpoint: `c${(n % LEAVES) + 1}`, count: 1 },
})

/** What was acknowledged by when, and how far behind it the committed position was at each sample. */
interface Course {
  acknowledged: { at: number; total: number }[]
  delaysMs: number[]
  mostBehind: number
  waitingUnits: number[]
}

async function peak(cluster: Cluster): Promise<Figure[]> {
  const course: Course = { acknowledged: [], delaysMs: [], mostBehind: 0, waitingUnits: [] }
  const before = await committed(cluster.db)
  let isSending = true
  const sampling = (async () => {
    while (isSending) {
      await sample(cluster, course, before)
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
    }
  })()
  const started = performance.now()
  const sent = await offer(cluster, course)
  const offered = (performance.now() - started) / 1000
  isSending = false
  await sampling
  for (;;) {
    if ((await committed(cluster.db)) - before >= sent) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const caughtUp = (performance.now() - started) / 1000 - offered
  return [
    told('offered and acknowledged by Kafka', `${Math.round(sent / offered).toLocaleString('en')} /s for ${Math.round(offered)} s`, 'ingest, roll-up, scoring, Kafka, TimescaleDB and the load on the same two cores'),
    told('acknowledged → committed, p50', `${Math.round(percentile(course.delaysMs, 0.5))} ms`, `sampled every ${SAMPLE_MS} ms`),
    told('acknowledged → committed, p99', `${Math.round(percentile(course.delaysMs, 0.99))} ms`),
    told('most records behind', course.mostBehind.toLocaleString('en')),
    told('caught up after the last event in', `${caughtUp.toFixed(1)} s`),
    told('units that waited to be scored, p50', Math.round(percentile(course.waitingUnits, 0.5)).toLocaleString('en'), `of ${UNITS.toLocaleString('en')}; ${LEAVES} indicators each`),
  ]
}

async function offer(cluster: Cluster, course: Course): Promise<number> {
  const ingest = new Client(cluster.process('ingest').url, cluster.client.key)
  const perRequest = (PER_SECOND * EVERY_MS) / 1000
  const replies: Promise<void>[] = []
  const started = performance.now()
  let total = 0
  for (let request = 0; request * EVERY_MS < SECONDS * 1000; request += 1) {
    const events = Array.from({ length: perRequest }, (_, i) => eventAt(request * perRequest + i))
    replies.push(ingest.events(events).then(({ accepted }) => {
      total += accepted
      course.acknowledged.push({ at: performance.now(), total })
    }))
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, started + (request + 1) * EVERY_MS - performance.now())))
  }
  await Promise.all(replies)
  return total
}

async function sample(cluster: Cluster, course: Course, before: number): Promise<void> {
  const { acknowledged, delaysMs, waitingUnits } = course
  const counted = (await committed(cluster.db)) - before
  const now = performance.now()
  const open = acknowledged.find(({ total }) => total > counted)
  delaysMs.push(open ? now - open.at : 0)
  course.mostBehind = Math.max(course.mostBehind, (acknowledged.at(-1)?.total ?? 0) - counted)
  const { n } = await cluster.db.one(raw<{ n: bigint }>(), 'select (select count(distinct unit) from touched) + (select count(*) from board_touched) as n')
  waitingUnits.push(Number(n))
}
