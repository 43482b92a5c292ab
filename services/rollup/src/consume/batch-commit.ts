import type { EventRecord, LogRecord, Verdict } from '@tierline/contracts/log-record'
import type { Database, Transaction } from '@tierline/platform/database/database'
import { PositionTaken } from '@tierline/platform/log/event-log'
import type { LogBatch, LogPartition } from '@tierline/platform/log/event-log'
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
import type { StoredPosition } from './position.store.ts'
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

/** Records that are committed together; `aside` names those that an earlier try had to leave out. */
export interface Slice extends LogBatch {
  aside: Map<LogRecord, Reason>
}

interface Held {
  instant: number
  measures: CountedMeasures
}

/** Commits a slice of the log in ONE transaction. */
export class BatchCommit {
  private readonly positions = new Map<string, StoredPosition>()
  private readonly measures = new MeasureCache()

  constructor(private readonly parts: CommitParts) {}

  /**
   * A crash before the commit leaves nothing at all: the records were not acknowledged, are sent again, and find their identities new.
   * A crash after it leaves all: the records are sent again, and find their identities taken. There is no state in between.
   */
  async run(slice: Slice): Promise<Verdict[]> {
    const { records } = slice
    const stored = await this.position(slice)
    const { part, next: from } = stored
    const verdicts = await this.parts.db.transaction(async (tx) => {
      // 1. Move the position by compare-and-set, and hold the measure set: from here on nobody else can commit these records.
      const held = await this.begin(tx, slice, stored)
      // 2. Lock the quarantine rows that are replayed.
      const replays = replaysOf(records, await lockOpenRows(tx, records.flatMap(({ replayOf }) => replayOf ?? [])))
      // 3. Keep the identities that are new (ledger), and so decide what becomes of each record.
      const screened = screen(records, { aside: slice.aside, units: this.parts.units, heldBefore: this.heldBefore(held.instant) })
      const decided = decide(records, screened, await keepIdentities(tx, firstOfEach(records, screened)))
      // 4. Store the new events, advance their cases, and sum what both add to the roll-ups.
      const events = this.placed(slice, decided, from)
      const [deltas] = await Promise.all([this.sum(tx, events, held), storeEvents(tx, part, events)])
      // 5. Add the sums to the roll-ups, note the touched units. 6. Tally every record, quarantine what was not counted.
      await Promise.all([applyDeltas(tx, deltas), this.account(tx, { records, verdicts: decided, replays })])
      return decided
    })
    // 7. Only now it is true: remember the position, and hint at the touched units.
    this.positions.set(nameOf(slice), { part, next: untilOf(slice, from) })
    this.parts.signal.publish('touched', slice.log)
    return verdicts
  }

  /** Where the partition stands, as far as this consumer knows; one never seen before begins at `start`. */
  async position(partition: LogPartition, start = 0): Promise<StoredPosition> {
    const known = this.positions.get(nameOf(partition)) ?? await readPosition(this.parts.db, partition, start)
    this.positions.set(nameOf(partition), known)
    return known
  }

  forgetPosition(partition: LogPartition): void {
    this.positions.delete(nameOf(partition))
  }

  private async begin(tx: Transaction, slice: Slice, stored: StoredPosition): Promise<Held> {
    // Before anything is sent: what it throws must not leave a statement behind that nobody waits for.
    const move = moveOf(slice, stored.next)
    const [, isMoved, measures, instant] = await Promise.all([findByIndex(tx), movePosition(tx, stored, move), this.measures.hold(tx), readClock(tx)])
    if (!isMoved) throw taken(slice, stored.next)
    return { instant, measures }
  }

  private heldBefore(instant: number): number {
    return this.parts.identityHorizonMs === null ? -Infinity : instant - this.parts.identityHorizonMs
  }

  private placed({ records, positions }: Slice, verdicts: readonly Verdict[], from: number): PlacedEvent[] {
    const events: PlacedEvent[] = []
    for (const [i, record] of records.entries()) {
      if (record.kind !== 'event' || verdicts[i]?.outcome !== 'counted') continue
      events.push({ record, unit: unitNumber(this.parts.units, record.unit), position: positions?.[i] ?? from + i })
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

/** Records below the stored position were committed by somebody else. */
function moveOf(slice: Slice, from: number): { log: string; until: number; skipped: number } {
  const first = slice.positions?.[0] ?? from
  if (first < from) throw taken(slice, first)
  const until = untilOf(slice, from)
  return { log: slice.log, until, skipped: until - from - slice.records.length }
}

const untilOf = ({ records, positions }: LogBatch, from: number): number => (positions ? (positions.at(-1) ?? from - 1) + 1 : from + records.length)

function taken({ log, partition }: LogPartition, position: number): PositionTaken {
  return new PositionTaken(`log ${log}, partition ${partition}: position ${position} was moved by another consumer; stop one of the two`)
}

const nameOf = ({ log, partition }: LogPartition): string => `${log}/${partition}`
