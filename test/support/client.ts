import { Board, BoardList } from '@tierline/contracts/board'
import { UnitExplanation } from '@tierline/contracts/explanation'
import { IngestReply } from '@tierline/contracts/ingest'
import type { NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import { QuarantineList, Reconciliation } from '@tierline/contracts/quality'

/** One CloudEvent as a test sends it. */
export interface SentEvent {
  specversion: '1.0'
  source: string
  id: string
  type: string
  subject: string
  time: string
  corrects?: string
  data: Record<string, unknown>
}

/** A reply as it came. */
export interface Reply {
  status: number
  headers: Headers
  body: unknown
}

/** A board's address; the period is the rubric's own where it is absent. */
export interface BoardAt {
  rubric: string
  group: string
  period?: string
  at?: string
  reading?: 'known' | 'corrected'
}

/** What a sender, a clerk and a dashboard ask over HTTP; replies are checked against the contracts. */
export class Client {
  constructor(readonly url: string, readonly key: string) {}

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(this.url + path, {
      method, headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { body: text }),
    })
    const said = await response.text()
    return { status: response.status, headers: response.headers, body: said === '' ? null : JSON.parse(said) as unknown }
  }

  /** Sends events as NDJSON and gives the reply; anything but 200 is an error. */
  async events(events: readonly SentEvent[]): Promise<IngestReply> {
    const { status, body } = await this.send('POST', '/v1/events', events.map((event) => JSON.stringify(event)).join('\n'), { 'content-type': 'application/x-ndjson' })
    if (status !== 200) throw new Error(`POST /v1/events answered ${status}: ${JSON.stringify(body)}`)
    return IngestReply.parse(body)
  }

  /** Enters a judgement or an attribute; anything but success is an error. */
  async enter(what: 'judgements' | 'attributes', given: NewJudgement | NewAttribute): Promise<void> {
    const { status, body } = await this.send('POST', `/v1/${what}`, given)
    if (status < 200 || status > 299) throw new Error(`POST /v1/${what} answered ${status}: ${JSON.stringify(body)}`)
  }

  async board(at: BoardAt): Promise<Board> {
    const { rubric, group, ...rest } = at
    return Board.parse(await this.read(`/v1/boards/${rubric}/${group}?${new URLSearchParams(rest).toString()}`))
  }

  async boards(): Promise<BoardList> {
    return BoardList.parse(await this.read('/v1/boards'))
  }

  async explanation(at: BoardAt, unit: string): Promise<UnitExplanation> {
    const { rubric, group, ...rest } = at
    return UnitExplanation.parse(await this.read(`/v1/boards/${rubric}/${group}/units/${unit}?${new URLSearchParams(rest).toString()}`))
  }

  async reconciliation(): Promise<Reconciliation> {
    return Reconciliation.parse(await this.read('/v1/reconciliation'))
  }

  async quarantine(query = ''): Promise<QuarantineList> {
    return QuarantineList.parse(await this.read(`/v1/quarantine${query}`))
  }

  private async read(path: string): Promise<unknown> {
    const { status, body } = await this.send('GET', path)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
