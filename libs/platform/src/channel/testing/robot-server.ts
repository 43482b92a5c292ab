import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelTarget } from '@tierline/contracts/alert/channel'
import { dingtalkSign } from '../dingtalk.ts'
import { feishuSign } from '../feishu.ts'
import { bytesOf } from '../fit-bytes.ts'
import { webhookSign } from '../webhook.ts'

export type RobotKind = Exclude<ChannelTarget['kind'], 'email'>

/** A request as it came. */
export interface Heard {
  kind: RobotKind
  at: number
  url: URL
  headers: IncomingMessage['headers']
  body: string
  isTaken: boolean
}

/** How the server answers: as the documents say; late or never; by closing the connection before or after it has taken the message; with a status, or any body. */
export type Behaviour = 'well' | 'never' | 'cut' | 'takes_and_cuts' | { status: number; body?: string; headers?: Record<string, string> }

const SECRET = 'SECtest0123456789abcdef'
const MINUTE_MS = 60_000

/** Stands for the robots of WeCom, DingTalk and Feishu and for a webhook, as their documents describe them: HTTP 200 with the error in the body, limits by the clock that is given. */
export class RobotServer {
  readonly heard: Heard[] = []
  behaviour: Behaviour = 'well'
  /** Called with each request before it is answered. */
  onHeard: (heard: Heard) => void = () => undefined
  private readonly blockedUntil = new Map<string, number>()

  private constructor(private readonly server: Server, private readonly now: () => number) {}

  static async open(now: () => number = () => Date.now()): Promise<RobotServer> {
    const server = createServer()
    const robots = new RobotServer(server, now)
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void robots.take(request, response))
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    return robots
  }

  /** Where a robot is reached, with a key in its address and a secret. */
  target(kind: RobotKind, name = 'a'): ChannelTarget {
    const url = `http://127.0.0.1:${this.port}/${kind}/hook-KEY${name}KEYKEY?key=robotkey-${name}-0123456789`
    return kind === 'wecom' ? { kind, url } : { kind, url, secret: SECRET }
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  taken(kind?: RobotKind): Heard[] {
    return this.heard.filter((heard) => heard.isTaken && (kind === undefined || heard.kind === kind))
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => { this.server.close(resolve) })
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://robots')
    const heard: Heard = { kind: url.pathname.split('/')[1] as RobotKind, at: this.now(), url, headers: request.headers, body: Buffer.concat(chunks).toString(), isTaken: false }
    const reply = this.reply(heard)
    this.heard.push(heard)
    this.onHeard(heard)
    this.answer(response, heard, reply)
  }

  private answer(response: ServerResponse, heard: Heard, reply: { status: number; body: string; isTaken: boolean }): void {
    const { behaviour } = this
    heard.isTaken = reply.isTaken && (behaviour === 'well' || behaviour === 'takes_and_cuts' || behaviour === 'never')
    if (behaviour === 'never') return
    if (behaviour === 'cut' || behaviour === 'takes_and_cuts') return void response.socket?.destroy()
    const { status, body = '', headers = {} } = behaviour === 'well' ? { ...reply } : behaviour
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }

  private reply(heard: Heard): { status: number; body: string; isTaken: boolean } {
    const code = RULES[heard.kind]({ heard, before: this.heard.filter(({ url }) => url.pathname === heard.url.pathname), blockedUntil: this.blockedUntil })
    if (heard.kind === 'webhook') return { status: code === 0 ? 204 : 401, body: '', isTaken: code === 0 }
    const body = heard.kind === 'feishu' ? { code, msg: code === 0 ? 'success' : `error ${code}`, data: {} } : { errcode: code, errmsg: code === 0 ? 'ok' : `error ${code} at ${heard.url.href}` }
    return { status: 200, body: JSON.stringify(body), isTaken: code === 0 }
  }
}

interface Judged {
  heard: Heard
  before: Heard[]
  blockedUntil: Map<string, number>
}

const within = ({ heard, before }: Judged, ms: number): number => before.filter(({ at }) => at > heard.at - ms).length

const RULES: Record<RobotKind, (judged: Judged) => number> = {
  wecom: (judged) => {
    const { markdown } = JSON.parse(judged.heard.body) as { markdown: { content: string } }
    if (bytesOf(markdown.content) > 4_096) return 40_058
    return within(judged, MINUTE_MS) >= 20 ? 45_009 : 0
  },
  dingtalk: (judged) => {
    const { heard, blockedUntil } = judged
    const { searchParams, pathname } = heard.url
    if (searchParams.get('sign') !== dingtalkSign(SECRET, Number(searchParams.get('timestamp')))) return 310_000
    if ((blockedUntil.get(pathname) ?? 0) > heard.at) return 130_101
    if (within(judged, MINUTE_MS) >= 20) {
      blockedUntil.set(pathname, heard.at + 10 * MINUTE_MS)
      return 130_101
    }
    return bytesOf(heard.body) > 20_000 ? 460_101 : 0
  },
  feishu: (judged) => {
    const { timestamp, sign } = JSON.parse(judged.heard.body) as { timestamp: string; sign: string }
    if (sign !== feishuSign(SECRET, Number(timestamp))) return 19_021
    if (bytesOf(judged.heard.body) > 20_480) return 19_036
    return within(judged, 1_000) >= 5 || within(judged, MINUTE_MS) >= 100 ? 11_232 : 0
  },
  webhook: ({ heard }) => {
    const seconds = Number(heard.headers['x-tierline-timestamp'])
    return heard.headers['x-tierline-signature'] === `sha256=${webhookSign(SECRET, seconds, heard.body)}` ? 0 : 401
  },
}
