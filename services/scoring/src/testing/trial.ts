import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { SimulatedClock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openLogger } from '@tierline/platform/logger'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { foldEvents, measureHash, monthOf, NO_CALENDAR, parsePeriod, planBoard, readValue, readValueByKey, rowOf, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { BoardRowCore, FactEvent, FactTypes, RollUpCell, RollUps } from '@tierline/scoring'
import { ScoringLoop } from '../loop/scoring-loop.ts'
import { RubricRegistry } from '../rubric/rubric-registry.ts'

/** The towns of the trial, in official order. */
export const TOWNS = ['t1', 't2', 't3', 't4'] as const

/** What the trial's catalogue says of its event types. */
export const TRIAL_TYPES: FactTypes = {
  'ticket.opened': { case: { kind: 'ticket', key: 'ticket', role: 'opens', due: 'due' } },
  'ticket.closed': { case: { kind: 'ticket', key: 'ticket', role: 'closes' } },
  'code.verified': { count: 'count' },
  'code.claimed': {},
}

/** What a test compares of a row. */
export interface Standing {
  rank: number | null
  score: string | null
  low: string
  high: string
}

/** One event of the trial. */
export function trialEvent(id: string, unit: string, about: { type: string; time: string; data?: Record<string, unknown> }): FactEvent {
  return { source: 'trial', id, type: about.type, unit, time: Date.parse(about.time), corrects: null, data: about.data ?? {} }
}

/** A city of four towns on one rubric, on a real database; roll-ups are written by the naive recomputation, so that scoring is tested alone. */
export class Trial {
  readonly signal = new InProcessSignal()
  readonly directory: Directory
  readonly registry: RubricRegistry
  readonly events: FactEvent[] = []
  private readonly loops: ScoringLoop[] = []

  private constructor(private readonly opened: TestDatabase, readonly clock: SimulatedClock) {
    this.directory = new Directory(opened.db, this.signal)
    this.registry = new RubricRegistry({ db: opened.db, clock: this.clock, signal: this.signal, logger: openLogger('fatal') })
  }

  static async open({ towns = TOWNS, instant = '2021-11-15T10:00:00+08:00', change = (text) => text }: { towns?: readonly string[]; instant?: string; change?: (rubric: string) => string } = {}): Promise<Trial> {
    const trial = new Trial(await openTestDatabase(), new SimulatedClock(Date.parse(instant)))
    await trial.setUp(towns, change)
    return trial
  }

  get db(): Database {
    return this.opened.db
  }

  /** A loop that is driven by hand (`pass`), or started; `other` parts make it one of another process. */
  loop(db = this.db, other: Partial<ConstructorParameters<typeof ScoringLoop>[0]> = {}): ScoringLoop {
    const loop = new ScoringLoop({
      db, clock: this.clock, directory: this.directory, signal: this.signal, logger: openLogger('fatal'), rubrics: () => this.registry.all(), queued: () => 0, ...other,
    })
    this.loops.push(loop)
    return loop
  }

  /** Stands for another process on the same database. */
  another(): Database {
    return this.opened.again()
  }

  /** Counts events: stores them, writes the roll-ups afresh and touches their units. */
  async count(...events: FactEvent[]): Promise<void> {
    const before = this.cellTexts()
    this.events.push(...events)
    await this.storeEvents(events)
    await this.recount()
    for (const { unit, time } of events) await this.touch(unit, time, time)
    const after = this.cellTexts()
    const moved = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name)?.value !== after.get(name)?.value)
    for (const cell of moved.flatMap((name) => after.get(name) ?? before.get(name) ?? [])) await this.touch(cell.unit, cell.bucket, null)
    this.signal.publish('touched', 'trial')
  }

  /** Moves the clock, stored and own. */
  async moveClock(instant: string): Promise<void> {
    this.clock.advanceTo(Date.parse(instant))
    await this.db.run('insert into clock (instant) values ($1) on conflict (single) do update set instant = excluded.instant', [new Date(this.clock.now())])
  }

  /** Standing of every unit on a board, as stored. */
  async rows(period: string): Promise<Record<string, Standing>> {
    const rows = await this.db.rows(raw<{ code: string; row: Standing }>(),
      `select u.code, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || s.row as row from score s left join place p using (board, unit) join board b on b.id = s.board join unit u on u.id = s.unit where b.period = $1 order by u.code`, [period])
    return Object.fromEntries(rows.map(({ code, row: { rank, score, low, high } }) => [code, { rank, score, low, high }]))
  }

  /** The same, recomputed from the raw list without the database. */
  expectedRows(period: string): Record<string, Standing> {
    return Object.fromEntries(this.expectedBoard(period).map(({ unit, rank, score, low, high }) => [unit, { rank, score, low, high }]))
  }

  /** Whole rows by the units' codes, recomputed likewise. */
  expectedBoard(period: string): BoardRowCore[] {
    const rubric = this.registry.byId('trial')
    const board = parsePeriod(period, this.clock.now())
    if (!rubric || !board) throw new Error(`the trial has no board ${period}`)
    const plan = planBoard(rubric, board, 'towns')
    const rollUps = this.folded()
    const scores = (this.directory.group('towns')?.units ?? []).map(({ code }) => scoreUnit(plan, {
      unit: code, attributes: {}, judgements: [], events: this.events.some(({ unit, time }) => unit === code && time >= board.from && time < board.until) ? 1 : 0,
      readings: plan.readings.map(({ hash, from, until, keyed }) => (keyed
        ? { byKey: readValueByKey(rollUps, { hash, unit: code, from, until }), provisional: false } : { value: readValue(rollUps, { hash, unit: code, from, until }), provisional: false })),
    }, this.clock.now()))
    const { rows } = scoreBoard(plan, scores, this.clock.now())
    return rows.map((row) => rowOf(plan, row)).sort((a, b) => (a.unit < b.unit ? -1 : 1))
  }

  async periods(): Promise<string[]> {
    return (await this.db.rows(raw<{ period: string }>(), 'select period from board order by period')).map(({ period }) => period)
  }

  async seq(period: string): Promise<bigint> {
    return (await this.db.one(raw<{ seq: bigint }>(), 'select seq from board where period = $1', [period])).seq
  }

  async close(): Promise<void> {
    for (const loop of this.loops) await loop.stop()
    await this.opened.close()
  }

  private async setUp(towns: readonly string[], change: (rubric: string) => string): Promise<void> {
    await this.db.transaction((tx) => storeUnits(tx, {
      units: towns.map((code) => ({ code, name: `${code}镇`, local: true })),
      groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: [...towns] }],
    }, (name) => ({ pinyin: name, initials: name }), new Date(0)))
    await this.directory.reload()
    const name = fileURLToPath(new URL('trial.yaml', import.meta.url))
    await this.registry.load([{ name, text: change(await readFile(name, 'utf8')) }])
    for (const declaration of this.registry.measures()) {
      await this.db.run(`insert into measure (hash, declaration, state, since, done, added_at) values ($1, $2, 'complete', '{}', '{}', to_timestamp(0)) on conflict do nothing`, [measureHash(declaration), JSON.stringify(declaration)])
    }
    await this.moveClock(new Date(this.clock.now()).toISOString())
  }

  private async storeEvents(events: readonly FactEvent[]): Promise<void> {
    const before = this.events.length - events.length
    for (const [at, event] of events.entries()) {
      await this.db.run(
        `insert into event (time, part, position, unit, type, source, id, subject, corrects, arrived, data) values ($1, 0, $2, $3, $4, $5, $6, $7, $8, $1, $9)`,
        [new Date(event.time), before + at, this.number(event.unit), event.type, event.source, event.id, event.unit, event.corrects, JSON.stringify(event.data)])
    }
    await this.db.run(`insert into log_position (log, partition, next) values ('embedded', 0, $1) on conflict (log, partition) do update set next = excluded.next`, [this.events.length])
  }

  private folded(): RollUps {
    const declarations = [...new Map(this.registry.measures().map((declaration) => [measureHash(declaration), declaration])).values()]
    return foldEvents({ types: TRIAL_TYPES, calendar: NO_CALENDAR, instant: this.clock.now(), declarations, events: this.events })
  }

  private async recount(): Promise<void> {
    const ids = new Map((await this.db.rows(raw<{ id: number; hash: string }>(), 'select id, hash from measure')).map(({ id, hash }) => [hash, id]))
    await this.db.transaction(async (tx) => {
      await tx.run('delete from rollup')
      await tx.run('delete from rollup_day')
      await tx.run('delete from distinct_member')
      for (const cell of [...this.folded().values()].flat()) {
        const place = [ids.get(cell.measure), this.number(cell.unit), cell.key]
        if (cell.member !== null) await tx.run(`insert into distinct_member values ($1, $2, $3, $4, $5, $6)`, [...place, Buffer.from(cell.member), new Date(cell.bucket), Number(cell.value)])
        else {
          await tx.run('insert into rollup values ($1, $2, $3, $4, $5)', [...place, new Date(cell.bucket), cell.value])
          await tx.run(`insert into rollup_day values ($1, $2, $3, ($4::timestamptz at time zone 'Asia/Shanghai')::date, $5)
            on conflict (measure, unit, key, bucket) do update set value = rollup_day.value + excluded.value`, [...place, new Date(cell.bucket), cell.value])
        }
      }
    })
  }

  private cellTexts(): Map<string, RollUpCell> {
    return new Map([...this.folded().values()].flat().map((cell) => [JSON.stringify([cell.measure, cell.unit, cell.key, cell.bucket, cell.member]), cell]))
  }

  private async touch(unit: string, time: number, lastEvent: number | null): Promise<void> {
    await this.db.run(`insert into touched (unit, month, last_event) values ($1, $2, $3) on conflict (unit, month) do update set last_event = greatest(touched.last_event, excluded.last_event)`,
      [this.number(unit), monthOf(time), lastEvent === null ? null : new Date(lastEvent)])
  }

  private number(code: string): number {
    return this.directory.unitByCode(code)?.id ?? 0
  }
}
