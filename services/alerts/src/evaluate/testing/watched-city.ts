import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import type { FrozenFacts } from '@tierline/contracts/alert/alert'
import { WatchBody } from '@tierline/contracts/alert/watch'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { Watches } from '../../watch/watches.ts'
import { WatchLoop } from '../watch-loop.ts'

/** An alert as a test looks at it. */
export interface SeenAlert {
  id: bigint
  unit: string
  watch: string
  state: string
  ended: string | null
  seq: bigint
  fired_at: number
  ended_at: number | null
  escalates_at: number | null
  muted_by: bigint | null
  facts: FrozenFacts
}

const BASE = { id: 'drop', title: { zh: '跌出优秀', en: 'Out of best' }, rubric: 'trial', group: 'towns', period: 'year', condition: { kind: 'tier_drop', line: { tier: 'best' } }, channels: ['duty'] }

/** Three towns with a watch on them, on a real database; whose boards a test writes, and who is looked at when a test says so. */
export class WatchedCity {
  readonly watches: Watches
  readonly loop: WatchLoop
  readonly db: Database

  private constructor(readonly city: ScoredCity) {
    this.db = city.platform.db
    const rubrics = new StoredRubrics(this.db)
    this.watches = new Watches(city.platform, rubrics)
    this.loop = new WatchLoop(city.platform, rubrics)
  }

  /** t1 leads with 20 points, t2 and t3 have 14; the line of the best is 15. */
  static async open(): Promise<WatchedCity> {
    const watched = new WatchedCity(await ScoredCity.open())
    await watched.db.run(`insert into channel (id, body, target, masked, has_secret, entered_by, entered_at) values ('duty', '{"severityAtLeast":"notice","enabled":true}', '', '', false, 'b', to_timestamp(0))`)
    for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await watched.verify(unit, count, '2021-10-30T09:00:00+08:00')
    await watched.score('2021-11-01T08:00:00+08:00')
    return watched
  }

  close(): Promise<void> {
    return this.city.platform.close()
  }

  /** Another process on the same database. */
  async another(): Promise<WatchLoop> {
    const platform: Platform = await this.city.another()
    return new WatchLoop(platform, new StoredRubrics(platform.db))
  }

  async put(more: object = {}): Promise<void> {
    const body = WatchBody.parse({ ...BASE, ...more })
    await this.watches.put(body.id, { watch: body, by: '张三', reason: '月初布置' })
  }

  async verify(unit: string, count: number, time: string): Promise<void> {
    await this.city.arrive(unit, 'code.verified', { time, data: { count, checkpoint: 'gate' } })
  }

  async score(instant: string): Promise<void> {
    await this.city.score(instant)
  }

  /** The stored clock alone moves on. */
  async clock(instant: string): Promise<void> {
    this.city.clock.advanceTo(Date.parse(instant))
    await this.db.run('update clock set instant = $1', [new Date(instant)])
  }

  alerts(): Promise<SeenAlert[]> {
    return this.db.rows(raw<SeenAlert>(), 'select a.id, u.code as unit, a.watch, a.state, a.ended, a.seq, a.fired_at, a.ended_at, a.escalates_at, a.muted_by, a.facts from alert a join unit u on u.id = a.unit order by a.id')
  }

  /** The steps of all alerts, as `unit kind`. */
  async steps(): Promise<string[]> {
    return (await this.db.rows(raw<{ step: string }>(), `select u.code || ' ' || s.kind as step from alert_step s join alert a on a.id = s.alert join unit u on u.id = a.unit order by s.id`)).map(({ step }) => step)
  }

  /** What channels are to be told, as `unit kind`. */
  async notices(): Promise<string[]> {
    return (await this.db.rows(raw<{ notice: string }>(), `select u.code || ' ' || s.kind as notice from notice n join alert_step s on s.id = n.step join alert a on a.id = n.alert join unit u on u.id = a.unit order by n.id`)).map(({ notice }) => notice)
  }

  async states(watch = 'drop'): Promise<Record<string, string>> {
    const rows = await this.db.rows(raw<{ code: string; state: string }>(), 'select u.code, i.state from watch_instance i join unit u on u.id = i.unit where i.watch = $1 order by u.code', [watch])
    return Object.fromEntries(rows.map(({ code, state }) => [code, state]))
  }

  /** So many units more, each with the history of t1. */
  async cloneFirst(count: number): Promise<void> {
    await this.db.run(`insert into unit (code, name, name_en, short, initials, pinyin, local) select 'c' || n, n || '村', '', n || '村', '', '', true from generate_series(1, $1::int4) as n`, [count])
    await this.db.run(`insert into group_member select 'towns', id, 100 + id from unit where code like 'c%'`)
    await this.db.run(`insert into score select s.board, u.id, s.row, s.digest from score s join unit t on t.id = s.unit and t.code = 't1', unit u where u.code like 'c%'`)
    await this.db.run(`insert into score_history select s.board, u.id, s.seq, s.at, s.row from score_history s join unit t on t.id = s.unit and t.code = 't1', unit u where u.code like 'c%'`)
    await this.city.platform.directory.reload()
  }
}
