import { fileURLToPath } from 'node:url'
import { boardPeriod } from '@tierline/boards/board/period-title'
import { storedOf } from '@tierline/boards/past/at-cutoff'
import { ApiKeys } from '@tierline/platform/api-keys'
import { packRow } from '@tierline/platform/board/stored-row'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { openLogger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import { boardHead, parseRubric, planBoard, rowOf, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { Rubric, UnitFacts } from '@tierline/scoring'
import { Registry } from 'prom-client'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { openFrozen } from '../freeze/snapshot.store.ts'
import { Snapshots } from '../snapshots.ts'

const RULES = fileURLToPath(new URL('../../../../rubrics', import.meta.url))
const KEY = { rubric: 'wide', group: 'many', period: '2021' } as const
const INSTANT = Date.parse('2021-11-02T08:00:00+08:00')
const PAGE = 500

/** Nine rates and a rank: ten leaves, of invented figures that are the same in every run. */
const RUBRIC = `id: wide
version: '1'
title: { zh: 宽表, en: Wide }
sources: [{ id: own, document: { zh: 自拟, en: Our own } }]
zone: Asia/Shanghai
effective: { from: '2021-01-01', until: '2021-12-31' }
periods: { official: year }
groups: [many]
points: { total: '100', decimals: '2', mode: half_up }
ranking: { by: score, title: { zh: 总分, en: Total } }
tiers: { declared_by: wide, lines: [{ id: best, title: { zh: 优秀, en: Best }, line: '90' }, { id: rest, title: { zh: 一般, en: Rest } }] }
measures:
${Array.from({ length: 10 }, (_, n) => `  done${n}: { title: { zh: 办成${n}, en: Done ${n} }, counted_in: { zh: 次, en: times }, of: { event: code.verified }, aggregate: count, where: { checkpoint: 'd${n}' } }`).join('\n')}
${Array.from({ length: 9 }, (_, n) => `  all${n}: { title: { zh: 全部${n}, en: All ${n} }, counted_in: { zh: 次, en: times }, of: { event: code.verified }, aggregate: count, where: { checkpoint: 'a${n}' } }`).join('\n')}
indicators:
${Array.from({ length: 9 }, (_, n) => `  - { id: rate${n}, number: '${n + 1}', title: { zh: 办结率${n}, en: Rate ${n} }, points: '10', cite: { source: own, clause: '${n + 1}' }, definition: { zh: 办成÷全部, en: Done ÷ all }, value: { kind: ratio, numerator: done${n}, denominator: all${n}, zero_denominator: full_marks, show: percent }, rule: { kind: proportional, full: '100%' } }`).join('\n')}
  - { id: place, number: '10', title: { zh: 核验名次, en: Rank }, points: '10', cite: { source: own, clause: '10' }, definition: { zh: 名次, en: Rank }, value: { kind: count, of: done9, when_none: zero }, rule: { kind: rank, direction: desc, bands: [{ from: '1', to: '100', points: '10' }, { from: '101', points: '4' }] } }
`

/** A board of any number of units and ten leaves, scored and stored as the scoring stores it, to be frozen. */
export class BigCity {
  readonly snapshots: Snapshots

  private constructor(readonly platform: Platform) {
    this.snapshots = new Snapshots(platform)
  }

  static async open(units: number): Promise<BigCity> {
    const read = parseRubric(RUBRIC, 'wide.yaml')
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    const opened = await openTestDatabase()
    const [signal, clock, db] = [new InProcessSignal(), new SimulatedClock(INSTANT), opened.db]
    const platform: Platform = {
      db, signal, clock, rules: await readRulesFolder(RULES), metrics: new Registry(), directory: new Directory(db, signal), config: readConfig({}), secrets: { personal: '', seal: '' }, isDemo: false,
      log: new InProcessLog(), inlet: new NoInlet(), keys: new ApiKeys(db, clock), logger: openLogger('silent'), close: () => opened.close(),
    }
    const city = new BigCity(platform)
    await city.setUp(read.rubric, units)
    return city
  }

  async close(): Promise<void> {
    await this.platform.close()
  }

  async freeze(): Promise<FrozenSnapshot> {
    const id = await this.snapshots.freezes.byHand({ key: KEY, by: '李四', reason: '年度通报' })
    const frozen = await openFrozen(this.platform.db, id)
    if (!frozen) throw new Error(`there is no snapshot ${id}`)
    return frozen
  }

  private async setUp(rubric: Rubric, count: number): Promise<void> {
    const { db, directory } = this.platform
    const units = Array.from({ length: count }, (_, at) => ({ code: `u${at + 1}`, name: `第${at + 1}镇`, local: true }))
    await db.transaction((tx) => storeUnits(tx, { units, groups: [{ id: 'many', title: { zh: '众多单位', en: 'Many units' }, units: units.map(({ code }) => code) }] }, (name) => ({ pinyin: name, initials: name }), new Date(0)))
    await directory.reload()
    await db.run('insert into clock (instant) values ($1)', [new Date(INSTANT)])
    await db.run(`insert into rubric (id, hash, version, body, active, loaded_at) values ('wide', $1, '1', $2, true, to_timestamp(0))`, [rubric.hash, RUBRIC])
    const { id } = await db.one(raw<{ id: number }>(),
      `insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
       values ('wide', 'many', '2021', 1, $1, $2, '{"0": "1"}', false, $3, '2021-01-01', '2022-01-01', '[]') returning id`, [new Date(INSTANT), rubric.hash, JSON.stringify(boardHead(rubric))])
    await db.run('insert into board_history select id, seq, as_of, rubric_hash, position, provisional, summaries, last_event, last_arrived from board where id = $1', [id])
    await this.storeRows(id, rubric, units.map(({ code }) => code))
  }

  private async storeRows(board: number, rubric: Rubric, codes: readonly string[]): Promise<void> {
    const plan = planBoard(rubric, boardPeriod('2021', INSTANT), 'many', { instant: INSTANT })
    const facts = codes.map((code, at) => factsOf(code, at, plan.readings.map(({ name }) => name)))
    const score = scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, INSTANT)), INSTANT)
    const indicators = boardHead(rubric).indicators.map(({ id }) => id)
    for (let from = 0; from < facts.length; from += PAGE) {
      const page = facts.slice(from, from + PAGE).flatMap((unit) => {
        const row = score.byUnit.get(unit.unit)
        return row ? [{ unit: this.platform.directory.unitByCode(unit.unit)?.id ?? 0, text: JSON.stringify({ ...packRow(rowOf(plan, row), { indicators, lastEvent: INSTANT }), facts: storedOf(unit) }) }] : []
      })
      await this.platform.db.run(`insert into score (board, unit, row, digest) select $1, u, t::jsonb, md5(t) from unnest($2::int4[], $3::text[]) as x (u, t)`, [board, page.map(({ unit }) => unit), page.map(({ text }) => text)])
    }
    await this.platform.db.run('insert into score_history select board, unit, 1, $2, row from score where board = $1', [board, new Date(INSTANT)])
  }
}

/** Invented, and the same in every run. */
function factsOf(unit: string, at: number, names: readonly string[]): UnitFacts {
  return {
    unit, attributes: {}, judgements: [], events: 1,
    readings: names.map((name) => {
      const all = 100n + BigInt((at * 7 + Number(name.slice(-1)) * 13) % 900)
      return { value: name.startsWith('all') ? all : all - BigInt((at * 3 + Number(name.slice(-1))) % 50), provisional: false }
    }),
  }
}
