import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Config } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import type { Platform } from '@tierline/platform/platform'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { AlertsProcessModule } from '../alerts.module.ts'

/** An answer over HTTP, read. */
export interface Answer {
  status: number
  text: string
  json: unknown
  headers: Headers
}

/** The alerts service as a process on the database of a scored city, on a port of its own. */
export class AlertsOnCity {
  private ending: Promise<void> | null = null

  private constructor(readonly city: ScoredCity, readonly platform: Platform, private readonly parts: { app: NestFastifyApplication; url: string; key: string; isOwner: boolean }) {}

  static async open(messages: Partial<Config['messages']> = {}): Promise<AlertsOnCity> {
    const city = await ScoredCity.open()
    return await AlertsOnCity.on(city, { signal: city.platform.signal, messages, isOwner: true })
  }

  /** A second process beside this one; no signal goes between them. */
  async beside(): Promise<AlertsOnCity> {
    return await AlertsOnCity.on(this.city, { signal: new InProcessSignal(), messages: this.platform.config.messages, isOwner: false })
  }

  get url(): string {
    return this.parts.url
  }

  /** Asks with a key that may keep watches and answer alerts; `key` null sends none. */
  async ask(method: string, path: string, { body, key = this.parts.key }: { body?: unknown; key?: string | null } = {}): Promise<Answer> {
    const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === null ? {} : { authorization: `Bearer ${key}` }) }
    const reply = await fetch(new URL(`/v1${path}`, this.url), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const text = await reply.text()
    return { status: reply.status, text, headers: reply.headers, json: /json/.test(reply.headers.get('content-type') ?? '') ? JSON.parse(text) as unknown : null }
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path, { key: null })
  }

  /** The stored clock moves; nothing is scored. */
  async clock(instant: string): Promise<void> {
    await this.platform.db.run('insert into clock (instant) values ($1) on conflict (single) do update set instant = excluded.instant', [new Date(instant)])
  }

  /** A watch straight into the tables, as it is kept. */
  async keepWatch(body: Pick<WatchBody, 'id'> & Partial<WatchBody>): Promise<void> {
    const kept = { title: { zh: '跌出优秀', en: 'Out of excellent' }, condition: { kind: 'tier_drop' }, escalation: [], channels: [], ...body }
    for (const table of ['watch (id, version, body, origin, entered_by, entered_at, reason) values ($1, 1, $2, \'entered\'', 'watch_history (watch, version, body, entered_by, entered_at, reason) values ($1, 1, $2']) {
      await this.platform.db.run(`insert into ${table}, '张三', to_timestamp(0), '试')`, [body.id, JSON.stringify(kept)])
    }
  }

  /** The number of a scored board. */
  async board(period = '2021'): Promise<number> {
    return (await this.platform.db.one(raw<{ id: number }>(), 'select id from board where period = $1', [period])).id
  }

  /** The process ends; the city and its database stay. */
  async end(): Promise<void> {
    this.ending ??= this.parts.app.close()
    await this.ending
  }

  async close(): Promise<void> {
    await this.end()
    if (this.parts.isOwner) await this.city.platform.close()
  }

  private static async on(city: ScoredCity, { signal, messages, isOwner }: { signal: Platform['signal']; messages: Partial<Config['messages']>; isOwner: boolean }): Promise<AlertsOnCity> {
    const opened = isOwner ? city.platform : await city.another(signal)
    const { config, rules } = opened
    // The watches of the rules folder are about rubrics that this city does not have.
    const platform: Platform = Object.assign({}, opened, { secrets: { personal: '', seal: 'ab'.repeat(32) }, rules: { ...rules, watches: [] }, config: { ...config, messages: { ...config.messages, ...messages } } })
    const app = await NestFactory.create<NestFastifyApplication>(AlertsProcessModule.of(platform), new FastifyAdapter({ forceCloseConnections: 'idle' }), { logger: false, abortOnError: false })
    app.useGlobalFilters(new ProblemFilter(platform.logger))
    await app.listen(0, '127.0.0.1')
    return new AlertsOnCity(city, platform, { app, url: await app.getUrl(), key: await platform.keys.make({ name: 'duty', roles: ['watch'] }), isOwner })
  }
}
