import type { Reconciliation } from '@tierline/contracts/quality'
import type { Database } from '@tierline/platform/database/database'
import type { EventLog } from '@tierline/platform/log/event-log'
import { readOpenGaps } from '../gaps/gap.store.ts'
import type { GapRow } from '../gaps/gap.store.ts'
import { isCaseMeasure } from '../measures/counted-measures.ts'
import type { StoredMeasure } from '../measures/counted-measures.ts'
import { countCases, readMeasures } from '../measures/measure.store.ts'
import { readKeptFrom } from '../retention/kept.store.ts'
import { readClock } from '../ticker/clock.store.ts'
import { readHours, readImplausible, readPositions, readTallies } from './reconciliation.store.ts'
import type { HourRow, PositionRow, TallyRow } from './reconciliation.store.ts'

type Outcomes = Reconciliation['outcomes']

const HOURS_PER_SOURCE = 48
const SHOWN_CASES = 200

/** What became of every accepted event, read in one snapshot; `log` says how many records wait above the stored positions. */
export async function reconcile(db: Database, log: Pick<EventLog, 'inFlight'>): Promise<Reconciliation> {
  const { found, positions } = await readSnapshot(db)
  return { ...found, inFlight: await log.inFlight(positions.map(({ next, ...partition }) => ({ ...partition, next: Number(next) }))) }
}

async function readSnapshot(db: Database): Promise<{ found: Omit<Reconciliation, 'inFlight'>; positions: PositionRow[] }> {
  return await db.transaction(async (tx) => {
    const tallies = await readTallies(tx)
    const positions = await readPositions(tx)
    const implausible = await readImplausible(tx, SHOWN_CASES)
    const outcomes = outcomesOf(tallies)
    const accepted = sum(Object.values(outcomes))
    const replays = sum(tallies.filter(({ outcome }) => outcome === 'replay').map(({ n }) => Number(n)))
    const measures = await readMeasures(tx)
    const instant = await readClock(tx)
    const found = {
      asOf: iso(instant) ?? new Date(0).toISOString(), accepted, outcomes, replays,
      balanced: accepted + replays === sum(positions.map(({ next, skipped }) => Number(next - skipped))),
      position: Object.fromEntries(positions.map(({ part, next }) => [String(part), String(next)])),
      gaps: (await readOpenGaps(tx)).map(gapOf),
      sources: sourcesOf(tallies, await readHours(tx, HOURS_PER_SOURCE)),
      implausible: implausible.map((row) => ({ kind: row.kind, key: row.key, unit: row.unit, unitName: row.name, flag: row.flag, openedAt: iso(row.opened_at), closedAt: iso(row.closed_at) })),
      implausibleTotal: Number(implausible[0]?.total ?? 0n),
      provisional: progressOf(measures.all, await countCases(tx, measures.version)),
      ...droppedOf(measures.all, await readKeptFrom(tx, 'events')),
    }
    return { found, positions }
  }, 'repeatable read')
}

/** An open incident as the screen and the command line show it. */
export function gapOf({ part, title, log, partition, kind, from_position: from, until_position: until, seen_at: seenAt }: GapRow): Reconciliation['gaps'][number] {
  return { part, topic: title, log, partition, kind, from: String(from), until: until === null ? null : String(until), seenAt: new Date(seenAt).toISOString() }
}

function outcomesOf(rows: readonly Pick<TallyRow, 'outcome' | 'n'>[]): Outcomes {
  const outcomes: Outcomes = { counted: 0, duplicate: 0, conflicting: 0, quarantined: 0, held: 0 }
  for (const { outcome, n } of rows) if (outcome !== 'replay') outcomes[outcome] += Number(n)
  return outcomes
}

function sourcesOf(tallies: readonly TallyRow[], hours: readonly HourRow[]): Reconciliation['sources'] {
  return [...new Set(tallies.map(({ source }) => source))].map((source) => {
    const own = tallies.filter((row) => row.source === source)
    const ownHours = hours.filter((row) => row.source === source)
    const lastArrived = Math.max(...own.map(({ last_arrived }) => last_arrived ?? -Infinity))
    return {
      source, outcomes: outcomesOf(own), lastArrivedAt: iso(lastArrived),
      hours: [...new Set(ownHours.map(({ hour }) => hour))].map((hour) => ({ hour: new Date(hour).toISOString(), outcomes: outcomesOf(ownHours.filter((row) => row.hour === hour)) })),
    }
  })
}

/** Since when events are kept, and which measures lack those from before; nothing where all are kept. */
function droppedOf(measures: readonly StoredMeasure[], keptFrom: number): Pick<Reconciliation, 'eventsKeptFrom' | 'incomplete'> {
  if (!Number.isFinite(keptFrom)) return {}
  const incomplete = measures.flatMap((measure) => (measure.complete_from === null ? [] : [{ measure: nameOf(measure), completeFrom: new Date(measure.complete_from).toISOString() }]))
  return { eventsKeptFrom: new Date(keptFrom).toISOString(), incomplete }
}

/** Event measures progress by log positions, case measures by cases folded again. */
function progressOf(measures: readonly StoredMeasure[], cases: { behind: number; total: number }): Reconciliation['provisional'] {
  return measures.filter(({ state }) => state === 'provisional').map((measure) => {
    const progress = isCaseMeasure(measure)
      ? { done: cases.total - cases.behind, total: cases.total }
      : { done: sum(Object.values(measure.done)), total: sum(Object.values(measure.since)) }
    return { measure: nameOf(measure), ...progress }
  })
}

function nameOf({ hash, declaration: { of, aggregate } }: StoredMeasure): string {
  return `${aggregate} ${'case' in of ? of.case : [of.event].flat().join('+')} ${hash.slice(0, 8)}`
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)
const iso = (instant: number | null): string | null => (instant === null || !Number.isFinite(instant) ? null : new Date(instant).toISOString())
