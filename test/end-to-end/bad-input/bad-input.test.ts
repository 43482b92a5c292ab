import { readFile, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IngestReply } from '@tierline/contracts/ingest'
import { badBodies, badEvents } from '@tierline/ingest/testing/bad-input'
import { dataFolder } from '../../support/data-folder.ts'
import { AppProcess, endOrphan, makeKey } from '../../support/app-process.ts'
import { Client } from '../../support/client.ts'
import type { SentEvent } from '../../support/client.ts'
import { Random } from '../../support/random.ts'
import { until } from '../../support/until.ts'
import { dawdle, flood, mangled } from './hard-senders.ts'

const MB = 1024 * 1024
/** What a hundred megabytes of bad input may cost on top of what the program takes anyway. */
const MEMORY_BOUND_BYTES = 300 * MB
const LINES = { 'content-type': 'application/x-ndjson' }

let folder = ''
let app: AppProcess
let client: Client
let good = 0

beforeAll(async () => {
  folder = await dataFolder()
  app = await AppProcess.start(folder)
  client = new Client(app.url, app.firstKey ?? '')
}, 90_000)

afterAll(async () => {
  await app.stop()
  await endOrphan(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A sound event that must be counted whatever stands around it. */
function sound(): SentEvent {
  return { specversion: '1.0', source: 'good', id: `good-${good++}`, type: 'code.verified', subject: '341502', time: '2021-05-05T10:00:00+08:00', data: { checkpoint: 'gate' } }
}

const post = async (body: string | Buffer): Promise<IngestReply> => {
  const response = await fetch(`${app.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${client.key}`, ...LINES }, body: typeof body === 'string' ? body : new Uint8Array(body) })
  return IngestReply.parse(await response.json())
}

const line = (event: object): string => JSON.stringify(event)

/** The door's own table, without what is bad only for its two units and its clock of 2021. */
const bad = [
  ...badEvents.filter(([name]) => name !== 'an unknown unit' && name !== 'a time just over 24 hours ahead'),
  ['a unit that nobody knows', 'unknown_unit', { specversion: '1.0', source: 'test', id: 'lost', type: 'code.verified', subject: '天边', time: '2021-05-05T10:00:00+08:00', data: {} }] as const,
]

describe('good events among bad ones', () => {
  it('are counted, each bad one between them is said by its index and code', async () => {
    const lines = bad.flatMap(([, , event]) => [line(sound()), line(event)])
    const reply = await post([...lines, line(sound())].join('\n'))
    expect(reply.quarantined.map(({ index, code }) => [index, code])).toEqual(bad.map(([, code], at) => [at * 2 + 1, code]))
    expect(reply).toMatchObject({ accepted: lines.length + 1, rejected: [] })
  })

  it('are counted although lines around them cannot be read at all', async () => {
    const bodies = badBodies.filter(([, , body]) => !Buffer.from(body).includes(10))
    const parts = bodies.flatMap(([, , body]) => [Buffer.from(`${line(sound())}\n`), Buffer.from(body), Buffer.from('\n')])
    const reply = await post(Buffer.concat(parts))
    expect(reply.rejected.map(({ index, code }) => [index, code])).toEqual(bodies.map(([, code], at) => [at * 2 + 1, code]))
    expect(reply.accepted).toBe(bodies.length)
  })
})

describe('a thousand mangled bodies', () => {
  it('get an answer each, and never one that the server is at fault', async () => {
    const random = new Random(7)
    const statuses = new Map<number, number>()
    for (let round = 0; round < 1_000; round += 1) {
      const text = mangled(line({ ...sound(), source: 'mangled', subject: '341503' }), random)
      good -= 1
      const type = random.one(['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/x-ndjson'])
      const response = await fetch(`${app.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${client.key}`, 'content-type': type }, body: new Uint8Array(text) })
      await response.arrayBuffer()
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
    }
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 400)).toEqual([])
    expect(statuses.get(400) ?? 0).toBeGreaterThan(100)
  }, 60_000)
})

describe('bodies of a hundred megabytes and senders that dawdle', () => {
  it('cost neither the process nor its memory, and the good events meanwhile are counted', async () => {
    const before = await residentBytes()
    // A key may have 32 requests open: that is why each sender has one of its own.
    const target = { url: app.url, key: await makeKey(folder, 'hard') }
    const hard = [...Array.from({ length: 4 }, () => flood(target, 100 * MB)), ...Array.from({ length: 25 }, () => dawdle(target, 12_000))]
    let peak = before
    const meanwhile = (async () => {
      for (let round = 0; round < 40; round += 1) {
        expect((await post(Array.from({ length: 10 }, () => line(sound())).join('\n'))).accepted).toBe(10)
        peak = Math.max(peak, await residentBytes())
        await wait(200)
      }
    })()
    const [floods] = await Promise.all([Promise.all(hard.slice(0, 4)), meanwhile, Promise.all(hard)])
    console.info(`resident memory ${Math.round(before / MB)} MB, at most ${Math.round(peak / MB)} MB under 4 × 100 MB bodies and 25 slow senders; the floods were answered: ${floods.join(' · ')}`)
    for (const status of floods) expect(status).toMatch(/^HTTP\/1\.1 (413|400)/)
    expect(peak - before).toBeLessThan(MEMORY_BOUND_BYTES)
  }, 90_000)

  it('leave every good event counted once', async () => {
    const counted = await until('the board to hold every good event', async () => {
      const { balanced, inFlight, sources } = await client.reconciliation()
      return balanced && inFlight === 0 && sources.find(({ source }) => source === 'good')?.outcomes
    })
    expect(counted).toEqual({ counted: good, duplicate: 0, conflicting: 0, quarantined: 0, held: 0 })
    expect((await client.send('GET', '/healthz')).status).toBe(200)
  })
})

/** Resident memory of the program's process (PostgreSQL apart). */
async function residentBytes(): Promise<number> {
  const text = await readFile(`/proc/${app.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) * 1024
}
