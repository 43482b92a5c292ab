import { postEvents } from '@tierline/ingest/import/post-events'

/** What came of the events that were sent. */
export interface SentTally {
  sent: number
  duplicates: number
  quarantined: number
}

/** The demo's way in: the real HTTP door of the running server, with a key like everybody else's. */
export class DemoDoor {
  readonly tally: SentTally = { sent: 0, duplicates: 0, quarantined: 0 }

  constructor(private readonly url: string, private readonly key: string) {}

  /** Sends events; resolves once they are counted. */
  async send(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return
    const reply = await postEvents({ url: this.url, key: this.key, patienceMs: 60_000 }, lines, () => undefined)
    this.tally.sent += reply.accepted
    this.tally.duplicates += reply.duplicates ?? 0
    this.tally.quarantined += reply.quarantined.length
  }

  /** Enters judgements or attributes, all of them or none. */
  async enter(path: '/v1/judgements' | '/v1/attributes', body: readonly object[]): Promise<void> {
    await this.post(path, JSON.stringify(body), 'application/json')
  }

  /** Enters the attributes of a CSV file. */
  async enterCsv(text: string): Promise<void> {
    await this.post('/v1/attributes', text, 'text/csv')
  }

  /** Asks for anything else that takes JSON; resolves with the answer. */
  async ask(method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> {
    return JSON.parse(await this.request(method, path, { text: JSON.stringify(body), type: 'application/json' })) as unknown
  }

  private async post(path: string, text: string, type: string): Promise<void> {
    await this.request('POST', path, { text, type })
  }

  private async request(method: string, path: string, body: { text: string; type: string }): Promise<string> {
    const response = await fetch(new URL(path, this.url), { method, headers: { 'content-type': body.type, authorization: `Bearer ${this.key}` }, body: body.text })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: found status ${response.status}, expected that the demo's own figures are taken. ${text.slice(0, 600)}`)
    return text
  }
}
