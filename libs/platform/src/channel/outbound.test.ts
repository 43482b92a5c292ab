import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ChannelTarget } from '@tierline/contracts/alert/channel'
import type { Answer, OutMessage } from './channel-adapter.ts'
import { DingtalkAdapter, dingtalkSign } from './dingtalk.ts'
import { feishuSign } from './feishu.ts'
import { bytesOf, fitMarkdown } from './fit-bytes.ts'
import { Outbound } from './outbound.ts'
import { RobotServer } from './testing/robot-server.ts'
import type { Behaviour, RobotKind } from './testing/robot-server.ts'
import { webhookSign } from './webhook.ts'

const SECRET = 'SECtest0123456789abcdef'
const KINDS: RobotKind[] = ['wecom', 'dingtalk', 'feishu', 'webhook']
const MESSAGE: OutMessage = { id: 'tierline-message-7', subject: '榜线预警：一镇', text: '一镇 跌破优秀线', markdown: '1. **一镇** 跌破优秀线 [查看](http://t.example/b)', json: { alerts: [{ unit: 'u1' }] }, language: 'zh', items: 1 }
const LONG: OutMessage = { ...MESSAGE, items: 900, markdown: Array.from({ length: 900 }, (_, n) => `${n + 1}. **单位“${n}”** 𠮷 跌破优秀线，[查看](http://t.example/boards/b?unit=${n})`).join('\n') }

// Computed with Python's hmac and with openssl.
describe('signatures', () => {
  it.each([
    ['DingTalk', dingtalkSign(SECRET, 1_634_264_400_123), 'L72dbHSOX7BNRdPnzW3jCEDx0xrJnnGMRAFkxZh7K9M='],
    ['Feishu', feishuSign(SECRET, 1_634_264_400), '/jyovQ6Aong/YQatcP/dZiP9EGsizw5ypel5c2OWC+o='],
    ['a webhook', webhookSign(SECRET, 1_634_264_400, '{"a":"中"}'), '7893d73aa357fa6a0949c3f592313ee76d64ddc7699150b0c6bb8e932bc4fe40'],
  ])('of %s', (_, found, expected) => {
    expect(found).toBe(expected)
  })

  it('of DingTalk stands percent-encoded in the query, beside the milliseconds', () => {
    const { url } = new DingtalkAdapter().request({ kind: 'dingtalk', url: 'https://oapi.dingtalk.com/robot/send?access_token=t', secret: SECRET }, MESSAGE, 1_634_264_400_138)
    expect(url).toBe('https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1634264400138&sign=82XcaoTZvZkFF9P%2B%2Fc%2FjEPtbCLWNXGHS0nCvXAxlNbQ%3D')
  })
})

describe('cutting to bytes', () => {
  it('ends at a character, never inside a link, and says how many there were', () => {
    const message = { markdown: '一二三 [看](http://a.b/c) 四', language: 'zh' as const, items: 9 }
    for (let max = 20; max <= bytesOf(message.markdown); max++) {
      const fitted = fitMarkdown(message, max)
      expect(bytesOf(fitted)).toBeLessThanOrEqual(max)
      expect(fitted).not.toContain('\uFFFD')
      expect(fitted === message.markdown || fitted.endsWith('\n……共 9 条')).toBe(true)
      expect((fitted.match(/\[/g) ?? []).length).toBe((fitted.match(/\[[^\]]*\]\([^)]*\)/g) ?? []).length)
    }
    expect(fitMarkdown({ markdown: '𠮷𠮷𠮷', language: 'zh' }, 11)).toBe('𠮷……')
    expect(fitMarkdown({ markdown: '𠮷𠮷𠮷', language: 'zh' }, 9)).toBe('……')
    expect(fitMarkdown({ markdown: '𠮷𠮷𠮷𠮷', language: 'en', items: 2 }, 15)).toBe('\n… 2 in all')
  })
})

