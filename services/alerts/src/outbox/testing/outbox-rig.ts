import type { ChannelBody } from '@tierline/contracts/alert/channel'
import { Outbound } from '@tierline/platform/channel/outbound'
import { RobotServer } from '@tierline/platform/channel/testing/robot-server'
import type { RobotKind } from '@tierline/platform/channel/testing/robot-server'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import type { MessagesConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import type { Logger } from '@tierline/platform/logger'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { NO_CALENDAR } from '@tierline/scoring'
import { Registry } from 'prom-client'
import { GROUP_WAIT_MS, giveNotices } from '../../notice/give-notice.ts'
import { seedAlert } from '../../notice/testing/seeded.ts'
import type { SeededAlert } from '../../notice/testing/seeded.ts'
import { Channels } from '../channels.ts'
import { OutboxLoop } from '../outbox-loop.ts'
import type { OutboxPlatform } from '../outbox-loop.ts'

export const START = Date.parse('2026-03-02T09:00:00+08:00')
const SECRETS = { personal: '1'.repeat(64), seal: '2'.repeat(64) }

/** A platform for sending alone, on a database. */
export function outboxPlatform(db: Database, { messages = {}, log = [] as string[] }: { messages?: Partial<MessagesConfig>; log?: string[] } = {}): OutboxPlatform {
  const config = readConfig({})
  const signal = new InProcessSignal()
  const keep = (fields: object, message: string): void => void log.push(`${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? [value.message, value.stack, Object.entries(value)] : value))}`)
  const logger: Logger = { info: keep, warn: keep, error: keep, debug: keep }
  return {
    db, signal, secrets: SECRETS, directory: new Directory(db, signal), isDemo: false, metrics: new Registry(), logger,
    config: { ...config, messages: { publicUrl: 'http://t.example', proxy: null, smtp: null, ...messages } },
  }
}

/** Sending against robots of our own, on a clock that stands until it is moved. */
export class OutboxRig {
  readonly wall = new SimulatedClock(START)
  readonly log: string[] = []
  private readonly outbounds: Outbound[] = []

  private constructor(readonly test: TestDatabase, readonly robots: RobotServer) {}

  static async open(): Promise<OutboxRig> {
    const test = await openTestDatabase()
    let now = (): number => START
    const rig = new OutboxRig(test, await RobotServer.open(() => now()))
    now = () => rig.wall.now()
    return rig
  }

  get db(): Database {
    return this.test.db
  }

  /** Another process on the same database. */
  process(messages: Partial<MessagesConfig> = {}): { loop: OutboxLoop; channels: Channels; platform: OutboxPlatform } {
    const platform = outboxPlatform(this.test.again(), { messages, log: this.log })
    const outbound = new Outbound(platform.config.messages, { now: () => this.wall.now(), times: { connectMs: 500, wholeMs: 500 } })
    this.outbounds.push(outbound)
    return { platform, loop: new OutboxLoop(platform, outbound, { wall: this.wall, random: () => 0 }), channels: new Channels(platform, outbound, this.wall) }
  }

  async addChannel(channels: Channels, kind: RobotKind, body: Partial<ChannelBody> = {}): Promise<string> {
    const id = body.id ?? kind
    await channels.put(id, { channel: { title: { zh: '值班群', en: 'Duty' }, language: 'zh', severityAtLeast: 'notice', enabled: true, target: this.robots.target(kind, id), ...body, id }, by: '张三', reason: '值班' })
    return id
  }

  /** An alert with a step that channels hear of, due once the wait for others is over. */
  async give(board: number, channels: readonly string[], alert: SeededAlert = {}): Promise<number> {
    const { alert: id, step } = await seedAlert(this.db, board, alert)
    await this.db.transaction((tx) => giveNotices(tx, [{ alert: id, board, step, severity: alert.severity ?? 'warning', channels, quiet: null, calendar: NO_CALENDAR, now: this.wall.now() }]))
    return id
  }

  /** Time goes by. */
  pass(ms = GROUP_WAIT_MS): void {
    this.wall.advanceTo(this.wall.now() + ms)
  }

  /** `[kind, channel]` of what an alert's life says of its messages. */
  async steps(alert: number): Promise<[string, string | null][]> {
    const rows = await this.db.rows(raw<{ kind: string; channel: string | null }>(), `select kind, channel from alert_step where alert = $1 and kind in ('sent', 'failed', 'silenced', 'muted') order by id`, [alert])
    return rows.map(({ kind, channel }) => [kind, channel])
  }

  async messages(): Promise<{ state: string; attempts: number; may_repeat: boolean; board: number | null; subject: string }[]> {
    return await this.db.rows(raw<{ state: string; attempts: number; may_repeat: boolean; board: number | null; subject: string }>(), 'select state, attempts, may_repeat, board, subject from message order by id')
  }

  async close(): Promise<void> {
    await Promise.all(this.outbounds.map((outbound) => outbound.close()))
    await this.robots.close()
    await this.test.close()
  }
}
