import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { RobotKind } from '@tierline/platform/channel/testing/robot-server'
import { raw } from '@tierline/platform/database/database'
import { seedBoard } from '../notice/testing/seeded.ts'
import { LEASE_MS } from './sender.ts'
import { OutboxRig } from './testing/outbox-rig.ts'

const KINDS: RobotKind[] = ['wecom', 'dingtalk', 'feishu', 'webhook']
const MINUTE_MS = 60_000

let rig: OutboxRig
beforeEach(async () => { rig = await OutboxRig.open() }, 60_000)
afterEach(async () => { await rig.close() })

/** Messages that wait, straight into the queue, as if their first attempt had failed. */
const queue = (channel: string, count: number): Promise<number> => rig.db.run(
  `insert into message (channel, subject, body, state, attempts, due_at, made_at)
   select $1, 'm' || n, jsonb_build_object('subject', 'm' || n, 'text', 't', 'markdown', 't', 'json', '{}'::jsonb, 'language', 'zh', 'items', 1), 'waiting', 1, $3, $3 from generate_series(1, $2::integer) as n`,
  [channel, count, new Date(rig.wall.now())])

describe('gathering', () => {
  it('makes of 200 notices of one board one message a channel, and loses none', async () => {
    const { loop, channels, platform } = rig.process()
    const board = await seedBoard(rig.db, { units: 200 })
    for (const kind of KINDS) await rig.addChannel(channels, kind)
    const alerts: number[] = []
    for (let n = 1; n <= 200; n++) alerts.push(await rig.give(board, KINDS, { unit: `u${n}` }))
    expect(await loop.pass()).toBe(0)
    rig.pass()
    expect(await loop.pass()).toBe(4)
    expect(KINDS.map((kind) => rig.robots.taken(kind).length)).toEqual([1, 1, 1, 1])
    expect(rig.robots.taken('wecom')[0]?.body).toMatch(/触发 200 条，涉及 200 个单位.*另有 \d+ 个单位/u)
    const { facts } = JSON.parse(rig.robots.taken('webhook')[0]?.body ?? '') as { facts: { alerts: { alert: number }[] } }
    expect(facts.alerts.map(({ alert }) => alert).sort((a, b) => a - b)).toEqual(alerts)
    for (const alert of [alerts[0] ?? 0, alerts[199] ?? 0]) expect(new Set((await rig.steps(alert)).map(String))).toEqual(new Set(KINDS.map((kind) => `sent,${kind}`)))
    expect(await rig.db.rows(raw<{ n: bigint }>(), `select count(*) as n from notice where message is null or dropped is not null`)).toEqual([{ n: 0n }])
    expect(await loop.pass()).toBe(0)
    const metrics = await platform.metrics.metrics()
    expect(metrics).toContain('tierline_messages_total{channel_kind="feishu",outcome="sent"} 1')
    expect(metrics).toContain('tierline_messages_waiting 0')
  })

  it.each([[5, 5, false], [6, 1, true]])('of %i boards makes %i messages', async (count, messages, isDigest) => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'wecom')
    for (let n = 1; n <= count; n++) await rig.give(await seedBoard(rig.db, { period: `2021-0${n}` }), ['wecom'])
    rig.pass()
    await loop.pass()
    expect(rig.robots.taken()).toHaveLength(messages)
    expect((await rig.messages()).every(({ board }) => (board === null) === isDigest)).toBe(true)
    expect(rig.robots.taken()[0]?.body.includes(`汇总：${count} 张榜`)).toBe(isDigest)
  })

})