describe('a robot', () => {
  let robots: RobotServer
  let outbound: Outbound
  beforeEach(async () => {
    robots = await RobotServer.open()
    outbound = new Outbound({ proxy: null, smtp: null }, { now: () => Date.now(), times: { connectMs: 500, wholeMs: 500 } })
  })
  afterEach(async () => {
    await outbound.close()
    await robots.close()
  })

  it.each(KINDS)('takes a message, and a long one within its limit: %s', async (kind) => {
    for (const message of [MESSAGE, LONG]) expect(await outbound.send(robots.target(kind), message)).toMatchObject({ outcome: 'sent', status: kind === 'webhook' ? 204 : 200, isWorthRetrying: false })
    expect(robots.taken(kind)).toHaveLength(2)
    expect(robots.heard[1]?.body.includes('……共 900 条')).toBe(kind !== 'webhook')
  })

  it('of ours gets all facts, the same id at every attempt and every file', async () => {
    await outbound.send(robots.target('webhook'), { ...MESSAGE, attachments: [{ name: '通报.csv', mediaType: 'text/csv', content: Buffer.from('a,b') }] })
    expect(robots.heard[0]?.headers['idempotency-key']).toBe('tierline-message-7')
    expect(JSON.parse(robots.heard[0]?.body ?? '')).toEqual({
      id: 'tierline-message-7', subject: MESSAGE.subject, text: MESSAGE.text, language: 'zh', facts: MESSAGE.json, attachments: [{ name: '通报.csv', mediaType: 'text/csv', base64: 'YSxi' }],
    })
  })

  it.each<[kind: RobotKind, what: string, behaviour: Behaviour, answer: Partial<Answer>]>([
    ['wecom', 'too often', { status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }, { outcome: 'failed', isWorthRetrying: true, barredMs: 60_000, status: 200 }],
    ['wecom', 'no such robot', { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }, { outcome: 'failed', isWorthRetrying: false, barredMs: null, detail: '企业微信应答 93000：invalid webhook url' }],
    ['wecom', 'busy', { status: 200, body: '{"errcode":-1,"errmsg":"system busy"}' }, { outcome: 'failed', isWorthRetrying: true, barredMs: null }],
    ['dingtalk', 'too often', { status: 200, body: '{"status":1111,"wait":5,"source":"x5","punish":"deny","errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}' }, { outcome: 'failed', isWorthRetrying: true, barredMs: 600_000 }],
    ['dingtalk', 'a wrong signature', { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }, { outcome: 'failed', isWorthRetrying: false }],
    ['feishu', 'too often', { status: 200, body: '{"code":11232,"msg":"frequency limited"}' }, { outcome: 'failed', isWorthRetrying: true, barredMs: 15_000 }],
    ['feishu', 'too often, by the gateway', { status: 400, body: '{"code":99991400,"msg":"request trigger frequency limit"}' }, { outcome: 'failed', isWorthRetrying: true, barredMs: 15_000 }],
    ['feishu', 'a wrong signature', { status: 200, body: '{"code":19021,"msg":"sign match fail"}' }, { outcome: 'failed', isWorthRetrying: false }],
    ['feishu', 'yes in the old form', { status: 200, body: '{"StatusCode":0,"StatusMessage":"success"}' }, { outcome: 'sent' }],
    ['webhook', 'slower, please', { status: 429, headers: { 'retry-after': '30' } }, { outcome: 'failed', isWorthRetrying: true, barredMs: 30_000, status: 429 }],
    ['webhook', 'a fault of its own', { status: 503, body: 'down' }, { outcome: 'failed', isWorthRetrying: true, status: 503 }],
    ['webhook', 'no', { status: 403 }, { outcome: 'failed', isWorthRetrying: false, status: 403 }],
    ['webhook', 'elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { outcome: 'failed', isWorthRetrying: false, status: 302 }],
    ['wecom', 'a login page', { status: 200, body: '<html>' }, { outcome: 'unknown', isWorthRetrying: true, status: 200 }],
    ['wecom', 'nothing in time', 'never', { outcome: 'unknown', isWorthRetrying: true, status: null }],
    ['wecom', 'nothing, and hangs up', 'cut', { outcome: 'unknown', isWorthRetrying: true, status: null }],
    ['dingtalk', 'nothing after it has taken it', 'takes_and_cuts', { outcome: 'unknown', isWorthRetrying: true }],
    ['webhook', 'more than anybody reads', { status: 500, body: 'x'.repeat(10_000_000) }, { outcome: 'failed', status: 500 }],
  ])('%s says %s', async (kind, _, behaviour, answer) => {
    robots.behaviour = behaviour
    const found = await outbound.send(robots.target(kind), MESSAGE)
    expect(found).toMatchObject(answer)
    expect(found.detail.length).toBeLessThan(600)
    expect(robots.heard).toHaveLength(1)
  })

  it('that is not there was surely not reached', async () => {
    const target = robots.target('wecom')
    await robots.close()
    expect(await outbound.send(target, MESSAGE)).toMatchObject({ outcome: 'failed', isWorthRetrying: true, status: null, detail: '连接不上对方（ECONNREFUSED）' })
    robots = await RobotServer.open()
  })

  it.each(KINDS)('of which an answer repeats every secret shows none of them: %s', async (kind) => {
    const target = robots.target(kind) as Extract<ChannelTarget, { kind: 'webhook' }>
    robots.behaviour = { status: 500, body: `${target.url} ${SECRET} /${kind}/hook-KEYaKEYKEY robotkey-a-0123456789` }
    const { detail } = await outbound.send(target, MESSAGE)
    for (const secret of ['robotkey', 'hook-KEY', ...(kind === 'wecom' ? [] : [SECRET])]) expect(detail).not.toContain(secret)
    expect(detail).toContain('***')
  })
})

describe('through a proxy', () => {
  it('goes every request, and a proxy that refuses is no delivery', async () => {
    const robots = await RobotServer.open()
    const tunnels: string[] = []
    let isOpen = true
    const proxy = createServer((_, response) => void response.writeHead(405).end())
    proxy.on('connect', (request, socket: Socket) => {
      tunnels.push(request.url ?? '')
      if (!isOpen) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      const other = connect(robots.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        other.pipe(socket).pipe(other)
      })
      for (const end of [socket, other]) end.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve) })
    const place = { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, smtp: null }
    const [first, second] = [new Outbound(place), new Outbound(place)]
    expect(await first.send(robots.target('wecom'), MESSAGE)).toMatchObject({ outcome: 'sent' })
    expect(tunnels).toEqual([`127.0.0.1:${robots.port}`])
    isOpen = false
    expect(await second.send(robots.target('wecom'), MESSAGE)).toMatchObject({ outcome: 'failed', isWorthRetrying: true, detail: '连接不上对方（PROXY_REFUSED）' })
    expect(robots.heard).toHaveLength(1)
    await Promise.all([first.close(), second.close(), robots.close()])
    proxy.closeAllConnections()
    await new Promise((resolve) => { proxy.close(resolve) })
  })
})
