import { isDeepStrictEqual } from 'node:util'
import type { EventRecord, LogRecord } from '@tierline/contracts/log-record'
import { packRow } from '@tierline/platform/board/stored-row'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { compareRollUps, verifyRollUps } from '@tierline/rollup/rebuild/rebuild'
import { reconcile } from '@tierline/rollup/reconciliation/reconcile'
import { boardHead, dutyOccasions, foldEvents, NO_CALENDAR, openingFact, parsePeriod, planBoard, readValue, readValueByKey, rowOf, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { BoardPlan, FactEvent, RollUps, Rubric, UnitFacts } from '@tierline/scoring'
import { END, isCountable, TOWNS } from './stream.ts'
import type { World } from './world.ts'

/** Everything that a round left and that is not what the records alone say; each entry is one sentence. */
export async function differencesOf(world: World, sent: readonly LogRecord[], rubric: Rubric): Promise<string[]> {
  const db = world.calm
  const { winners, faults } = await winnersOf(db, sent)
  const events = factsOf(winners, world)
  const declarations = (await db.rows(raw<{ hash: string }>(), 'select hash from measure')).length === world.declarations('first').length ? world.declarations('first') : world.declarations('later')
  const rollUps = foldEvents({ types: world.rules.types, calendar: NO_CALENDAR, instant: END, declarations: [...new Map(declarations.map((one) => [JSON.stringify(one), one])).values()], events })
  const naive = await db.transaction((tx) => compareRollUps(tx, rollUps))
  const stored = await verifyRollUps(db, world.rules)
  return [
    ...faults,
    ...await balanceFaults(db, winners.length),
    ...naive.skipped.map((hash) => `measure ${hash} is still provisional`),
    ...naive.differences.map((one) => `${one.table} ${one.cell} of ${one.measure.slice(0, 8)}: the records say ${one.expected}, stored is ${one.stored}`),
    ...stored.differences.map((one) => `${one.table} ${one.cell} of ${one.measure.slice(0, 8)}: the stored events say ${one.expected}, stored is ${one.stored}`),
    ...await boardFaults({ db, world, rollUps, events, rubric }),
  ]
}

/** One winner an identity: the ledger decides which of several contents came first; the rest must follow from it. */
async function winnersOf(db: Database, sent: readonly LogRecord[]): Promise<{ winners: EventRecord[]; faults: string[] }> {
  const candidates = new Map<string, Map<string, EventRecord>>()
  for (const record of sent.filter(isCountable)) candidates.set(record.identity, (candidates.get(record.identity) ?? new Map<string, EventRecord>()).set(record.content, record))
  const ledger = await db.rows(raw<{ identity: string; content: string }>(), `select encode(identity, 'hex') as identity, encode(content, 'hex') as content from ledger`)
  const winners = ledger.flatMap(({ identity, content }) => candidates.get(identity)?.get(content) ?? [])
  const taken = new Set(ledger.map(({ identity }) => identity))
  const lost = [...candidates].filter(([identity]) => !taken.has(identity)).flatMap(([, contents]) => [...contents.values()].slice(0, 1).map(({ source, id }) => `lost: ${source} ${id} is not in the ledger`))
  const alien = ledger.length - winners.length
  return { winners, faults: [...lost, ...(alien > 0 ? [`${alien} ledger entries are of nothing that was sent`] : []), ...await eventFaults(db, winners)] }
}

const EventRow = raw<{ source: string; id: string; type: string; unit: string; time: number; data: unknown }>()

/** The stored events are the winners, each once, whole. */
async function eventFaults(db: Database, winners: readonly EventRecord[]): Promise<string[]> {
  const rows = await db.rows(EventRow, 'select e.source, e.id, e.type, u.code as unit, e.time, e.data from event e join unit u on u.id = e.unit')
  const stored = new Map(rows.map((row) => [`${row.source} ${row.id}`, row]))
  const doubled = rows.length - stored.size
  const wrong = winners.filter(({ source, id, type, unit, time, data }) => !isDeepStrictEqual(stored.get(`${source} ${id}`), { source, id, type, unit, time, data: JSON.parse(JSON.stringify(data)) as unknown }))
  return [
    ...(doubled > 0 ? [`doubled: ${doubled} events are stored twice`] : []),
    ...(stored.size > winners.length ? [`${stored.size - winners.length} events are stored that the ledger does not know`] : []),
    ...wrong.map(({ source, id }) => `event ${source} ${id} is missing or is not stored as it was sent`),
  ]
}

function factsOf(winners: readonly EventRecord[], world: World): FactEvent[] {
  const openings = ['t1', 't2', 't3'].flatMap((unit) => dutyOccasions(world.duty, END, NO_CALENDAR).map((occasion) => openingFact(world.duty, unit, occasion)))
  return [...winners, ...openings]
}

/** accepted + replays = Σ(next − skipped); counted = the ledger; what stands in quarantine is what is tallied so. */
async function balanceFaults(db: Database, counted: number): Promise<string[]> {
  const { balanced, outcomes } = await reconcile(db, { inFlight: () => Promise.resolve(0) })
  const open = await db.rows(raw<{ outcome: string; n: number }>(), `select outcome, count(*)::int4 as n from quarantine where state = 'open' group by outcome`)
  const uneven = (['quarantined', 'conflicting', 'held'] as const).filter((outcome) => outcomes[outcome] !== (open.find((row) => row.outcome === outcome)?.n ?? 0))
  return [
    ...(balanced ? [] : ['the tallies do not balance with the positions']),
    ...(outcomes.counted === counted ? [] : [`${outcomes.counted} are tallied as counted, the ledger holds ${counted}`]),
    ...uneven.map((outcome) => `${outcomes[outcome]} are tallied as ${outcome}, ${open.find((row) => row.outcome === outcome)?.n ?? 0} rows stand open so`),
  ]
}

interface Boards {
  db: Database
  world: World
  rollUps: RollUps
  events: readonly FactEvent[]
  rubric: Rubric
}

const ScoreRow = raw<{ period: string; unit: string; row: Record<string, unknown> }>()

/** Every board is what the pure core makes of the records; nobody waits for one any more. */
async function boardFaults(boards: Boards): Promise<string[]> {
  const { db, rubric } = boards
  const waiting = await db.one(raw<{ n: number }>(), 'select ((select count(*) from touched) + (select count(*) from board_touched))::int4 as n')
  const rows = await db.rows(ScoreRow, `select b.period, u.code as unit, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || s.row as row from score s left join place p using (board, unit) join board b on b.id = s.board join unit u on u.id = s.unit`)
  const periods = (await db.rows(raw<{ period: string }>(), 'select period from board order by period')).map(({ period }) => period)
  const faults = periods.flatMap((period) => {
    const expected = expectedRows(boards, period)
    return TOWNS.flatMap((unit) => {
      const { facts: _facts, lastEvent: _lastEvent, ...stored } = rows.find((one) => one.period === period && one.unit === unit)?.row ?? {}
      return isDeepStrictEqual(stored, expected.get(unit)) ? [] : [`board ${period} (${rubric.version}), ${unit}: stored ${JSON.stringify(stored).slice(0, 600)}, expected ${JSON.stringify(expected.get(unit)).slice(0, 600)}`]
    })
  })
  return [...(waiting.n > 0 ? [`${waiting.n} units still wait to be scored`] : []), ...(periods.length === 0 ? ['there is no board'] : []), ...faults]
}

function expectedRows({ world, rollUps, events, rubric }: Boards, period: string): Map<string, unknown> {
  const span = parsePeriod(period, END)
  if (!span) throw new Error(`The oracle knows no period ${period}.`)
  const plan = planBoard(rubric, span, 'towns')
  const happened = new Set(events.filter(({ time, source }) => time >= span.from && time < span.until && (source === 'log' || source === 'door')).map(({ unit }) => unit))
  const scores = TOWNS.map((unit) => scoreUnit(plan, factsOfUnit(plan, { unit, rollUps, events: happened.has(unit) ? 1 : 0, population: world.population(unit) }), END))
  const indicators = boardHead(rubric).indicators.map(({ id }) => id)
  return new Map(scoreBoard(plan, scores, END).rows.map((row) => {
    const { lastEvent: _lastEvent, ...packed } = packRow(rowOf(plan, row), { indicators, lastEvent: null })
    return [row.unit, JSON.parse(JSON.stringify(packed)) as unknown]
  }))
}

function factsOfUnit(plan: BoardPlan, { unit, rollUps, events, population }: { unit: string; rollUps: RollUps; events: number; population: string }): UnitFacts {
  return {
    unit, events, judgements: [],
    attributes: { population: { value: population, effective: '2000-01-01', citation: 'test', by: 'test' } },
    readings: plan.readings.map(({ hash, from, until, keyed }) => (keyed
      ? { byKey: readValueByKey(rollUps, { hash, unit, from, until }), provisional: false }
      : { value: readValue(rollUps, { hash, unit, from, until }), provisional: false })),
  }
}
