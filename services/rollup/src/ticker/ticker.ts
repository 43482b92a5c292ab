import type { Database, Transaction } from '@tierline/platform/database/database'
import type { Signal } from '@tierline/platform/signal/signal'
import { dutyOccasions, openingFact } from '@tierline/scoring'
import type { DutyDeclaration, FactEvent, FactTypes, WorkCalendar } from '@tierline/scoring'
import { advanceCases, refoldCases } from '../cases/advance-cases.ts'
import type { CaseContext } from '../cases/advance-cases.ts'
import { lockTickedCases } from '../cases/case.store.ts'
import { Deltas } from '../deltas/deltas.ts'
import { findByIndex } from '../deltas/planning.store.ts'
import { applyDeltas } from '../deltas/rollup.store.ts'
import type { UnitNumbers } from '../deltas/unit-numbers.ts'
import { MeasureCache } from '../measures/measure-cache.ts'
import { moveClock } from './clock.store.ts'
import { tryAgain } from './try-again.ts'

/** A duty and the codes of the units that owe it. */
export interface OwedDuty {
  duty: DutyDeclaration
  units: readonly string[]
}

/** What the ticker needs beside the database. */
export interface TickerParts {
  db: Database
  units: UnitNumbers
  rules(): { types: FactTypes; calendar: WorkCalendar; duties: readonly OwedDuty[] }
  signal: Signal
}

/** Cases of one transaction. */
const CHUNK_CASES = 500

/**
 * Moves the one stored instant, and with it what time alone changes: cases pass their due times, duties open.
 * A crash between two steps costs nothing: both are found again by state (`next_tick`, duties without a case), never by a scanned time window.
 */
export class Ticker {
  private readonly measures = new MeasureCache()
  private readonly opened = new Set<string>()

  constructor(private readonly parts: TickerParts) {}

  /** Brings everything to the instant; an earlier one than the stored changes nothing. Returns the stored instant. */
  async tick(instant: number): Promise<number> {
    const now = await moveClock(this.parts.db, instant)
    const openedDuties = await this.openDuties(now)
    let moved = openedDuties
    for (let n = CHUNK_CASES; n > 0;) {
      n = await this.inTransaction(now, (tx, context) => refoldTicked(tx, context))
      moved += n
    }
    if (moved > 0) this.parts.signal.publish('touched', 'clock')
    return now
  }

  private async openDuties(now: number): Promise<number> {
    const facts = this.openingFacts(now)
    for (let at = 0; at < facts.length; at += CHUNK_CASES) {
      const chunk = facts.slice(at, at + CHUNK_CASES)
      await this.inTransaction(now, (tx, context) => advanceCases(tx, chunk, context))
      for (const fact of chunk) this.opened.add(fact.id)
    }
    return facts.length
  }

  /** Remembered only to spare work: a duty that is open already is not opened twice. */
  private openingFacts(now: number): FactEvent[] {
    const { duties, calendar } = this.parts.rules()
    return duties.flatMap(({ duty, units }) => dutyOccasions(duty, now, calendar).flatMap((occasion) => units
      .map((unit) => openingFact(duty, unit, occasion))
      .filter((fact) => !this.opened.has(fact.id) && this.parts.units.unitByCode(fact.unit) !== undefined)))
  }

  private async inTransaction<T>(instant: number, work: (tx: Transaction, context: CaseContext & { deltas: Deltas }) => Promise<T>): Promise<T> {
    const { types, calendar } = this.parts.rules()
    return await tryAgain(() => this.parts.db.transaction(async (tx) => {
      const [, measures] = await Promise.all([findByIndex(tx), this.measures.hold(tx)])
      const deltas = new Deltas()
      const result = await work(tx, { types, calendar, instant, measures, units: this.parts.units, deltas })
      await applyDeltas(tx, deltas)
      return result
    }))
  }
}

async function refoldTicked(tx: Transaction, context: CaseContext & { deltas: Deltas }): Promise<number> {
  const rows = await lockTickedCases(tx, context.instant, CHUNK_CASES)
  await refoldCases(tx, rows, context)
  return rows.length
}
