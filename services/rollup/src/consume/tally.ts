import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import { hourOf } from '@tierline/scoring'

/** A quarantine row that a record of this batch replays. */
export interface OpenRow {
  id: number
  source: string
  arrived: number
  outcome: 'quarantined' | 'conflicting' | 'held'
}

/** A change of one tally; `hour` is the start of the hour of arrival, epoch ms. */
export interface TallyDelta {
  source: string
  hour: number
  outcome: Verdict['outcome'] | 'replay'
  n: number
  /** Newest arrival, epoch ms. */
  lastArrived: number
}

/** By record: the open row that it replays. A second replay of one row, or one of a closed row, is an ordinary record. */
export function replaysOf(records: readonly LogRecord[], open: readonly OpenRow[]): Map<LogRecord, OpenRow> {
  const byId = new Map(open.map((row) => [row.id, row]))
  const replays = new Map<LogRecord, OpenRow>()
  for (const record of records) {
    const row = record.replayOf === null ? undefined : byId.get(record.replayOf)
    if (!row) continue
    replays.set(record, row)
    byId.delete(row.id)
  }
  return replays
}

/**
 * What a batch adds to the tallies: each record one outcome in the hour of its arrival; a replay instead moves the tally of the row that it replays
 * and is itself tallied as `replay`, so that the sum of all tallies stays the number of records in the log.
 */
export function tallyDeltas(records: readonly LogRecord[], verdicts: readonly Verdict[], replays: ReadonlyMap<LogRecord, OpenRow>): TallyDelta[] {
  const sums = new Map<string, TallyDelta>()
  const add = (source: string, arrived: number, outcome: TallyDelta['outcome'], n: number): void => {
    const hour = hourOf(arrived)
    const name = `${source}\n${hour}\n${outcome}`
    const known = sums.get(name)
    if (!known) sums.set(name, { source, hour, outcome, n, lastArrived: arrived })
    else {
      known.n += n
      known.lastArrived = Math.max(known.lastArrived, arrived)
    }
  }
  for (const [i, record] of records.entries()) {
    const outcome = verdicts[i]?.outcome ?? 'quarantined'
    const row = replays.get(record)
    if (!row) {
      add(record.source, record.arrived, outcome, 1)
      continue
    }
    add(row.source, row.arrived, row.outcome, -1)
    add(row.source, row.arrived, outcome, 1)
    add(record.source, record.arrived, 'replay', 1)
  }
  return [...sums].filter(([, delta]) => delta.n !== 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, delta]) => delta)
}
