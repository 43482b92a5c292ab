import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import type { Registry } from 'prom-client'

/** One partition of a log; `log` names the log for good, so that another one of the same title is another log. */
export interface LogPartition {
  log: string
  partition: number
}

/** A batch of records of one partition, in order. */
export interface LogBatch extends LogPartition {
  records: readonly LogRecord[]
  /** The position of each record, ascending, gaps allowed; null where the log has no positions of its own and takes the stored one as it comes. */
  positions: readonly number[] | null
}

/** A stored position that the log cannot serve: its records were deleted before they were counted (trimmed), or the log has lost what had been counted already and more (rewound). */
export interface LogGap extends LogPartition {
  kind: 'trimmed' | 'rewound'
  /** The stored position. */
  from: number
  /** Where the log can be gone on with: its start. */
  until: number
}

/** A partition as it is stored. */
export interface StoredStand {
  partition: number
  next: number
  /** Whether an open incident holds it. */
  isStopped: boolean
  /** Whether an incident is open that concerns it: its own, or that of an earlier log of the same title. */
  hasIncident: boolean
}

/** What counts the records of a log, and keeps its positions and incidents. */
export interface LogConsumer {
  /** The position of the next record as last known here; a partition never seen before begins at `start`. */
  position(partition: LogPartition, start: number): Promise<number>
  /** The same, read afresh, so that whoever else moved it is noticed. */
  reread(partition: LogPartition, start: number): Promise<number>
  /** Every partition of a log that has been seen, read afresh. */
  standing(log: string): Promise<StoredStand[]>
  /** Learns which log a title (a topic) names now. An earlier log of that title is over: what it still held is an incident, for nobody can read it any more. */
  adopt(log: string, title: string): Promise<void>
  /** Opens an incident, once: the partition stands still until somebody has accepted it. */
  openGap(gap: LogGap): Promise<void>
  /** Commits one batch with its position and says what became of each record; throws `PositionTaken` when somebody else has the partition, anything else only when the infrastructure fails. */
  consume(batch: LogBatch): Promise<Verdict[]>
}

/** Live traffic goes first; imports and other bulk go beside it and never delay it. */
export type Lane = 'live' | 'backfill'

/** Where accepted records go, in order, before anything is counted. */
export abstract class EventLog {
  /** Resolves once the records are durable: with a verdict each where the reply follows the transaction, null where it follows the log. Rejects with `Overloaded` when full or away. */
  abstract append(records: readonly LogRecord[], lane?: Lane): Promise<Verdict[] | null>
  /** Names the one consumer of this process. */
  abstract consume(consumer: LogConsumer): void
  /** Records of this process that wait to be appended. */
  abstract queued(): number
  /** Records that are in the log above the stored positions: accepted, not counted yet. */
  abstract inFlight(stored: readonly (LogPartition & { next: number })[]): Promise<number>
  /** What it waits for before it can take records and give them to its consumer, as a sentence's object; null while it works. */
  waitsFor(): string | null {
    return null
  }
  /** Shows itself in the metrics. */
  measure(_registry: Registry): void {
    // A log in one process with what counts it has nothing to show.
  }
  /** Takes no more, finishes what waits. */
  abstract stop(): Promise<void>
}

/** The log is full or away: nothing of this call is known to be kept; resend the same ids later. */
export class Overloaded extends Error {
  constructor(readonly retryAfterSeconds: number, detail: string) {
    super(detail)
  }
}

/** The stored position is not where this consumer left it: somebody else has the partition. */
export class PositionTaken extends Error {}
