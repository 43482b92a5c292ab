import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { Client } from 'pg'
import { leaveNothingBehind, own, place } from './own.ts'
import * as timescale from './timescale.mjs'

leaveNothingBehind()

const ask = async (url: string, ...statements: string[]): Promise<unknown[]> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: unknown[] = []
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement))
    return rows
  } finally {
    await client.end().catch(() => undefined)
  }
}
const HYPERTABLE = [
  'create extension if not exists timescaledb', 'create table seen (at timestamptz not null, n int)', "select create_hypertable('seen', 'at')", "insert into seen select '2026-01-01'::timestamptz + n * interval '1 day', n from generate_series(1, 40) n"]

describe('a TimescaleDB of one\'s own', () => {
  it('keeps what was committed over a kill, and tells its edition', async () => {
    const engine = await own(timescale.start({ folder: place(), settings: { max_connections: '17' } }))
    await ask(engine.url, ...HYPERTABLE)
    const before = engine.pid
    await engine.kill()
    await engine.restart()
    expect(engine.pid).not.toBe(before)
    expect(await ask(engine.url, 'select count(*)::int as n, sum(n)::int as sum from seen')).toEqual([{ n: 40, sum: 820 }])
    expect(await ask(engine.url, 'show max_connections')).toEqual([{ max_connections: '17' }])
    expect(await engine.edition()).toBe((await timescale.provide()).image ? 'timescale' : 'apache')
  })

  it('answers nothing while it is paused, and goes on after', async () => {
    const engine = await own(timescale.start({ folder: place() }))
    const client = new Client({ connectionString: engine.url })
    await client.connect()
    await engine.pause()
    let isAnswered = false
    const answer = client.query('select 1').then(() => { isAnswered = true })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(isAnswered).toBe(false)
    await engine.resume()
    await answer
    await client.end()
  })

  it('is dumped and restored, hypertables and all', async () => {
    const folder = place()
    const engine = await own(timescale.start({ folder }))
    const file = join(folder, 'seen.dump')
    await ask(engine.url, ...HYPERTABLE)
    await engine.dump('postgres', file)
    await ask(engine.url, 'truncate seen')
    await engine.restore(file, 'restored')
    expect(await ask(engine.urlOf('restored'), "select count(*)::int as n, (select count(*)::int from timescaledb_information.chunks where hypertable_name = 'seen') as chunks from seen")).toEqual([{ n: 40, chunks: 6 }])
  })

  it('can be had as plain PostgreSQL', async () => {
    const engine = await own(timescale.start({ folder: place(), isPlain: true }))
    expect(await ask(engine.url, "select current_setting('server_version_num')::int / 10000 as major")).toEqual([{ major: 17 }])
    expect(await engine.edition()).toBe('none')
  })

  it('runs out of disk on a small volume, and on again when there is more', async () => {
    const engine = await own(timescale.start({ folder: place(), volumeMb: 150, settings: { max_wal_size: '32MB', min_wal_size: '32MB' } }))
    await ask(engine.url, 'create table filler (t text)')
    const fill = (): Promise<unknown[]> => ask(engine.url, "insert into filler select repeat(md5(n::text), 30) from generate_series(1, 200000) n")
    await expect(fill()).rejects.toThrow(/No space left on device|Connection terminated/)
    await engine.resizeVolume?.(600)
    // Killed, not stopped: a PostgreSQL 17 that is told to shut down while it recovers from its own panic waits for ever.
    await engine.kill()
    await engine.restart()
    await fill()
    expect(await ask(engine.url, 'select count(*)::int as n from filler')).toEqual([{ n: 200_000 }])
  })
})
