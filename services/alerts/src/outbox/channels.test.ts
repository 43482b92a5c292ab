import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ChannelBody, ChannelTarget } from '@tierline/contracts/alert/channel'
import { readTarget } from '@tierline/platform/channel/channel.store'
import { raw } from '@tierline/platform/database/database'
import { ProblemError } from '@tierline/platform/http/problem'
import { Seal } from '@tierline/platform/seal'
import { seedBoard } from '../notice/testing/seeded.ts'
import { LEASE_MS } from './sender.ts'
import { OutboxRig } from './testing/outbox-rig.ts'

const SECRETS = [/robotkey/, /hook-KEY/, /SECtest/]

let rig: OutboxRig
beforeEach(async () => { rig = await OutboxRig.open() }, 60_000)
afterEach(async () => { await rig.close() })

/** Everything that is stored or logged in the open. */
async function inTheOpen(): Promise<string> {
  const rows = await rig.db.rows(raw(), `select (select json_agg(d) from delivery d)::text as d, (select json_agg(m) from message m)::text as m, (select json_agg(s) from alert_step s)::text as s, (select json_agg(json_build_array(id, body, masked)) from channel)::text as c`)
  return JSON.stringify(rows) + rig.log.join('\n')
}

const body = (target?: ChannelTarget): ChannelBody => ({ id: 'duty', title: { zh: '值班群', en: 'Duty' }, language: 'zh', severityAtLeast: 'warning', enabled: true, ...(target ? { target } : {}) })
const who = { by: '张三', reason: '值班' }

describe('channels', () => {
  it('are kept sealed and shown masked; a change without a target keeps it', async () => {
    const { channels } = rig.process()
    const target = rig.robots.target('dingtalk')
    const shown = await channels.put('duty', { channel: body(target), ...who })
    expect(shown).toMatchObject({ id: 'duty', kind: 'dingtalk', hasSecret: true, waiting: 0, barredUntil: null, last: null, by: '张三', address: `http://127.0.0.1:${rig.robots.port}/…6789` })
    await channels.put('duty', { channel: { ...body(), title: { zh: '新名', en: 'New' } }, ...who })
    expect((await channels.list()).channels).toMatchObject([{ title: { zh: '新名', en: 'New' }, kind: 'dingtalk' }])
    const seal = new Seal(Buffer.from('2'.repeat(64), 'hex'))
    expect((await readTarget(rig.db, seal, 'duty'))?.target).toEqual(target)
    await expect(readTarget(rig.db, new Seal(Buffer.alloc(32)), 'duty')).rejects.toThrow(/sealed with another key/)
    const { sealed } = await rig.db.one(raw<{ sealed: string }>(), `select encode(target, 'escape') as sealed from channel`)
    for (const secret of SECRETS) {
      expect(sealed).not.toMatch(secret)
      expect(JSON.stringify(await channels.list())).not.toMatch(secret)
    }
  })

  it('are refused with every fault, and taken away only where no watch sends there', async () => {
    const { channels } = rig.process()
    const fault = await channels.put('other', { channel: body(), ...who }).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(ProblemError)
    expect((fault as ProblemError).problem).toMatchObject({ status: 400, faults: [{ path: 'channel.id' }, { path: 'channel.target' }] })
    await expect(channels.test('duty')).rejects.toThrow(/There is no channel "duty"/)
    await channels.put('duty', { channel: body(rig.robots.target('wecom')), ...who })
    await seedBoard(rig.db)
    for (const change of [`'{"channels":["duty"]}'`, `'{"channels":[],"escalation":[{"afterMinutes":5,"channels":["duty"]}]}'`]) {
      await rig.db.run(`update watch set body = body || ${change}::jsonb`)
      await expect(channels.remove('duty')).rejects.toMatchObject({ problem: { status: 409, detail: 'Channel duty: found 1 watches that name it (drop), expected none. Take it out of them first, or switch the channel off.' } })
    }
    await rig.db.run(`update watch set body = body || '{"escalation":[]}'`)
    await channels.remove('duty')
    expect(await channels.list()).toEqual({ channels: [] })
    expect(await rig.db.rows(raw(), 'select length(target) as n from channel')).toEqual([{ n: 0 }])
    expect(await channels.put('duty', { channel: body(rig.robots.target('wecom')), ...who })).toMatchObject({ kind: 'wecom' })
  })

})

