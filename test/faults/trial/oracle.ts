import { isDeepStrictEqual } from 'node:util'
import { packRow } from '@tierline/platform/board/stored-row'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { verifyRollUps } from '@tierline/rollup/rebuild/rebuild'
import { boardHead, foldEvents, parsePeriod, planBoard, readValue, readValueByKey, rowOf, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { FactEvent, RollUps } from '@tierline/scoring'
import type { Client, SentEvent } from '../../support/client.ts'
import { eventually, until } from '../../support/until.ts'
import { SOURCE, TOWNS } from './city.ts'
import type { City } from './city.ts'
import type { Writers } from './writers.ts'

/** What was looked at after a block, and what was wrong. */
export interface Finding {
  acknowledged: number
  lost: number
  doubled: number
  cells: number
  boards: number
  /** One sentence each. */
  differences: string[]
}

export interface Looked {
  db: Database
  client: Client
  city: City
  writers: Writers
}

/** Waits until everything accepted is counted and scored, then compares the ledger with what was acknowledged, and every cell and board with a plain recomputation. */
export async function look(looked: Looked): Promise<Finding> {
  const { db, city, writers } = looked
  await drained(looked)
  const { ids, ledger } = await storedIds(db)
  const stored = new Set(ids)
  const lost = [...writers.acknowledged].filter((id) => !writers.poison.has(id) && !stored.has(id))
  const alien = [...stored].filter((id) => !writers.sent.has(id) || writers.poison.has(id))
  const doubled = ids.length - stored.size
  const { differences, cells, skipped } = await verifyRollUps(db, city.rules)
  const boards = await boardFaults(looked)
  return {
    acknowledged: writers.acknowledged.size, lost: lost.length, doubled, cells, boards: boards.count,
    differences: [
      ...lost.slice(0, 3).map((id) => `lost: ${id} was acknowledged and is not stored`),
      ...(doubled > 0 ? [`doubled: ${doubled} events are stored twice`] : []),
      ...(ledger === ids.length ? [] : [`the ledger holds ${ledger} identities, ${ids.length} events are stored`]),
      ...alien.slice(0, 3).map((id) => `counted: ${id} was never sent, or belongs into quarantine`),
      ...await missingFromQuarantine(db, writers),
      ...skipped.map((hash) => `measure ${hash} is still provisional`),
      ...differences.slice(0, 5).map((one) => `${one.table} ${one.cell}: the stored events say ${one.expected}, stored is ${one.stored}`),
      ...boards.faults.slice(0, 5),
    ],
  }
}

/** Everything in the log has its one outcome. */
async function drained({ client }: Looked): Promise<void> {
  await until('everything accepted to be counted, and the ledger to balance', async () => {
    const { balanced, inFlight, accepted, outcomes } = await client.reconciliation()
    if (balanced && inFlight === 0) return true
    throw new Error(JSON.stringify({ balanced, inFlight, accepted, outcomes }))
  }, 180)
}

async function storedIds(db: Database): Promise<{ ids: string[]; ledger: number }> {
  const rows = await db.rows(raw<{ id: string }>(), 'select id from event where source = $1', [SOURCE])
  const { n } = await db.one(raw<{ n: number }>(), 'select count(*)::int4 as n from ledger')
  return { ids: rows.map(({ id }) => id), ledger: n }
}

/** Each poisoned event that was acknowledged is shown, once for each time it came. */
async function missingFromQuarantine(db: Database, { acknowledged, poison }: Writers): Promise<string[]> {
  const rows = await db.rows(raw<{ event_id: string }>(), `select distinct event_id from quarantine where source = $1`, [SOURCE])
  const shown = new Set(rows.map(({ event_id: id }) => id))
  return [...poison].filter((id) => acknowledged.has(id) && !shown.has(id)).slice(0, 3).map((id) => `lost: ${id} was accepted into quarantine and is not there`)
}

const ScoreRow = raw<{ period: string; unit: string; row: Record<string, unknown> }>()

async function boardFaults({ db, city, writers }: Looked): Promise<{ count: number; faults: string[] }> {
  const facts = [...writers.sent.values()].filter(({ id }) => !writers.poison.has(id)).map(factOf)
  const declarations = Object.values(city.rubric.measures).map(({ declaration }) => declaration)
  const instant = Date.now()
  const rollUps = foldEvents({ ...city.rules, instant, declarations, events: facts })
  const periods = (await db.rows(raw<{ period: string; seq: bigint }>(), `select period, seq from board where seq > 0 order by period`)).map(({ period }) => period)
  const expected = new Map<string, unknown>(periods.flatMap((period) => expectedRows({ city, rollUps, facts, instant }, period)))
  const found = await eventually(async () => new Map<string, unknown>((await db.rows(ScoreRow, `select b.period, u.code as unit, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || s.row as row from score s left join place p using (board, unit) join board b on b.id = s.board join unit u on u.id = s.unit order by 1, 2`)).map(({ period, unit, row }) => {
    const { facts: _facts, lastEvent: _lastEvent, ...kept } = row
    return [`${period} ${unit}`, kept] as const
  })), expected, 40)
  const names = [...new Set([...expected.keys(), ...found.keys()])]
  return {
    count: periods.length,
    faults: [
      ...(periods.length === 0 ? ['there is no board'] : []),
      ...names.filter((name) => !isDeepStrictEqual(found.get(name), expected.get(name)))
        .map((name) => `board ${name}: stored ${JSON.stringify(found.get(name))?.slice(0, 500)}, expected ${JSON.stringify(expected.get(name))?.slice(0, 500)}`),
    ],
  }
}

const factOf = ({ source, id, type, subject, time, data }: SentEvent): FactEvent => ({ source, id, type, unit: subject, time: Date.parse(time), corrects: null, data })

interface Expectation {
  city: City
  rollUps: RollUps
  facts: readonly FactEvent[]
  instant: number
}

function expectedRows({ city: { rubric }, rollUps, facts, instant }: Expectation, period: string): [string, Record<string, unknown>][] {
  const span = parsePeriod(period, instant)
  if (!span) throw new Error(`The oracle knows no period ${period}.`)
  const plan = planBoard(rubric, span, 'towns')
  const happened = new Set(facts.filter(({ time }) => time >= span.from && time < span.until).map(({ unit }) => unit))
  const given = (value: string) => ({ value, effective: '2000-01-01', citation: 'test', by: 'test' })
  const scores = TOWNS.map(({ code, target, population }) => scoreUnit(plan, {
    unit: code, attributes: { target: given(target), population: given(population) }, judgements: [], events: happened.has(code) ? 1 : 0,
    readings: plan.readings.map(({ hash, from, until: end, keyed }) => (keyed
      ? { byKey: readValueByKey(rollUps, { hash, unit: code, from, until: end }), provisional: false }
      : { value: readValue(rollUps, { hash, unit: code, from, until: end }), provisional: false })),
  }, instant))
  const indicators = boardHead(rubric).indicators.map(({ id }) => id)
  return scoreBoard(plan, scores, instant).rows.map((row) => {
    const { lastEvent: _lastEvent, ...packed } = packRow(rowOf(plan, row), { indicators, lastEvent: null })
    return [`${period} ${row.unit}`, JSON.parse(JSON.stringify(packed)) as Record<string, unknown>]
  })
}
