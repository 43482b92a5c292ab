import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { Client } from '../../support/client.ts'
import { mixedEvent } from '../events.ts'
import { settle, startProgram } from '../program.ts'
import type { Program } from '../program.ts'
import { against, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'
import { megabytes, memoryBytes } from '../report/machine.ts'

const WARM_UP = 20_000
const EVENTS = 200_000
const REQUEST = 10_000
const SENDERS = 2

/** NDJSON over HTTP until committed, against COPY of the very same rows into equally indexed tables on the same server. */
export const ingest: Section = {
  title: 'Ingest: NDJSON over HTTP, answered after the commit',
  async run() {
    const program = await startProgram()
    try {
      const idle = await memoryBytes(program.app.pid)
      await post(program, 0, WARM_UP)
      await settle(program)
      const seconds = await post(program, WARM_UP, WARM_UP + EVENTS)
      const loaded = await memoryBytes(program.app.pid)
      await settle(program)
      const rate = EVENTS / seconds
      const copied = await copyRate(program)
      return figures(rate, copied, { idle, loaded })
    } finally {
      await program.close()
    }
  },
}

function figures(rate: number, copied: number, memory: Record<'idle' | 'loaded', { own: number; children: number }>): Figure[] {
  const said = ({ own, children }: { own: number; children: number }): string => `${megabytes(own)} + ${megabytes(children)}`
  return [
    told('COPY of the same rows into ledger + event', `${perSecond(copied)}`, 'equal columns and indexes, one COPY a table, same server'),
    told('events over HTTP → committed', `${perSecond(rate)}`, `${EVENTS.toLocaleString('en')} events, ${SENDERS} senders, ${REQUEST.toLocaleString('en')} lines a request; ledger, events, cases, roll-ups, boards scored meanwhile`),
    against('ratio to COPY', rate / copied, { least: 0.35, aim: 0.5, unit: ' ×', decimals: 2 }),
    told('memory at rest (Node + PostgreSQL)', said(memory.idle)),
    told('memory after the load (Node + PostgreSQL)', said(memory.loaded), 'PostgreSQL: 256 MB of it are shared buffers'),
  ]
}

const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')} /s`

/** Events a second over HTTP until committed, on a program of its own. */
export async function embeddedRate(): Promise<number> {
  const program = await startProgram()
  try {
    await post(program, 0, WARM_UP)
    await settle(program)
    return EVENTS / await post(program, WARM_UP, WARM_UP + EVENTS)
  } finally {
    await program.close()
  }
}

const post = ({ client }: Program, from: number, until: number): Promise<number> => postTo(client, from, until)

/** Seconds from the first byte of the first request to the last reply. */
export async function postTo({ url, key }: Pick<Client, 'url' | 'key'>, from: number, until: number): Promise<number> {
  const client = new Client(url, key)
  const bodies: string[] = []
  for (let at = from; at < until; at += REQUEST) bodies.push(Array.from({ length: Math.min(REQUEST, until - at) }, (_, i) => JSON.stringify(mixedEvent(at + i))).join('\n'))
  const started = performance.now()
  await Promise.all(Array.from({ length: SENDERS }, async () => {
    for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) {
      const { status, body: reply } = await client.send('POST', '/v1/events', body, { 'content-type': 'application/x-ndjson' })
      const said = reply as { quarantined: unknown[]; rejected: unknown[] }
      if (status !== 200 || said.quarantined.length + said.rejected.length > 0) throw new Error(`the load was refused: ${status} ${JSON.stringify(reply).slice(0, 300)}`)
    }
  }))
  return (performance.now() - started) / 1000
}

/** Rows a second of COPY into empty twins of both tables, in the order in which they were stored. */
async function copyRate({ sql }: Program): Promise<number> {
  let ms = 0
  let rows = 0
  for (const table of ['ledger', 'event']) {
    await sql.query(`create table bench_${table} (like ${table} including all)`)
    const chunks: Buffer[] = []
    await pipeline(sql.query(copyTo(`copy (select * from ${table} order by ctid) to stdout`)), async (stream) => { for await (const chunk of stream) chunks.push(chunk as Buffer) })
    await sql.query('checkpoint')
    const started = performance.now()
    await pipeline(Readable.from(chunks), sql.query(copyFrom(`copy bench_${table} from stdin`)))
    ms += performance.now() - started
    const counted = await sql.query<{ n: string }>(`select count(*) as n from bench_${table}`)
    rows = Number(counted.rows[0]?.n)
    await sql.query(`drop table bench_${table}`)
  }
  return rows / (ms / 1000)
}
