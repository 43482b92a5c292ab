import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import type { ChannelTarget } from '@tierline/contracts/alert/channel'
import type { FileDelivery } from '@tierline/contracts/snapshot/plan'
import type { Answer, OutMessage } from '@tierline/platform/channel/channel-adapter'
import { putChannel } from '@tierline/platform/channel/channel.store'
import { raw } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { Seal } from '@tierline/platform/seal'
import { SnapshotFiles } from '../file/snapshot-files.ts'
import { scoredSnapshot } from '../file/testing/scored-stand.ts'
import { storeFrozen } from '../file/testing/store-frozen.ts'
import { DeliveryLoop, MOST_ATTEMPTS } from './delivery-loop.ts'
import { queueDeliveries } from './delivery.store.ts'

const KEY = '11'.repeat(32)
const HOUR = 3_600_000

let city: ScoredCity
let platform: Platform
let folder: string
let snapshot: number
let hash: string
let now = Date.parse('2026-01-05T02:00:00Z')
let answers: Partial<Answer>[] = []
let sent: { target: ChannelTarget; message: OutMessage }[] = []
let loop: DeliveryLoop

/** The other side: it answers what the test says, and keeps what it was told. */
const outbound = {
  send: async (target: ChannelTarget, message: OutMessage): Promise<Answer> => {
    sent.push({ target, message })
    return await Promise.resolve({ outcome: 'sent', status: 200, detail: 'ok', isWorthRetrying: false, barredMs: null, ...answers.shift() })
  },
}

beforeAll(async () => {
  city = await ScoredCity.open()
  folder = await mkdtemp(join(tmpdir(), 'tierline-exports-'))
  const { config } = city.platform
  platform = Object.assign({}, city.platform, { secrets: { personal: '', seal: KEY }, config: { ...config, files: { exportsFolder: folder, fontsFolder: null }, messages: { ...config.messages, publicUrl: 'http://tierline.test' } } })
  const frozen = await scoredSnapshot()
  hash = frozen.hash
  snapshot = await storeFrozen(platform.db, frozen)
  loop = new DeliveryLoop({ platform, files: new SnapshotFiles(platform.db, platform.config.files), outbound, now: () => now })
})

afterAll(async () => {
  await platform.close()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(() => { now += 24 * HOUR; answers = []; sent = [] })
afterEach(async () => { await platform.db.run('delete from snapshot_delivery'); await platform.db.run(`update snapshot set state = 'issued'`) })

const queue = async (...deliver: FileDelivery[]): Promise<void> => { await platform.db.transaction((tx) => queueDeliveries(tx, { snapshot, plan: { deliver }, now })) }
const rows = async (): Promise<{ target: string; format: string; state: string; attempts: number; detail: string | null }[]> =>
  await platform.db.rows(raw<{ target: string; format: string; state: string; attempts: number; detail: string | null }>(), 'select target, format, state, attempts, detail from snapshot_delivery order by id')
const channel = async (id: string, target: ChannelTarget): Promise<void> => {
  const settings = { title: { zh: id, en: id }, kind: target.kind, language: 'zh' as const, severityAtLeast: 'notice' as const, enabled: true }
  await platform.db.transaction((tx) => putChannel(tx, new Seal(Buffer.from(KEY, 'hex')), { id, settings, target, by: '管理员', at: now }))
}

describe('files of an issued snapshot', () => {
  it('are written into the folder of the plan, whole, and once', async () => {
    await queue({ to: 'folder', folder: 'city/monthly', formats: ['csv', 'json'] })
    await queue({ to: 'folder', folder: 'city/monthly', formats: ['csv', 'json'] })
    expect((await rows()).length).toBe(2)
    await loop.pass()
    expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual([['sent', 1], ['sent', 1]])
    const names = await readdir(join(folder, 'city/monthly'))
    expect(names.sort()).toEqual(['六安市“安康码”应用便民工程绩效考评2021年通报（六安市县区）.csv', '六安市“安康码”应用便民工程绩效考评2021年通报（六安市县区）.json'].sort())
    expect(await readFile(join(folder, 'city/monthly', names.find((name) => name.endsWith('.json')) ?? ''), 'utf8')).toContain(hash)
    expect(await loop.pass()).toBe(0)
  })

  it('never leave the export folder, be it by a link in it', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'tierline-outside-'))
    await mkdir(folder, { recursive: true })
    await symlink(outside, join(folder, 'way-out'))
    await queue({ to: 'folder', folder: 'way-out', formats: ['csv'] })
    await platform.db.run(`insert into snapshot_delivery (snapshot, target, format, state, due_at) values ($1, 'folder:../up', 'csv', 'waiting', $2)`, [snapshot, new Date(now)])
    await loop.pass()
    expect((await rows()).map(({ state, detail }) => [state, /leads out of the export folder/.test(detail ?? '')])).toEqual([['waiting', true], ['waiting', true]])
    expect(await readdir(outside)).toEqual([])
    await rm(outside, { recursive: true })
  })

  it('go to an e-mail channel as attachments, in one mail', async () => {
    await channel('mail', { kind: 'email', to: ['a@example.test'] })
    await queue({ to: 'channel', channel: 'mail', formats: ['docx', 'xlsx'] })
    await loop.pass()
    expect(sent.length).toBe(1)
    expect(sent[0]?.message.attachments?.map(({ name, content }) => [name.split('.').at(-1), content.subarray(0, 2).toString()])).toEqual([['docx', 'PK'], ['xlsx', 'PK']])
    expect(sent[0]?.message.text).toContain(hash)
    expect((await rows()).every(({ state }) => state === 'sent')).toBe(true)
  })

  it('go to a webhook by link, with the hash to check them by', async () => {
    await channel('hook', { kind: 'webhook', url: 'http://other.test/in', secret: 'x' })
    await queue({ to: 'channel', channel: 'hook', formats: ['pdf'] })
    await loop.pass()
    expect(sent[0]?.message.attachments).toEqual([])
    expect(sent[0]?.message.json).toMatchObject({ type: 'snapshot.issued', snapshot, hash, algorithm: 'sha256', files: [{ format: 'pdf', url: `http://tierline.test/v1/snapshots/${snapshot}.pdf` }] })
  })

})

