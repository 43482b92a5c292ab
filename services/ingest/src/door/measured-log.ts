import type { QuarantineCode } from '@tierline/contracts/ingest'
import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import { Overloaded } from '@tierline/platform/log/event-log'
import type { EventLog, Lane } from '@tierline/platform/log/event-log'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Registry } from 'prom-client'

/** From a commit in one process to a broker that is about to be given up. */
const APPEND_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]

/** The log as the door appends to it: what goes in, what is refused and how long it takes is counted. */
export class MeasuredLog {
  private readonly events: Counter<'outcome'>
  private readonly refused: Counter<'code'>
  private readonly seconds: Histogram
  private readonly overloaded: Counter

  constructor(private readonly log: Pick<EventLog, 'append' | 'queued'>, registry: Registry) {
    const registers = [registry]
    this.events = new Counter({ name: 'tierline_ingest_events_total', help: 'Events that came to the door: accepted into the log (quarantined ones too), or rejected as no events', labelNames: ['outcome'], registers })
    this.refused = new Counter({ name: 'tierline_ingest_refused_total', help: 'Accepted events that go to quarantine, by code; what only the roll-up finds is counted here where the reply follows the commit', labelNames: ['code'], registers })
    this.seconds = new Histogram({ name: 'tierline_ingest_append_seconds', help: 'From handing records to the log to its acknowledgement or commit', buckets: APPEND_SECONDS, registers })
    this.overloaded = new Counter({ name: 'tierline_ingest_overloaded_total', help: 'Appends that the log refused or did not acknowledge; their senders send them again', registers })
    new Gauge({ name: 'tierline_ingest_queued_records', help: 'Records of this process that wait for the log', registers, collect() { this.set(log.queued()) } })
  }

  /** As the log's own: rejects with `Overloaded` when it is full or away. */
  async append(records: readonly LogRecord[], lane: Lane): Promise<Verdict[] | null> {
    const done = this.seconds.startTimer()
    try {
      const verdicts = await this.log.append(records, lane)
      done()
      this.note(records, verdicts)
      return verdicts
    } catch (error) {
      if (error instanceof Overloaded) this.overloaded.inc()
      throw error
    }
  }

  /** Counts one that could not be read as an event and has no place in the log. */
  noteRejected(): void {
    this.events.inc({ outcome: 'rejected' })
  }

  private note(records: readonly LogRecord[], verdicts: readonly Verdict[] | null): void {
    this.events.inc({ outcome: 'accepted' }, records.length)
    records.forEach((record, at) => {
      const code = codeOf(record, verdicts?.[at])
      if (code) this.refused.inc({ code })
    })
  }
}

/** Why a record goes to quarantine: the door's reason, or what the transaction found. */
export function codeOf(record: LogRecord, verdict: Verdict | undefined): QuarantineCode | null {
  if (record.kind === 'refused') return record.code
  if (!verdict || verdict.outcome === 'counted' || verdict.outcome === 'duplicate') return null
  return verdict.code ?? (verdict.outcome === 'held' ? 'held' : verdict.outcome === 'conflicting' ? 'conflicting' : 'unstorable')
}