describe('channels in use', () => {
  it('end the messages of one that was taken away or switched off', async () => {
    const { channels, loop } = rig.process()
    await channels.put('duty', { channel: body(rig.robots.target('wecom')), ...who })
    const board = await seedBoard(rig.db)
    const alert = await rig.give(board, ['duty'])
    await channels.put('duty', { channel: { ...body(), enabled: false }, ...who })
    rig.pass()
    await loop.pass()
    expect(await rig.db.rows(raw(), 'select dropped from notice')).toEqual([{ dropped: 'channel_off' }])
    await rig.db.run(`insert into message (channel, subject, body, state, attempts, due_at, made_at) values ('duty', 's', '{"subject":"s","text":"t","markdown":"t","json":{},"language":"zh","items":1}', 'waiting', 1, $1, $1)`, [new Date(rig.wall.now())])
    await rig.db.run(`update notice set message = (select id from message), dropped = null`)
    await loop.pass()
    expect(await rig.steps(alert)).toEqual([['failed', 'duty']])
    expect((await channels.deliveries('duty')).deliveries).toMatchObject([{ outcome: 'failed', detail: '渠道已停用' }])
    expect(rig.robots.heard).toHaveLength(0)
  })

  it('are tested at once, past the queue, and the answer is told', async () => {
    const { channels, loop } = rig.process()
    await channels.put('duty', { channel: body(rig.robots.target('feishu')), ...who })
    expect(await channels.test('duty')).toEqual({ outcome: 'sent', status: 200, detail: '对方已收下' })
    expect(rig.robots.taken()[0]?.body).toContain('这是发往“值班群”的测试消息')
    rig.robots.behaviour = { status: 200, body: '{"code":19021,"msg":"sign match fail"}' }
    expect(await channels.test('duty')).toEqual({ outcome: 'failed', status: 200, detail: '飞书应答 19021：sign match fail' })
    expect((await channels.list()).channels[0]?.last).toMatchObject({ outcome: 'failed', detail: '飞书应答 19021：sign match fail' })
    rig.robots.behaviour = 'cut'
    expect(await channels.test('duty')).toMatchObject({ outcome: 'unknown', status: null })
    rig.pass(10 * LEASE_MS)
    expect(await loop.pass()).toBe(0)
    expect((await channels.deliveries('duty')).deliveries.map(({ outcome, alerts }) => [outcome, alerts])).toEqual([['unknown', []], ['failed', []], ['sent', []]])
  })

  it('show neither key nor secret in what is stored or logged, however a call fails', async () => {
    const { channels, loop } = rig.process()
    const board = await seedBoard(rig.db)
    const target = rig.robots.target('webhook') as Extract<ChannelTarget, { kind: 'webhook' }>
    await channels.put('duty', { channel: body(target), ...who })
    for (const behaviour of [{ status: 500, body: `${target.url} ${target.secret}` }, { status: 403, body: `bad signature by ${target.secret} at ${new URL(target.url).search}` }, 'cut', 'never'] as const) {
      rig.robots.behaviour = behaviour
      await rig.give(board, ['duty'])
      rig.pass()
      await loop.pass()
      await channels.test('duty')
    }
    await rig.db.run(`update channel set target = 'broken'`)
    await rig.give(board, ['duty'])
    rig.pass(20 * LEASE_MS)
    await loop.pass()
    const open = await inTheOpen()
    expect(open).toContain('403')
    expect(open).toContain('sealed with another key')
    for (const secret of SECRETS) expect(open).not.toMatch(secret)
  })
})
