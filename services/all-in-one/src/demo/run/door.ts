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

  private async post(path: string, body: string, contentType: string): Promise<void> {
    const response = await fetch(new URL(path, this.url), { method: 'POST', headers: { 'content-type': contentType, authorization: `Bearer ${this.key}` }, body })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: found status ${response.status}, expected that the demo's own figures are taken. ${text.slice(0, 600)}`)
  }
}