describe('gathering again', () => {
  it('takes along what of the same board came a little later and still waits for others', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'webhook')
    const [board, another] = [await seedBoard(rig.db), await seedBoard(rig.db, { period: '2021-02' })]
    await rig.give(board, ['webhook'], { unit: 'u1' })
    rig.pass(3_000)
    await rig.give(board, ['webhook'], { unit: 'u2' })
    await rig.give(another, ['webhook'])
    rig.pass(2_000)
    await loop.pass()
    const told = (): number[] => rig.robots.taken('webhook').map(({ body }) => (JSON.parse(body) as { facts: { alerts: unknown[] } }).facts.alerts.length)
    expect(told()).toEqual([2])
    rig.pass(3_000)
    await loop.pass()
    expect(told()).toEqual([2, 1])
  })

  it('lets what comes while a message still waits join it', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'wecom')
    const board = await seedBoard(rig.db)
    await rig.db.run(`update channel set barred_until = $1`, [new Date(rig.wall.now() + MINUTE_MS)])
    for (const unit of ['u1', 'u2']) {
      await rig.give(board, ['wecom'], { unit })
      rig.pass()
      await loop.pass()
    }
    expect(await rig.messages()).toMatchObject([{ state: 'waiting', attempts: 0 }])
    rig.pass(MINUTE_MS)
    await loop.pass()
    expect(rig.robots.taken()).toHaveLength(1)
    expect(rig.robots.taken()[0]?.body).toMatch(/涉及 2 个单位/u)
  })

  it('leaves out what is silenced or muted, and says so once on the alert', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'wecom')
    await rig.addChannel(channels, 'webhook')
    const board = await seedBoard(rig.db)
    const instant = Date.parse('2021-10-15T00:00:00Z')
    await rig.db.run('insert into clock (instant) values ($1)', [new Date(instant)])
    await rig.db.run(`insert into silence (scope, "from", until, entered_by, reason) values ('{"units":["u1"]}', $1, $2, '张三', '检修')`, [new Date(instant), new Date(instant + MINUTE_MS)])
    const [silenced, muter, muted] = [await rig.give(board, ['wecom', 'webhook'], { unit: 'u1' }), await rig.give(board, [], { unit: 'u2' }), await rig.give(board, ['wecom'], { unit: 'u2' })]
    await rig.db.run('update alert set muted_by = $2 where id = $1', [muted, muter])
    rig.pass()
    await loop.pass()
    expect(rig.robots.heard).toHaveLength(0)
    expect(await rig.steps(silenced)).toEqual([['silenced', null]])
    expect(await rig.steps(muted)).toEqual([['muted', null]])
    await rig.db.run('update clock set instant = $1', [new Date(instant + MINUTE_MS)])
    await rig.give(board, ['wecom'], { unit: 'u1' })
    rig.pass()
    await loop.pass()
    expect(rig.robots.taken()).toHaveLength(1)
  })
})

describe('the limits', () => {
  it.each<[kind: RobotKind, count: number, perMinute: number, perSecond: number]>([['wecom', 50, 20, 20], ['dingtalk', 50, 20, 20], ['feishu', 220, 100, 5]])('of %s are kept by two processes, and all %i messages arrive', async (kind, count, perMinute, perSecond) => {
    const [one, other] = [rig.process(), rig.process()]
    await rig.addChannel(one.channels, kind)
    await queue(kind, count)
    const began = rig.wall.now()
    for (; rig.robots.heard.length < count && rig.wall.now() < began + 6 * MINUTE_MS; rig.pass(500)) await Promise.all([one.loop.pass(), other.loop.pass()])
    expect(rig.robots.taken()).toHaveLength(count)
    expect(new Set(rig.robots.taken().map(({ body }) => /["*]m\d+["*]/.exec(body)?.[0])).size).toBe(count)
    const most = (ms: number): number => Math.max(...rig.robots.heard.map(({ at }) => rig.robots.heard.filter((heard) => heard.at > at - ms && heard.at <= at).length))
    expect(most(MINUTE_MS)).toBeLessThanOrEqual(perMinute)
    expect(most(1_000)).toBeLessThanOrEqual(perSecond)
  })

  it('that somebody else used up bar us for as long as DingTalk says', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'dingtalk')
    const target = rig.robots.target('dingtalk', 'dingtalk')
    const url = 'url' in target ? target.url : ''
    for (let n = 0; n < 21; n++) await fetch(url, { method: 'POST', body: '{}' })
    await queue('dingtalk', 2)
    expect(await loop.pass()).toBe(1)
    expect((await channels.list()).channels[0]?.barredUntil).toBe('2026-03-02T01:10:00.000Z')
    const heard = rig.robots.heard.length
    for (let n = 0; n < 9; n++) {
      rig.pass(MINUTE_MS)
      expect(await loop.pass()).toBe(0)
    }
    expect(await channels.test('dingtalk')).toMatchObject({ outcome: 'failed', status: null, detail: '已达对方的频率上限，未发送；请在 60 秒后再试' })
    expect(rig.robots.heard).toHaveLength(heard)
    rig.pass(MINUTE_MS)
    expect(await loop.pass()).toBe(2)
    expect(rig.robots.taken()).toHaveLength(2)
  })
})

