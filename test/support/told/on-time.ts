import { AlertDetail, AlertList } from '@tierline/contracts/alert/alert'
import type { Alert } from '@tierline/contracts/alert/alert'
import type { Client, SentEvent } from '../client.ts'
import { townAt } from '../many-towns.ts'
import { until } from '../until.ts'

const HOUR_MS = 3_600_000

/** Towns whose tickets are on time or late in the running year, whenever a test runs, and a watch on their share (line 90 %, recovery 93 %) that tells a webhook. */
export class OnTime {
  /** The running year, Asia/Shanghai. */
  readonly period: string
  private readonly opened: number
  private made = 0

  /** `client` is asked for each time, for a program that was started again has another address. */
  constructor(private readonly client: () => Client, private readonly towns: number) {
    const now = Date.now()
    this.period = new Date(now + 8 * HOUR_MS).getUTCFullYear().toString()
    this.opened = Math.max(now - 100 * HOUR_MS, Date.parse(`${this.period}-01-01T00:00:00+08:00`))
  }

  get board(): { rubric: string; group: string; period: string } {
    return { rubric: 'any-order', group: 'towns', period: this.period }
  }

  /** Ten tickets on time for every town; the watch and its channel; resolves once it has looked at all of them. */
  async begin(hookUrl: string): Promise<void> {
    await this.client().events(this.everywhere(10, false))
    await until('every town to be wholly on time', async () => [...(await this.shares()).values()].filter((share) => share === '10/10').length === this.towns, 60)
    await this.change('PUT', '/v1/channels/hook', { channel: { id: 'hook', title: { zh: '值班', en: 'On duty' }, target: { kind: 'webhook', url: hookUrl, secret: 'not for the log' } }, by: '测试', reason: '测试' })
    const watch = {
      id: 'on-time', title: { zh: '按时办结率', en: 'On time' }, rubric: 'any-order', group: 'towns', period: 'year', channels: ['hook'],
      condition: { kind: 'indicator', indicator: 'punctuality', of: 'value', side: 'below', line: '90', recovery: '93' },
    }
    await this.change('PUT', '/v1/watches/on-time', { watch, by: '测试', reason: '测试' })
    await until('the watch to have looked at every town', async () => JSON.stringify((await this.client().send('GET', '/v1/watches/on-time')).body).includes(`"normal":${this.towns}`), 60)
  }

  /** Tickets of every town. */
  everywhere(count: number, isLate: boolean): SentEvent[] {
    return Array.from({ length: this.towns }, (_, town) => this.tickets(town, count, isLate)).flat()
  }

  /** Tickets of one town, each closed half a minute after it came: before it was due, or after. */
  tickets(town: number, count: number, isLate: boolean): SentEvent[] {
    return Array.from({ length: count }, () => {
      this.made += 1
      const [n, at] = [this.made, this.opened + (this.made % 60)]
      const shared = { specversion: '1.0', source: 'on-time', subject: townAt(town) } as const
      return [
        { ...shared, id: `in-${n}`, type: 'ticket.opened', time: new Date(at).toISOString(), data: { ticket: `T${n}`, due: new Date(at + (isLate ? 1_000 : 60_000)).toISOString() } },
        { ...shared, id: `out-${n}`, type: 'ticket.closed', time: new Date(at + 30_000).toISOString(), data: { ticket: `T${n}` } },
      ]
    }).flat()
  }

  /** By town, how many of how many were on time, as the board has it. */
  async shares(): Promise<Map<string, string>> {
    const { rows } = await this.client().board(this.board)
    return new Map(rows.map(({ unit, cells }) => [unit, `${cells['punctuality']?.numerator}/${cells['punctuality']?.denominator}`]))
  }

  /** Every alert, newest first. */
  async alerts(query = 'state=all'): Promise<Alert[]> {
    const found: Alert[] = []
    for (let before: number | null = null; ;) {
      const { alerts: page, next } = AlertList.parse((await this.client().send('GET', `/v1/alerts?${query}&limit=200${before === null ? '' : `&before=${before}`}`)).body)
      found.push(...page)
      if (next === null) return found
      before = next
    }
  }

  async alert(id: number): Promise<AlertDetail> {
    return AlertDetail.parse((await this.client().send('GET', `/v1/alerts/${id}`)).body)
  }

  /** Puts or posts; anything but success is an error. */
  async change(method: 'PUT' | 'POST', path: string, body: unknown): Promise<unknown> {
    const reply = await this.client().send(method, path, body)
    if (reply.status < 200 || reply.status > 299) throw new Error(`${method} ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
    return reply.body
  }
}
