import type { LogRecord, Verdict } from '@tierline/contracts/log-record'

/** A batch of consecutive records of one partition, and the log that they come from. */
export interface LogBatch {
  log: string
  part: number
  records: readonly LogRecord[]
}

/** Commits one batch with its position and says what became of each record; it throws only when the infrastructure fails. */
export type LogConsumer = (batch: LogBatch) => Promise<Verdict[]>

/** Where accepted records go, in order, before anything is counted. */
export abstract class EventLog {
  /** Resolves once the records are durable: with a verdict each where the reply follows the transaction, null where it follows the log. Rejects with `Overloaded` when full. */
  abstract append(records: readonly LogRecord[]): Promise<Verdict[] | null>
  /** Names the one consumer of this process. */
  abstract consume(consumer: LogConsumer): void
  /** Records that wait. */
  abstract queued(): number
  /** Takes no more, finishes what waits. */
  abstract stop(): Promise<void>
}

/** The log is full or away: nothing of this call is known to be kept; resend the same ids later. */
export class Overloaded extends Error {
  constructor(readonly retryAfterSeconds: number, detail: string) {
    super(detail)
  }
}