describe('files that could not be handed out', () => {
  it('wait where alerts have used up the channel, and bar it for alerts where the other side says so', async () => {
    await channel('robot', { kind: 'wecom', url: 'http://other.test/in?key=x' })
    await platform.db.run(`update channel set tokens = 0, filled_at = $1 where id = 'robot'`, [new Date(now)])
    await queue({ to: 'channel', channel: 'robot', formats: ['pdf'] })
    await loop.pass()
    expect([sent.length, (await rows())[0]?.state]).toEqual([0, 'waiting'])
    now += HOUR
    answers = [{ outcome: 'failed', isWorthRetrying: true, barredMs: 60_000 }]
    await loop.pass()
    expect(sent).toHaveLength(1)
    expect(await platform.db.one(raw<{ until: number }>(), `select barred_until as until from channel where id = 'robot'`)).toEqual({ until: now + 60_000 })
  })

  it('are tried again, later and later, where another try may go better; in the end they have failed', async () => {
    await channel('hook', { kind: 'webhook', url: 'http://other.test/in', secret: 'x' })
    await queue({ to: 'channel', channel: 'hook', formats: ['csv'] })
    answers = Array.from({ length: MOST_ATTEMPTS }, () => ({ outcome: 'unknown', isWorthRetrying: true, detail: 'no answer' }))
    await loop.pass()
    expect(await loop.pass()).toBe(0)
    for (let more = 1; more < MOST_ATTEMPTS; more++) {
      expect((await rows())[0]?.state).toBe('waiting')
      now += HOUR
      await loop.pass()
    }
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: MOST_ATTEMPTS, detail: 'no answer' }])
    expect(new Set(sent.map(({ message }) => message.id)).size).toBe(1)
  })

  it.each([
    ['a channel that is not there', { to: 'channel', channel: 'nobody', formats: ['csv'] } as const, /没有渠道“nobody”/, 'issued'],
    ['a snapshot that was withdrawn meanwhile', { to: 'folder', folder: 'late', formats: ['csv'] } as const, /已撤回/, 'withdrawn'],
  ])('are not handed out to %s', async (_, delivery, says, state) => {
    await queue({ ...delivery, formats: ['csv'] })
    await platform.db.run('update snapshot set state = $1', [state])
    await loop.pass()
    expect((await rows()).map(({ state: now, detail }) => [now, says.test(detail ?? '')])).toEqual([['failed', true]])
  })

  it('are handed out again after a process died with them, when its lease is over', async () => {
    await queue({ to: 'folder', folder: 'again', formats: ['csv'] })
    const dead = new DeliveryLoop({ platform: Object.assign({}, platform, { db: Object.assign(Object.create(platform.db) as typeof platform.db, { maybe: () => new Promise(() => undefined) }) }), files: new SnapshotFiles(platform.db, platform.config.files), outbound, now: () => now })
    void dead.pass()
    await new Promise((resolve) => { setTimeout(resolve, 500) })
    expect(await loop.pass()).toBe(0)
    now += HOUR
    expect(await loop.pass()).toBe(1)
    expect((await rows())[0]?.state).toBe('sent')
  })
})
