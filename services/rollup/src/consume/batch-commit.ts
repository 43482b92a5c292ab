import type { EventRecord, LogRecord, Verdict } from '@tierline/contracts/log-record'
import type { Database, Transaction } from '@tierline/platform/database/database'
import type { Logger } from '@tierline/platform/logger'
import type { Signal } from '@tierline/platform/signal/signal'
import { contributionsOfEvent } from '@tierline/scoring'
import type { FactTypes, WorkCalendar } from '@tierline/scoring'
import { advanceCases } from '../cases/advance-cases.ts'
import { Deltas } from '../deltas/deltas.ts'
import { findByIndex } from '../deltas/planning.store.ts'
import { applyDeltas } from '../deltas/rollup.store.ts'
import { unitNumber } from '../deltas/unit-numbers.ts'
import type { UnitNumbers } from '../deltas/unit-numbers.ts'
import type { CountedMeasures } from '../measures/counted-measures.ts'
import { MeasureCache } from '../measures/measure-cache.ts'
import { readClock } from '../ticker/clock.store.ts'
import { storeEvents } from './event.store.ts'
import type { PlacedEvent } from './event.store.ts'
import { keepIdentities } from './ledger.store.ts'
import { movePosition, readPosition } from './position.store.ts'
import { quarantineRows, replayedRows } from './quarantine-row.ts'
import { lockOpenRows, quarantine, settleReplayed } from './quarantine.store.ts'
import { replaysOf, tallyDeltas } from './tally.ts'
import type { OpenRow } from './tally.ts'
import { addTallies } from './tally.store.ts'
import { decide, firstOfEach, screen } from './verdicts.ts'
import type { Reason } from './verdicts.ts'

/** What committing needs. `types` (with the clock's own) and `calendar` come from the rules folder. */
export interface CommitParts {
  db: Database
  units: UnitNumbers
  rules(): { types: FactTypes; calendar: WorkCalendar }
  signal: Signal
  logger: Logger
  identityHorizonMs: number | null
}

/** Consecutive records that are committed together; `aside` names those that an earlier try had to leave out. */
export interface Slice {
  log: string
  part: number
  records: readonly LogRecord[]
  aside: Map<LogRecord, Reason>
}

/** The stored position is not where this consumer left it: somebody else has the partition. */
export class PositionTaken extends Error {}

interface Held {
  instant: number
  measures: CountedMeasures
}

/** Commits a slice of the log in ONE transaction. */
export class BatchCommit {
  private readonly positions = new Map<string, number>()
  private readonly measures = new MeasureCache()

  constructor(private readonly parts: CommitParts) {}

  /**
   * A crash before the commit leaves nothing at all: the records were not acknowledged, are sent again, and find their identities new.
   * A crash after it leaves all: the records are sent again, and find their identities taken. There is no state in between.
   */
  async run(slice: Slice): Promise<Verdict[]> {
    const { records, part } = slice
    const from = await this.positionOf(slice)
    const verdicts = await this.parts.db.transaction(async (tx) => {
      // 1. Move the position by compare-and-set, and hold the measure set: from here on nobody else can commit these records.
      const held = await this.begin(tx, slice, from)
      // 2. Lock the quarantine rows that are replayed.
      const replays = replaysOf(records, await lockOpenRows(tx, records.flatMap(({ replayOf }) => replayOf ?? [])))
      // 3. Keep the identities that are new (ledger), and so decide what becomes of each record.
      const screened = screen(records, { aside: slice.aside, units: this.parts.units, heldBefore: this.heldBefore(held.instant) })
      const decided = decide(records, screened, await keepIdentities(tx, firstOfEach(records, screened)))
      // 4. Store the new events, advance their cases, and sum what both add to the roll-ups.
      const events = this.placed(records, decided, from)
      const [deltas] = await Promise.all([this.sum(tx, events, held), storeEvents(tx, part, events)])
      // 5. Add the sums to the roll-ups, note the touched units. 6. Tally every record, quarantine what was not counted.
      await Promise.all([applyDeltas(tx, deltas), this.account(tx, { records, verdicts: decided, replays })])
      return decided
    })
    // 7. Only now it is true: remember the position, and hint at the touched units.
    this.positions.set(nameOf(slice), from + records.length)
    this.parts.signal.publish('touched', slice.log)
    return verdicts
  }

  forgetPosition(slice: Slice): void {
    this.positions.delete(nameOf(slice))
  }

  private async positionOf(slice: Slice): Promise<number> {
    return this.positions.get(nameOf(slice)) ?? await readPosition(this.parts.db, slice)
  }

  private async begin(tx: Transaction, slice: Slice, from: number): Promise<Held> {
    const [, isMoved, measures, instant] = await Promise.all([
      findByIndex(tx), movePosition(tx, slice, { from, until: from + slice.records.length }), this.measures.hold(tx), readClock(tx),
    ])
    if (!isMoved) throw new PositionTaken(`log ${slice.log}, partition ${slice.part}: position ${from} was moved by another consumer; stop one of the two`)
    return { instant, measures }
  }

  private heldBefore(instant: number): number {
    return this.parts.identityHorizonMs === null ? -Infinity : instant - this.parts.identityHorizonMs
  }

  private placed(records: readonly LogRecord[], verdicts: readonly Verdict[], from: number): PlacedEvent[] {
    const events: PlacedEvent[] = []
    for (const [i, record] of records.entries()) {
      if (record.kind !== 'event' || verdicts[i]?.outcome !== 'counted') continue
      events.push({ record, unit: unitNumber(this.parts.units, record.unit), position: from + i })
    }
    return events
  }

  private async sum(tx: Transaction, events: readonly PlacedEvent[], { instant, measures }: Held): Promise<Deltas> {
    const deltas = new Deltas()
    const { types, calendar } = this.parts.rules()
    for (const { record, unit } of events) {
      deltas.touch(unit, record.time, record.time)
      for (const { measure, key, bucket, delta, member = null } of contributionsOfEvent(record, measures.set, types[record.type])) {
        deltas.add({ measure, unit, key, hour: bucket, delta, member })
      }
    }
    const facts: EventRecord[] = events.map(({ record }) => record)
    await advanceCases(tx, facts, { types, calendar, instant, measures, units: this.parts.units, deltas })
    return deltas
  }

  private async account(tx: Transaction, batch: { records: readonly LogRecord[]; verdicts: readonly Verdict[]; replays: ReadonlyMap<LogRecord, OpenRow> }): Promise<void> {
    const { records, verdicts, replays } = batch
    await Promise.all([
      addTallies(tx, tallyDeltas(records, verdicts, replays)),
      quarantine(tx, quarantineRows(records, verdicts, replays)),
      settleReplayed(tx, replayedRows(records, verdicts, replays)),
    ])
  }
}

const nameOf = ({ log, part }: Slice): string => `${log}/${part}`
