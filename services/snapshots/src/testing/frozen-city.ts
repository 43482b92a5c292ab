import { ScoredCity } from '@tierline/boards/testing/scored-city'
import type { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import type { Platform } from '@tierline/platform/platform'
import { raw } from '@tierline/platform/database/database'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { openFrozen } from '../freeze/snapshot.store.ts'
import { Snapshots } from '../snapshots.ts'

export const TOWNS_2021 = { rubric: 'trial', group: 'towns', period: '2021' } as const

/** The plan of most tests: months of the towns, on the 5th at 09:00, with both steps. */
export const MONTHLY: SnapshotPlanBody = {
  id: 'towns-monthly', title: { zh: '乡镇月通报', en: 'Towns, monthly' }, rubric: 'trial', group: 'towns', period: 'month', schedule: '0 9 5 * *',
  steps: { checkingDays: 2, objectionDays: 3 }, algorithm: 'sha256', bulletin: { addressees: '各乡镇人民政府', issuer: '某市数据资源管理局' }, deliver: [], enabled: true,
}

/** The small city of libs/boards with snapshots on it: three towns, real PostgreSQL, a clock that a test moves. */
export class FrozenCity {
  readonly snapshots: Snapshots
  private arrived = 0

  private constructor(readonly city: ScoredCity) {
    this.snapshots = new Snapshots(city.platform)
  }

  static async open(): Promise<FrozenCity> {
    return new FrozenCity(await ScoredCity.open())
  }

  get platform(): Platform {
    return this.city.platform
  }

  async close(): Promise<void> {
    await this.platform.close()
  }

  /** What another process has: the same database, signals of its own. */
  async another(): Promise<{ platform: Platform; snapshots: Snapshots }> {
    const platform = await this.city.another()
    return { platform, snapshots: new Snapshots(platform) }
  }

  async arrive(unit: string, type: string, about: { time: string; data?: Record<string, unknown> }): Promise<void> {
    await this.city.arrive(unit, type, about)
    this.arrived++
  }

  /** A ticket that is opened and closed within its limit, or (`days` above it) late. */
  async ticket(unit: string, id: string, { opened, days = 1 }: { opened: string; days?: number }): Promise<void> {
    const at = Date.parse(opened)
    const due = new Date(at + 2 * 86_400_000).toISOString()
    await this.arrive(unit, 'ticket.opened', { time: new Date(at).toISOString(), data: { ticket: id, due } })
    await this.arrive(unit, 'ticket.closed', { time: new Date(at + days * 86_400_000).toISOString(), data: { ticket: id } })
  }

  async verified(unit: string, time: string, times = 1): Promise<void> {
    for (let n = 0; n < times; n++) await this.arrive(unit, 'code.verified', { time: new Date(Date.parse(time) + n).toISOString(), data: { checkpoint: `c${n}` } })
  }

  /** The clock moves to an instant and the board is scored, from everything that has arrived. */
  async score(instant: string, period = '2021'): Promise<void> {
    await this.city.score(instant, period)
    const position = JSON.stringify({ 0: String(this.arrived + 1) })
    const { id, seq } = await this.platform.db.one(raw<{ id: number; seq: bigint }>(), `update board set position = $2 where rubric = 'trial' and period = $1 returning id, seq`, [period, position])
    await this.platform.db.run(`insert into log_position (log, partition, next) values ('test', 0, $1) on conflict (log, partition) do update set next = excluded.next`, [this.arrived + 1])
    await this.platform.db.run('update board_history set position = $3 where board = $1 and seq = $2', [id, seq, position])
  }

  /** Only the clock moves. */
  async tick(instant: string): Promise<void> {
    this.city.clock.advanceTo(Date.parse(instant))
    await this.platform.db.run('insert into clock (instant) values ($1) on conflict (single) do update set instant = excluded.instant', [new Date(this.city.clock.now())])
  }

  /** Freezes the year as it stands now, by hand. */
  async freeze(): Promise<FrozenSnapshot> {
    return await this.frozen(await this.snapshots.freezes.byHand({ key: TOWNS_2021, by: '李四', reason: '月度通报' }))
  }

  async frozen(id: number): Promise<FrozenSnapshot> {
    const frozen = await openFrozen(this.platform.db, id)
    if (!frozen) throw new Error(`there is no snapshot ${id}`)
    return frozen
  }
}

/** A frozen year of three towns, with tickets in time and late and a rank by verifications; the city is the caller's to close. */
export async function frozenCity(): Promise<{ city: FrozenCity; frozen: FrozenSnapshot }> {
  const city = await FrozenCity.open()
  await city.ticket('t1', 'a1', { opened: '2021-09-01T09:00:00+08:00' })
  await city.ticket('t2', 'b1', { opened: '2021-09-02T09:00:00+08:00' })
  await city.ticket('t2', 'b2', { opened: '2021-09-03T09:00:00+08:00', days: 5 })
  await city.verified('t1', '2021-10-01T09:00:00+08:00', 3)
  await city.verified('t3', '2021-10-02T09:00:00+08:00', 5)
  await city.score('2021-11-02T08:00:00+08:00')
  return { city, frozen: await city.freeze() }
}
