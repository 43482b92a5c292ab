import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Channel, ChannelList, DeliveryList, TestReply } from '@tierline/contracts/alert/channel'
import { Problem } from '@tierline/contracts/problem'
import { RobotServer } from '@tierline/platform/channel/testing/robot-server'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { AlertsOnCity } from '../testing/alerts-on-city.ts'

const ROBOTS = ['wecom', 'dingtalk', 'feishu', 'webhook'] as const

let kept: TestDatabase
let alerts: AlertsOnCity
let robots: RobotServer

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  alerts = await AlertsOnCity.open()
  robots = await RobotServer.open()
}, 60_000)
afterEach(async () => {
  await alerts.close()
  await robots.close()
})

const body = (id: string, target?: object): object => ({ channel: { id, title: { zh: `渠道${id}`, en: `Channel ${id}` }, ...(target ? { target } : {}) }, by: '张三', reason: '新建' })
const put = (id: string, target?: object, address = id) => alerts.ask('PUT', `/channels/${address}`, { body: body(id, target) })

describe('channels over HTTP', () => {
  it.each(ROBOTS)('keep a %s, test it, say what was answered, and never show its address or secret', async (kind) => {
    const target = robots.target(kind)
    const answers = [await put('duty', target), await put('duty'), await alerts.ask('POST', '/channels/duty/test'), await alerts.get('/channels'), await alerts.get('/channels/duty/deliveries')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const [entered, kept_, tested, list, deliveries] = answers.map(({ json }) => json)
    expect(Channel.parse(entered)).toMatchObject({ id: 'duty', kind, title: { zh: '渠道duty' }, severityAtLeast: 'notice', enabled: true, hasSecret: kind !== 'wecom', by: '张三', waiting: 0, last: null })
    expect(Channel.parse(kept_)).toMatchObject({ kind, address: Channel.parse(entered).address })
    expect(TestReply.parse(tested)).toMatchObject({ outcome: 'sent' })
    expect(robots.taken(kind)).toHaveLength(1)
    expect(ChannelList.parse(list).channels).toMatchObject([{ id: 'duty', last: { outcome: 'sent' } }])
    expect(DeliveryList.parse(deliveries).deliveries).toMatchObject([{ channel: 'duty', attempt: 1, outcome: 'sent', alerts: [] }])
    for (const { text } of answers) expect(text).not.toMatch(/KEYaKEYKEY|robotkey-a|SECtest/)
  }, 60_000)

  it('tell what the other side refused, without its address', async () => {
    await put('duty', robots.target('wecom'))
    robots.behaviour = { status: 200, body: JSON.stringify({ errcode: 93000, errmsg: `invalid webhook url ${JSON.stringify(robots.target('wecom'))}` }) }
    const { json, text } = await alerts.ask('POST', '/channels/duty/test')
    expect(TestReply.parse(json)).toMatchObject({ outcome: 'failed', status: 200, detail: expect.stringContaining('93000') as unknown })
    expect(text).not.toMatch(/robotkey-a/)
  }, 60_000)

  it('are removed, but not while a watch sends there', async () => {
    await put('duty', robots.target('wecom'))
    await alerts.keepWatch({ id: 'drop', channels: ['duty'] })
    const removal = { body: { by: '张三', reason: '撤群' } }
    const used = await alerts.ask('DELETE', '/channels/duty', removal)
    expect([used.status, Problem.parse(used.json).detail]).toEqual([409, expect.stringContaining('drop') as unknown])
    await alerts.platform.db.run(`update watch set body = body || '{"channels": []}'`)
    const removed = await alerts.ask('DELETE', '/channels/duty', removal)
    expect([removed.status, removed.json]).toEqual([200, { removed: 'duty' }])
    expect(ChannelList.parse((await alerts.get('/channels')).json).channels).toEqual([])
  }, 60_000)

  it('are refused with words, and without a key that may', async () => {
    const target = robots.target('wecom')
    const judge = await alerts.platform.keys.make({ name: 'judge', roles: ['judge'] })
    const cases: [status: number, says: RegExp, asked: Promise<{ status: number; json: unknown }>][] = [
      [400, /channel\.target: found nothing/, put('duty')],
      [400, /channel\.id: found "duty", expected "other"/, put('duty', target, 'other')],
      [400, /channel\.id/, put('Not A Slug', target, 'x')],
      [400, /target/, put('duty', { kind: 'pigeon' })],
      [400, /secret/, put('duty', { kind: 'webhook', url: 'https://a.example/x' })],
      [404, /There is no channel "gone"/, alerts.ask('POST', '/channels/gone/test')],
      [404, /There is no channel "gone"/, alerts.get('/channels/gone/deliveries')],
      [404, /There is no channel "gone"/, alerts.ask('DELETE', '/channels/gone', { body: { by: '甲', reason: '乙' } })],
      [400, /by.*reason/s, alerts.ask('DELETE', '/channels/gone', { body: {} })],
      [401, /no valid API key/, alerts.ask('PUT', '/channels/duty', { body: body('duty', target), key: null })],
      [401, /no valid API key/, alerts.ask('POST', '/channels/duty/test', { key: null })],
      [401, /no valid API key/, alerts.ask('DELETE', '/channels/duty', { body: { by: '甲', reason: '乙' }, key: null })],
      [403, /needs the role watch or admin/, alerts.ask('PUT', '/channels/duty', { body: body('duty', target), key: judge })],
    ]
    for (const [status, says, asked] of cases) {
      const { status: found, json } = await asked
      expect([found, Problem.parse(json).detail]).toEqual([status, expect.stringMatching(says) as unknown])
    }
    expect(robots.heard).toEqual([])
  }, 60_000)
})
