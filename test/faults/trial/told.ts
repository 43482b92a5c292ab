import { WatchPreview } from '@tierline/contracts/alert/watch'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import type { Client } from '../../support/client.ts'
import { HookServer } from '../../support/told/hook-server.ts'
import { eventually, until } from '../../support/until.ts'

/** Whoever is not among the first three on the running year's board, and whoever is not the first: ranks change all the time while writers write. */
const WATCHES: readonly WatchBody[] = (['15', '20'] as const).map((line) => ({
  id: `below-${line}`, title: { zh: `核验得分低于 ${line}`, en: `Verifications below ${line}` }, rubric: 'any-order', group: 'towns', period: 'year',
  condition: { kind: 'indicator', indicator: 'verifications', of: 'points', side: 'below', line },
  holdMinutes: 0, keepFiringMinutes: 0, severity: 'warning', escalation: [], channels: ['hook'], mutedBy: [], enabled: true,
}))

/** A message that its sender had claimed when it lost its database is free again when its lease of 60 s is over. */
const TOLD_WITHIN_S = 120

/** Seqs may share an instant, most of all while the clock's process waits for its database: a unit that falls, comes back and falls again in it has fired twice, rightly. */
const timesIn = (all: readonly string[], one: string): number => all.filter((other) => other === one).length

const Fired = raw<{ watch: string; unit: string; at: number }>()
const Step = raw<{ alert: string; kind: string }>()

/** What the bureau of the fault runs is told, by a webhook of ours. */
export class Told {
  private began = ''

  private constructor(private readonly hook: HookServer, private readonly client: Client, private readonly db: Database) {}

  /** Watches before anything has happened, so that every seq is looked at. */
  static async begin(client: Client, db: Database): Promise<Told> {
    const told = new Told(await HookServer.open(), client, db)
    told.began = new Date(Date.now() - 60_000).toISOString()
    const channel = { id: 'hook', title: { zh: '值班', en: 'On duty' }, target: { kind: 'webhook', url: told.hook.url, secret: 'kept' } }
    await told.put('/v1/channels/hook', { channel, by: 'test', reason: 'test' })
    for (const watch of WATCHES) await told.put(`/v1/watches/${watch.id}`, { watch, by: 'test', reason: 'test' })
    return told
  }

  /** Alerts that stored history does not give, or that were not told, or told twice; one sentence each. Waits until every seq was looked at. */
  async faults(): Promise<string[]> {
    await until('every watch to have looked at every seq, and the clock to have passed the last', async () => (await this.behind()) === 0n, 60)
    const [fired, expected] = [await this.fired(), (await Promise.all(WATCHES.map((watch) => this.expected(watch)))).flat()]
    const silent = await eventually(() => this.untold(), [], TOLD_WITHIN_S)
    const twice = [...this.hook.told].filter(([, messages]) => messages.size > 1)
    return [
      ...(fired.length === 0 ? ['alerts: nothing fired, so nothing was tried'] : []),
      ...[...new Set([...expected, ...fired])].filter((one) => timesIn(fired, one) !== timesIn(expected, one)).slice(0, 3)
        .map((one) => `alerts: ${one} fired ${timesIn(fired, one)} times, and ${timesIn(expected, one)} times in stored history`),
      ...silent.slice(0, 3).map((one) => `alerts: ${one} was never told`),
      ...twice.slice(0, 3).map(([one, messages]) => `alerts: ${one} was told by ${messages.size} messages`),
      ...this.repeated().slice(0, 3),
    ]
  }

  async close(): Promise<void> {
    await this.hook.close()
  }

  private async put(path: string, body: unknown): Promise<void> {
    const reply = await this.client.send('PUT', path, body)
    if (reply.status > 299) throw new Error(`PUT ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
  }

  /** Seqs that a watch has yet to look at, and boards whose last seq is of this very instant, which a preview until now does not hold yet. */
  private async behind(): Promise<bigint> {
    const { n } = await this.db.one(raw<{ n: bigint }>(),
      'select (coalesce(sum(b.seq - s.seq), 0) + count(*) filter (where b.as_of >= (select instant from clock)))::int8 as n from watch_stand s join board b on b.id = s.board')
    return n
  }

  private async fired(): Promise<string[]> {
    const rows = await this.db.rows(Fired, 'select a.watch, u.code as unit, a.fired_at as at from alert a join unit u on u.id = a.unit order by a.id')
    return rows.map(({ watch, unit, at }) => `${watch} ${unit} ${new Date(at).toISOString()}`)
  }

  /** What the same fold over stored history gives. */
  private async expected(watch: WatchBody): Promise<string[]> {
    const { status, body } = await this.client.send('POST', '/v1/watches/preview', { watch, from: this.began, until: new Date().toISOString() })
    if (status > 299) throw new Error(`POST /v1/watches/preview answered ${status}: ${JSON.stringify(body)}`)
    const { alerts, total } = WatchPreview.parse(body)
    if (total > alerts.length) throw new Error(`the preview lists ${alerts.length} of ${total} alerts, so they cannot be compared; make fewer faults`)
    return alerts.map(({ unit, firedAt }) => `${watch.id} ${unit} ${new Date(firedAt).toISOString()}`)
  }

  /** Alerts of whose last firing or recovery no message spoke. */
  private async untold(): Promise<string[]> {
    const steps = await this.db.rows(Step, `select distinct on (alert) alert::text, kind from alert_step where kind in ('fired', 'recovered') order by alert, id desc`)
    return steps.map(({ alert, kind }) => `${alert} ${kind}`).filter((one) => !this.hook.told.has(one))
  }

  /** A message that came again was under way when its sender died, and says so. */
  private repeated(): string[] {
    return this.hook.calls.filter(({ message, body }, at) => this.hook.calls.findIndex((call) => call.message === message) !== at && !body.facts.mayRepeat)
      .map(({ message }) => `alerts: message ${message} came twice and does not say so`)
  }
}
