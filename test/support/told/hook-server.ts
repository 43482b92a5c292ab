import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call of a webhook as it came. */
export interface HookCall {
  /** The message's id, by which a receiver knows a message that comes twice. */
  message: string
  body: HookBody
}

/** The part of a webhook's body that these tests read. */
export interface HookBody {
  facts: { mayRepeat: boolean; alerts: { alert: number; kind: string; unit: string }[] }
}

/** A receiver of webhooks on loopback that answers every call with 200 and remembers it. */
export class HookServer {
  readonly calls: HookCall[] = []
  private readonly server = createServer((asked, reply) => {
    let text = ''
    asked.on('data', (chunk: Buffer) => { text += chunk.toString('utf8') })
    asked.once('end', () => {
      this.calls.push({ message: String(asked.headers['idempotency-key'] ?? ''), body: JSON.parse(text) as HookBody })
      reply.setHeader('content-type', 'application/json')
      reply.end('{}')
    })
  })

  static async open(): Promise<HookServer> {
    const hook = new HookServer()
    await new Promise<void>((resolve) => hook.server.listen(0, '127.0.0.1', resolve))
    return hook
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`
  }

  /** How often each step of each alert was told, by different messages. */
  get told(): Map<string, Set<string>> {
    const told = new Map<string, Set<string>>()
    for (const { message, body } of this.calls) {
      for (const { alert, kind } of body.facts.alerts) told.set(`${alert} ${kind}`, (told.get(`${alert} ${kind}`) ?? new Set()).add(message))
    }
    return told
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }
}
