import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { packFacts } from '@tierline/platform/board/stored-facts'
import { packBody } from '@tierline/platform/board/stored-row'
import { SimulatedClock } from '@tierline/platform/clock'
import { raw } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { ApiKeys } from '@tierline/platform/api-keys'
import { readConfig } from '@tierline/platform/config'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { openLogger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import type { Signal } from '@tierline/platform/signal/signal'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { boardHead, caseOf, foldEvents, monthOf, NO_CALENDAR, parseRubric, placeOf, planBoard, readValue, rowOf, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { FactEvent, Rubric, UnitFacts } from '@tierline/scoring'
import { Registry } from 'prom-client'
import { boardPeriod } from '../board/period-title.ts'

const RULES = fileURLToPath(new URL('../../../../rubrics', import.meta.url))
const RUBRIC = fileURLToPath(new URL('scored-city.yaml', import.meta.url))
const TOWNS = ['t1', 't2', 't3']

/** Three towns whose board is written as the scoring writes it, from all events that have arrived, at instants that a test chooses. */
export class ScoredCity {
  readonly clock = new SimulatedClock(Date.parse('2021-11-01T08:00:00+08:00'))
  readonly platform: Platform
  private readonly arrived: (FactEvent & { arrived: number })[] = []
  private units: readonly string[] = TOWNS

  private constructor(private readonly opened: TestDatabase, private readonly rubric: Rubric, rules: Platform['rules']) {
    const signal = new InProcessSignal()
    const { db } = opened
    this.platform = {
      db, signal, rules, clock: this.clock, metrics: new Registry(), directory: new Directory(db, signal), config: readConfig({}), secrets: { personal: '', seal: '' }, isDemo: false,
      log: new InProcessLog(), inlet: new NoInlet(), keys: new ApiKeys(db, this.clock), logger: openLogger('silent'), close: () => opened.close(),
    }
  }

  static async open(): Promise<ScoredCity> {
    const body = await readFile(RUBRIC, 'utf8')
    const read = parseRubric(body, RUBRIC)
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    const city = new ScoredCity(await openTestDatabase(), read.rubric, await readRulesFolder(RULES))
    await city.setUp(body)
    return city
  }

  /** What another process on the same database has; no signal reaches it but the given one. */
  async another(signal: Signal = new InProcessSignal()): Promise<Platform> {
    const db = this.opened.again()
    const directory = new Directory(db, signal)
    await directory.reload()
    return Object.assign({}, this.platform, { db, signal, directory, metrics: new Registry(), keys: new ApiKeys(db, this.clock), close: () => Promise.resolve() })
  }

  /** An event arrives now; `time` is when it happened. */
  async arrive(unit: string, type: string, about: { time: string; data?: Record<string, unknown> }): Promise<void> {
    const event = { source: 'city', id: `e${this.arrived.length}`, type, unit, time: Date.parse(about.time), corrects: null, data: about.data ?? {}, arrived: this.clock.now() }
    this.arrived.push(event)
    const number = this.number(unit)
    await this.platform.db.run(
      `insert into event (time, part, position, unit, type, source, id, subject, corrects, arrived, data) values ($1, 0, $2, $3, $4, $5, $6, $7, null, $8, $9)`,
      [new Date(event.time), this.arrived.length, number, type, event.source, event.id, unit, new Date(event.arrived), JSON.stringify(event.data)])
    await this.platform.db.run('insert into unit_month values ($1, $2, $3) on conflict (unit, month) do update set last_event = greatest(unit_month.last_event, excluded.last_event)', [number, monthOf(event.time), new Date(event.time)])
    await this.storeCase(event)
  }

  /** The clock moves to an instant and the board is scored. */
  async score(instant: string, period = '2021'): Promise<void> {
    this.clock.advanceTo(Date.parse(instant))
    const { db } = this.platform
    await db.run('insert into clock (instant) values ($1) on conflict (single) do update set instant = excluded.instant', [new Date(this.clock.now())])
    await db.run(
      `insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
       values ('trial', 'towns', $1, 0, $2, $3, '{}', false, $4, '2021-01-01', '2022-01-01', '[]') on conflict do nothing`,
      [period, new Date(this.clock.now()), this.rubric.hash, JSON.stringify(boardHead(this.rubric))])
    await this.storeRows(period)
  }

  /** A unit leaves the group. */
  async leave(unit: string): Promise<void> {
    this.units = this.units.filter((code) => code !== unit)
    await this.platform.db.run('delete from group_member where unit = $1', [this.number(unit)])
    await this.platform.directory.reload()
  }

  private async storeRows(period: string): Promise<void> {
    const { db } = this.platform
    const instant = this.clock.now()
    const plan = planBoard(this.rubric, boardPeriod(period, instant), 'towns')
    const facts = this.factsOf(plan)
    const board = scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, instant)), instant)
    const indicators = boardHead(this.rubric).indicators.map(({ id }) => id)
    await db.transaction(async (tx) => {
      const { id, seq } = await tx.one(raw<{ id: number; seq: bigint }>(), `update board set seq = seq + 1, as_of = $2, last_arrived = $3 where rubric = 'trial' and period = $1 returning id, seq`, [period, new Date(instant), new Date(Math.max(...this.arrived.map(({ arrived }) => arrived)))])
      await tx.run(`insert into board_history select id, seq, as_of, rubric_hash, position, provisional, summaries, last_event, last_arrived from board where id = $1`, [id])
      const gone = await tx.rows(raw<{ unit: number }>(), 'delete from score where board = $1 and unit <> all ($2::int4[]) returning unit', [id, facts.map(({ unit }) => this.number(unit))])
      await tx.run('delete from place where board = $1 and unit = any($2::int4[])', [id, gone.map(({ unit }) => unit)])
      for (const { unit } of gone) await tx.run(`insert into score_history values ($1, $2, $3, $4, 'null')`, [id, unit, seq, new Date(instant)])
      for (const unit of facts) {
        const row = board.byUnit.get(unit.unit)
        if (!row) continue
        const lastEvent = this.arrived.reduce<number | null>((latest, event) => (event.unit === unit.unit ? Math.max(latest ?? 0, event.time) : latest), null)
        const text = JSON.stringify({ ...packBody(rowOf(plan, row), { indicators, lastEvent }), facts: packFacts({ ...unit, readings: [...unit.readings], attributes: {}, judgements: [] }) })
        const written = await tx.run(`insert into score values ($1, $2, $3, $4) on conflict (board, unit) do update set row = excluded.row, digest = excluded.digest where score.digest <> excluded.digest`, [id, this.number(unit.unit), text, text])
        if (written > 0) await tx.run('insert into score_history values ($1, $2, $3, $4, $5)', [id, this.number(unit.unit), seq, new Date(instant), text])
        const { rank, gapAbove } = placeOf(plan, row)
        const placed = await tx.run(`insert into place values ($1, $2, $3, $4) on conflict (board, unit) do update set rank = excluded.rank, gap_above = excluded.gap_above where (place.rank, place.gap_above) is distinct from ($3, $4)`, [id, this.number(unit.unit), rank, gapAbove])
        if (placed > 0) await tx.run('insert into place_history values ($1, $2, $3, $4, $5, $6)', [id, this.number(unit.unit), seq, new Date(instant), rank, gapAbove])
      }
    })
  }

  private factsOf(plan: ReturnType<typeof planBoard>): UnitFacts[] {
    const rollUps = foldEvents({ types: this.platform.rules.catalogue.types, calendar: NO_CALENDAR, instant: this.clock.now(), declarations: plan.readings.map(({ declaration }) => declaration), events: this.arrived })
    return this.units.map((code) => ({
      unit: code, attributes: {}, judgements: [], events: this.arrived.some(({ unit }) => unit === code) ? 1 : 0,
      readings: plan.readings.map(({ hash, from, until }) => ({ value: readValue(rollUps, { hash, unit: code, from, until }), provisional: false })),
    }))
  }

  private async storeCase(event: FactEvent): Promise<void> {
    const name = caseOf(event, this.platform.rules.catalogue.types)
    if (!name) return
    const fact = JSON.stringify([[event.time, event.type, event.source, event.id, event.unit, event.corrects, event.data]])
    await this.platform.db.run(
      `insert into cases (kind, key, unit, facts, contributions, opened_at, measure_set) values ($1, $2, $3, $4, '[]', $5, 0) on conflict (kind, key) do update set facts = cases.facts || excluded.facts`,
      [name.kind, name.key, this.number(event.unit), fact, new Date(event.time)])
  }

  private async setUp(body: string): Promise<void> {
    const { db, directory } = this.platform
    await db.transaction((tx) => storeUnits(tx, {
      units: TOWNS.map((code) => ({ code, name: `${code}镇`, local: true })),
      groups: [{ id: 'towns', title: { zh: '乡镇', en: 'Towns' }, units: [...TOWNS] }],
    }, (name) => ({ pinyin: name, initials: name }), new Date(0)))
    await directory.reload()
    await db.run(`insert into rubric (id, hash, version, body, active, loaded_at) values ('trial', $1, '1', $2, true, to_timestamp(0))`, [this.rubric.hash, body])
  }

  private number(code: string): number {
    return this.platform.directory.unitByCode(code)?.id ?? 0
  }
}
