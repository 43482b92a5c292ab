/** What a topic may send: null means everything. */
export interface InletPermits {
  sources: ReadonlySet<string> | null
  types: ReadonlySet<string> | null
  units: ReadonlySet<string> | null
}

/** One message as another system wrote it; a header that came several times has several texts. */
export interface InletMessage {
  value: Buffer | null
  headers: Readonly<Record<string, readonly string[]>>
}

/** Messages of one partition of a topic, in order. */
export interface InletBatch {
  topic: string
  partition: number
  permits: InletPermits
  messages: readonly InletMessage[]
  /** Aborted when reading is to end: a batch that waits for the log is then given up, and comes again to whoever reads next. */
  stopping: AbortSignal
  /** Notes that everything up to the end of this batch is in the log. */
  commit(): Promise<void>
}

/** Messages that nobody can read any more: the topic's retention passed before they were read, or the topic was made anew. */
export interface InletLoss {
  topic: string
  partition: number
  /** The first that was not read. */
  from: number
  /** Where reading goes on. */
  until: number
}

/** What takes the messages of an inlet. */
export interface InletTaker {
  /** A batch that is rejected, or not committed, comes again. */
  take(batch: InletBatch): Promise<void>
  noteLoss(loss: InletLoss): void
  /** Reading broke off; it is begun anew by itself. */
  noteCrash(error: unknown): void
}

/** The way in beside HTTP: topics to which other systems write. */
export abstract class Inlet {
  /** Names what takes the messages; several processes share them by partitions. */
  abstract open(taker: InletTaker): void
  /** Reads no more; what is being taken is finished. */
  abstract stop(): Promise<void>
}

/** The inlet of the embedded shape: nobody can write to a log that lives in one process. */
export class NoInlet extends Inlet {
  open(): void {
    // Nothing comes.
  }

  stop(): Promise<void> {
    return Promise.resolve()
  }
}
