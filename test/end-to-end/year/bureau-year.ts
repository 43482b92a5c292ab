import { readFile, rm } from 'node:fs/promises'
import { Snapshot, SnapshotDetail, SnapshotList } from '@tierline/contracts/snapshot/snapshot'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { openServer } from '@tierline/all-in-one/server'
import type { Server } from '@tierline/all-in-one/server'
import { Client } from '../../support/client.ts'
import type { SentEvent } from '../../support/client.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { writeRules } from '../../support/rules.ts'
import { until } from '../../support/until.ts'

export const TOWNS = ['a', 'b', 'c', 'd'] as const
export const BOARD = { rubric: 'any-order', group: 'towns' } as const
export const CLERK = '经办人甲'
export const DIRECTOR = '局长乙'

const UNITS = `units:
  - { code: a, name: 甲镇, local: true }
  - { code: b, name: 乙镇, local: true }
  - { code: c, name: 丙镇, local: true }
  - { code: d, name: 丁镇, local: true }
groups:
  - { id: towns, title: { zh: 各镇, en: Towns }, units: [a, b, c, d] }
`
const PLANS = `by: 测试
on: 2021-01-01
plans:
  - id: monthly
    title: { zh: 月度通报, en: Monthly bulletin }
    rubric: any-order
    group: towns
    period: month
    schedule: '0 9 5 * *'
    steps: { checkingDays: 3, objectionDays: 2 }
    bulletin:
      addressees: 各镇人民政府
      issuer: 县数据局
      praise: { score: '85.00', by: 局办公会, on: 2021-01-01 }
      name: { score: '60.00', by: 局办公会, on: 2021-01-01 }
    deliver:
      - { to: folder, folder: monthly, formats: [xlsx, csv, docx, pdf, png, json] }
`

/** A bureau's year on a clock of its own: the real server, embedded, stopped and started as a machine is. */
export class BureauYear {
  readonly clock = new SimulatedClock(Date.parse('2021-01-06T00:00:00+08:00'))
  private server: Server | null = null
  private key = ''
  private sent = 0

  private constructor(readonly folder: string, private readonly rules: string) {}

  static async open(): Promise<BureauYear> {
    const rubric = await readFile(new URL('../rules/any-order.yaml', import.meta.url), 'utf8')
    const year = new BureauYear(await dataFolder(), await writeRules({ rubrics: { 'any-order.yaml': rubric }, units: { 'towns.yaml': UNITS }, more: { 'snapshot-plans/monthly.yaml': PLANS } }))
    await year.start()
    for (const [index, unit] of TOWNS.entries()) {
      for (const [name, value] of Object.entries({ target: String(8 + index), population: String(1_000 + 130 * index) })) await year.client.enter('attributes', { unit, name, value, effective: '2000-01-01', citation: '年鉴', by: CLERK })
    }
    return year
  }

  get client(): Client {
    return new Client(this.server?.url ?? '', this.key)
  }

  async start(): Promise<void> {
    const config = readConfig({ TIERLINE_DATA: this.folder, TIERLINE_PORT: '0', TIERLINE_RULES: this.rules, TIERLINE_LOG_LEVEL: 'error' })
    this.server = await openServer(config, { clock: this.clock })
    this.key = (await this.server.platform.keys.makeFirst()) ?? this.key
  }

  async stop(): Promise<void> {
    await this.server?.stop()
    this.server = null
  }

  async close(): Promise<void> {
    await this.stop()
    for (const folder of [this.folder, this.rules]) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  /** Moves the clock; `day` is a day of 2021 or 2022 with its hour, Asia/Shanghai. */
  until(day: string): void {
    this.clock.advanceTo(Date.parse(`${day}:00+08:00`))
  }

  /** What happens in a month: scans, claims, tickets closed in time and late, by town; another mixture each month. */
  async happen(month: number): Promise<void> {
    const day = `2021-${String(month).padStart(2, '0')}`
    const events = TOWNS.flatMap((unit, index) => [
      this.event(unit, 'code.verified', `${day}-03T10:00:00+08:00`, { checkpoint: 'c', count: 40 + ((index * 17 + month * 29) % 60) }),
      ...Array.from({ length: 6 + ((index + month) % 5) }, (_, n) => this.event(unit, 'code.claimed', `${day}-04T09:00:00+08:00`, { person: `p${unit}${month}${n}` })),
      ...Array.from({ length: 10 }, (_, n) => this.ticket(unit, `${day}-06T08:00:00+08:00`, 12 + ((n * 11 + index * 7 + month * 5) % 50))).flat(),
    ])
    await this.client.events(events)
    await this.settled(day)
  }

  /** Two tickets of a month that come late, and were late. */
  async comeLate(unit: string, month: string): Promise<void> {
    await this.client.events([1, 2].flatMap(() => this.ticket(unit, `${month}-10T08:00:00+08:00`, 70)))
    await this.settled(month)
  }

  /** Waits until a month's board holds everything that was sent. */
  private async settled(period: string): Promise<void> {
    await until(`the board of ${period} to come to rest`, async () => {
      const waiting = await this.server?.platform.db.rows({ parse: (row) => row }, 'select from board_touched union all select from touched')
      const { provisional, rows } = await this.client.board({ ...BOARD, period })
      return waiting?.length === 0 && !provisional && rows.length === TOWNS.length
    }, 60)
  }

  /** The snapshot of a month once it is in a state; the highest revision. */
  async snapshot(period: string, state?: SnapshotState): Promise<SnapshotDetail> {
    const { id } = await until(`the snapshot of ${period}${state ? ` to be ${state}` : ''}`, async () => {
      const { snapshots } = SnapshotList.parse(await this.read(`/v1/snapshots?rubric=any-order&group=towns&period=${period}`))
      const [newest] = snapshots.toSorted((one, other) => other.revision - one.revision)
      return newest && (!state || newest.state === state) && newest
    }, 20)
    return SnapshotDetail.parse(await this.read(`/v1/snapshots/${id}`))
  }

  async move(id: number, to: SnapshotState, by = CLERK): Promise<Snapshot> {
    return Snapshot.parse(await this.write(`/v1/snapshots/${id}/move`, { to, by, note: '测试' }))
  }

  async read(path: string): Promise<unknown> {
    const { status, body } = await this.client.send('GET', path)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  async write(path: string, given: unknown): Promise<unknown> {
    const { status, body } = await this.client.send('POST', path, given)
    if (status < 200 || status > 299) throw new Error(`POST ${path} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  /** A file as it is downloaded. */
  async file(id: number, format: string): Promise<Buffer> {
    const response = await fetch(`${this.client.url}/v1/snapshots/${id}.${format}`)
    if (!response.ok) throw new Error(`GET /v1/snapshots/${id}.${format} answered ${response.status}: ${await response.text()}`)
    return Buffer.from(await response.arrayBuffer())
  }

  private ticket(unit: string, opened: string, hours: number): SentEvent[] {
    const ticket = `T${this.sent}`
    const at = (later: number): string => new Date(Date.parse(opened) + later * 3_600_000).toISOString()
    return [this.event(unit, 'ticket.opened', opened, { ticket, due: at(48) }), this.event(unit, 'ticket.closed', at(hours), { ticket })]
  }

  private event(subject: string, type: string, time: string, data: Record<string, unknown>): SentEvent {
    this.sent += 1
    return { specversion: '1.0', source: 'year', id: `e${this.sent}`, type, subject, time, data }
  }
}
