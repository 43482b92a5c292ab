import type { Database, Transaction } from '@tierline/platform/database/database'
import type { Signal } from '@tierline/platform/signal/signal'
import { compileMeasures, contributionsOfEvent } from '@tierline/scoring'
import type { FactTypes, WorkCalendar } from '@tierline/scoring'
import { refoldCases } from '../cases/advance-cases.ts'
import { lockCasesBehind } from '../cases/case.store.ts'
import { Deltas } from '../deltas/deltas.ts'
import { findByIndex } from '../deltas/planning.store.ts'
import { applyDeltas, touchEveryUnit } from '../deltas/rollup.store.ts'
import { changeOf } from '../deltas/unit-numbers.ts'
import type { UnitNumbers } from '../deltas/unit-numbers.ts'
import { readClock } from '../ticker/clock.store.ts'
import { tryAgain } from '../ticker/try-again.ts'
import { isCaseMeasure } from './counted-measures.ts'
import type { StoredMeasure } from './counted-measures.ts'
import { MeasureCache } from './measure-cache.ts'
import { completeMeasures, isAnyCaseBehind, lockMeasures, readMeasures, storeProgress } from './measure.store.ts'
import { readEvents } from './stored-event.store.ts'

/** What back-filling needs beside the database. */
export interface BackFillParts {
  db: Database
  units: UnitNumbers
  rules(): { types: FactTypes; calendar: WorkCalendar }
  signal: Signal
}

const CHUNK_POSITIONS = 10_000
const CHUNK_CASES = 500

/**
 * Fills new measures from what is stored: event measures chunk by chunk up to the position from which they are counted live, the progress in the same
 * transaction as the sums; case measures by folding every case again that an older set folded. A crash goes on at the last chunk.
 */
export class BackFill {
  private readonly measures = new MeasureCache()

  constructor(private readonly parts: BackFillParts) {}

  /** Does one chunk; false when there is nothing left to fill. */
  async step(): Promise<boolean> {
    const { all, version } = await readMeasures(this.parts.db)
    const provisional = all.filter(({ state }) => state === 'provisional')
    const together = filledTogether(provisional.filter((measure) => !isCaseMeasure(measure)))
    if (together.length > 0) return await this.inTransaction((tx) => this.fillFromEvents(tx, together))
    if (!provisional.some(isCaseMeasure) && !(await isAnyCaseBehind(this.parts.db, version))) return false
    return await this.inTransaction((tx) => this.refoldBehind(tx))
  }

  /** Fills everything there is. */
  async run(): Promise<void> {
    while (await this.step());
  }

  private async inTransaction(work: (tx: Transaction) => Promise<void>): Promise<boolean> {
    await tryAgain(() => this.parts.db.transaction(async (tx) => {
      await findByIndex(tx)
      await work(tx)
    }))
    this.parts.signal.publish('touched', 'back-fill')
    return true
  }

  private async fillFromEvents(tx: Transaction, planned: readonly StoredMeasure[]): Promise<void> {
    const ids = planned.map(({ id }) => id)
    const locked = filledTogether(await lockMeasures(tx, ids))
    const [first] = locked
    // Another worker has gone on meanwhile: look again.
    if (!first || locked.length !== planned.length || JSON.stringify(first.done) !== JSON.stringify(planned[0]?.done)) return
    const span = nextSpan(first)
    if (!span) return await this.complete(tx, ids)
    await this.addSpan(tx, locked, span)
    await storeProgress(tx, ids, { ...first.done, [String(span.part)]: span.until })
  }

  private async addSpan(tx: Transaction, measures: readonly StoredMeasure[], span: { part: number; from: number; until: number }): Promise<void> {
    const set = compileMeasures(measures)
    const { types } = this.parts.rules()
    const deltas = new Deltas()
    for (const event of await readEvents(tx, { ...span, types: [...set.byEventType.keys()] })) {
      for (const contribution of contributionsOfEvent(event, set, types[event.type])) deltas.add(changeOf(contribution, this.parts.units))
    }
    await applyDeltas(tx, deltas)
  }

  private async refoldBehind(tx: Transaction): Promise<void> {
    const measures = await this.measures.hold(tx)
    const rows = await lockCasesBehind(tx, measures.version, CHUNK_CASES)
    if (rows.length === 0) return await this.complete(tx, measures.all.filter(isCaseMeasure).map(({ id }) => id))
    const { types, calendar } = this.parts.rules()
    const deltas = new Deltas()
    await refoldCases(tx, rows, { types, calendar, instant: await readClock(tx), measures, units: this.parts.units, deltas })
    await applyDeltas(tx, deltas)
  }

  private async complete(tx: Transaction, ids: readonly number[]): Promise<void> {
    if (await completeMeasures(tx, ids) > 0) await touchEveryUnit(tx)
  }
}

/** The measures that stand where the first one stands: they share each reading of the events. */
function filledTogether(measures: readonly StoredMeasure[]): StoredMeasure[] {
  const place = ({ since, done }: StoredMeasure): string => JSON.stringify([since, done])
  return measures.filter((measure) => measures[0] && measure.state === 'provisional' && place(measure) === place(measures[0]))
}

function nextSpan({ since, done }: StoredMeasure): { part: number; from: number; until: number } | null {
  for (const [part, end] of Object.entries(since)) {
    const from = done[part] ?? 0
    if (from < end) return { part: Number(part), from, until: Math.min(end, from + CHUNK_POSITIONS) }
  }
  return null
}
