import { AlertList } from '@tierline/contracts/alert/alert'
import type { Alert } from '@tierline/contracts/alert/alert'
import type { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import { Objection, Snapshot } from '@tierline/contracts/snapshot/snapshot'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { Client, SentEvent } from '../../support/client.ts'
import { CITY } from '../../support/small-city.ts'
import { until } from '../../support/until.ts'

const BOARD = { rubric: CITY.rubric, group: CITY.group }
const NAMED = { by: '经办人甲', reason: '测试用' }

/** How the small city freezes its year: with days to check and to object, so that a snapshot takes every step. */
export const YEARLY: SnapshotPlanBody = {
  id: 'yearly', title: { zh: '年度通报', en: 'Yearly bulletin' }, ...BOARD, period: 'year', schedule: '0 9 5 1 *', steps: { checkingDays: 3, objectionDays: 2 }, algorithm: 'sha256',
  bulletin: { addressees: '各县区人民政府', issuer: '市数据局', praise: { score: '95.00', by: '局办公会', on: '2021-01-04' } }, deliver: [], enabled: true,
}

/** What the people of a bureau do in a small city, through the HTTP door. */
export class Bureau {
  constructor(private readonly client: Client) {}

  async plan(body = YEARLY): Promise<void> {
    await this.change('PUT', `/v1/snapshot-plans/${body.id}`, { plan: body, ...NAMED })
  }

  /** Freezes the city's board as it stands. */
  async freeze(): Promise<Snapshot> {
    return Snapshot.parse(await this.change('POST', '/v1/snapshots', { key: CITY, ...NAMED }))
  }

  /** Takes a snapshot through steps of its life. */
  async move(id: number, ...steps: SnapshotState[]): Promise<void> {
    for (const to of steps) await this.change('POST', `/v1/snapshots/${id}/move`, { to, by: NAMED.by, note: '测试用' })
  }

  /** Freezes the same cut-off anew, with what came late. */
  async revise(id: number): Promise<Snapshot> {
    return Snapshot.parse(await this.change('POST', `/v1/snapshots/${id}/revisions`, NAMED))
  }

  /** A unit disputes one leaf of a snapshot. */
  async object(id: number): Promise<Objection> {
    return Objection.parse(await this.change('POST', `/v1/snapshots/${id}/objections`, { unit: '341503', indicator: 'satisfaction', by: '裕安区', reason: '有三份问卷重复。', evidence: '问卷编号' }))
  }

  /** Grants an objection half a point less. */
  async accept({ id }: Objection): Promise<void> {
    await this.change('POST', `/v1/objections/${id}/decide`, { accept: true, adjustment: '-0.5', ...NAMED })
  }

  /** A watch on the tickets closed on time, of which two units have too few this year, and a channel; resolves with their alerts once they stand. */
  async watch(): Promise<Alert[]> {
    await this.client.events(['341503', '341504'].flatMap(lateTickets))
    await this.change('PUT', '/v1/channels/on-duty', { channel: { id: 'on-duty', title: { zh: '值班', en: 'On duty' }, target: { kind: 'webhook', url: 'http://127.0.0.1:9/', secret: 'not for the log' } }, ...NAMED })
    const condition = { kind: 'indicator', indicator: 'on_time_rate', of: 'value', side: 'below', line: '90', recovery: '93' }
    await this.change('PUT', '/v1/watches/on-time', { watch: { id: 'on-time', title: { zh: '按时办结率', en: 'On time' }, rubric: 'hotline-12345', group: CITY.group, period: 'year', condition }, ...NAMED })
    return await until('both alerts to stand', async () => {
      const { status, body } = await this.client.send('GET', '/v1/alerts')
      const { alerts } = AlertList.parse(status === 200 ? body : null)
      return alerts.length === 2 && alerts
    })
  }

  /** Puts or posts; anything but success is an error. */
  private async change(method: 'PUT' | 'POST', path: string, body: unknown): Promise<unknown> {
    const reply = await this.client.send(method, path, body)
    if (reply.status < 200 || reply.status > 299) throw new Error(`${method} ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
    return reply.body
  }
}

/** Tickets of a unit in the year that runs now, for no other is watched: three closed in time and one late. */
function lateTickets(subject: string): SentEvent[] {
  const opened = Date.now() - 60_000
  const instant = (seconds: number): string => new Date(opened + seconds * 1_000).toISOString()
  return Array.from({ length: 4 }, (_, n) => {
    const [shared, ticket] = [{ specversion: '1.0', source: 'small-city', subject } as const, `${subject}-T${n}`]
    return [
      { ...shared, id: `${ticket}/in`, type: 'ticket.opened', time: instant(0), data: { ticket, due: instant(n === 0 ? 1 : 50) } },
      { ...shared, id: `${ticket}/out`, type: 'ticket.closed', time: instant(30), data: { ticket } },
    ]
  }).flat()
}