describe('an attempt', () => {
  it('that fails is made again after longer and longer pauses, then given up and said on the alert', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'webhook')
    const alert = await rig.give(await seedBoard(rig.db), ['webhook'])
    rig.robots.behaviour = { status: 503, body: 'down' }
    for (rig.pass(); (await rig.steps(alert)).length === 0; rig.pass(5_000)) await loop.pass()
    const pauses = rig.robots.heard.map(({ at }, n) => at - (rig.robots.heard[n - 1]?.at ?? at)).slice(1)
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600].map((seconds) => seconds * 1_000))
    expect(await rig.steps(alert)).toEqual([['failed', 'webhook']])
    const { deliveries } = await channels.deliveries('webhook')
    expect(deliveries).toHaveLength(12)
    expect(deliveries[0]).toMatchObject({ attempt: 12, outcome: 'failed', status: 503, detail: '对方应答 HTTP 503：down', alerts: [alert] })
  })

  it('without an answer is made again three times at most, marked as perhaps repeated', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'webhook')
    const alert = await rig.give(await seedBoard(rig.db), ['webhook'])
    rig.robots.behaviour = 'takes_and_cuts'
    for (rig.pass(); (await rig.steps(alert)).length === 0; rig.pass(5_000)) await loop.pass()
    expect(rig.robots.heard.map(({ body }) => body.includes('（可能重复）'))).toEqual([false, true, true])
  })

  it('that cannot succeed is made once', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'wecom')
    const alert = await rig.give(await seedBoard(rig.db), ['wecom'])
    rig.robots.behaviour = { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }
    rig.pass()
    await loop.pass()
    rig.pass(60 * MINUTE_MS)
    expect(await loop.pass()).toBe(0)
    expect(await rig.steps(alert)).toEqual([['failed', 'wecom']])
  })

  it('to a slow channel keeps no other waiting', async () => {
    const { loop, channels } = rig.process()
    for (const kind of ['wecom', 'webhook'] as const) await rig.addChannel(channels, kind)
    await queue('wecom', 1)
    await queue('webhook', 3)
    rig.robots.onHeard = ({ kind }) => { rig.robots.behaviour = kind === 'wecom' ? 'never' : 'well' }
    await loop.pass()
    expect(rig.robots.taken('webhook')).toHaveLength(3)
    expect((await rig.messages()).filter(({ state }) => state === 'sent')).toHaveLength(3)
  })
})

describe('a process that dies', () => {
  const refuse = (table: string, when: string): Promise<void> => rig.db.script(
    `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$; create trigger die before insert or update on ${table} for each row ${when} execute function die()`)
  const live = (table: string): Promise<void> => rig.db.script(`drop trigger die on ${table}; drop function die()`)

  it('before its claim is committed has sent nothing and lost nothing', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'wecom')
    const alert = await rig.give(await seedBoard(rig.db), ['wecom'])
    rig.pass()
    await refuse('message', `when (new.state = 'sending')`)
    await loop.pass()
    expect(rig.robots.heard).toHaveLength(0)
    await live('message')
    await loop.pass()
    expect(rig.robots.taken()).toHaveLength(1)
    expect(await rig.steps(alert)).toEqual([['sent', 'wecom']])
  })

  it('between answer and record lets another send once more, after its lease, with the words for it; then never again', async () => {
    const [dying, other] = [rig.process(), rig.process()]
    await rig.addChannel(dying.channels, 'wecom')
    const alert = await rig.give(await seedBoard(rig.db), ['wecom'])
    rig.pass()
    await refuse('delivery', '')
    await dying.loop.pass()
    await live('delivery')
    expect(rig.robots.taken()).toHaveLength(1)
    expect(await other.loop.pass()).toBe(0)
    rig.pass(LEASE_MS + 1)
    expect(await other.loop.pass()).toBe(1)
    expect(rig.robots.taken().map(({ body }) => body.includes('（可能重复）'))).toEqual([false, true])
    expect(await rig.messages()).toMatchObject([{ state: 'sent', attempts: 2, may_repeat: true }])
    expect(await rig.steps(alert)).toEqual([['sent', 'wecom']])
    rig.pass(10 * LEASE_MS)
    expect(await other.loop.pass()).toBe(0)
    expect((await other.channels.deliveries('wecom')).deliveries.map(({ outcome }) => outcome)).toEqual(['sent', 'unknown'])
  })

  it('twice over the same message ends it, and says so on the alert', async () => {
    const { loop, channels } = rig.process()
    await rig.addChannel(channels, 'wecom')
    const alert = await rig.give(await seedBoard(rig.db), ['wecom'])
    rig.pass()
    for (let n = 0; n < 2; n++) {
      await refuse('delivery', `when (new.outcome = 'sent')`)
      await loop.pass()
      await live('delivery')
      rig.pass(LEASE_MS + 1)
    }
    await loop.pass()
    expect(rig.robots.taken()).toHaveLength(2)
    expect(await rig.messages()).toMatchObject([{ state: 'failed' }])
    expect(await rig.steps(alert)).toEqual([['failed', 'wecom']])
  })
})
