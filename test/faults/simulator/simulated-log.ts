import type { LogRecord } from '@tierline/contracts/log-record'
import type { LogBatch } from '@tierline/platform/log/event-log'
import type { Random } from '../../support/random.ts'

/** The name of the log; it begins at a position of its own, as one whose oldest records are gone. */
export const SIMULATED_LOG = 'simulated'
export const FIRST_POSITION = 5
export const PARTITIONS = 2

/** A log of two partitions whose positions have gaps, as Kafka's have; what reads it decides from where, and how often. */
export class SimulatedLog {
  private readonly partitions: { position: number; record: LogRecord }[][] = Array.from({ length: PARTITIONS }, () => [])
  private readonly ends: number[] = Array.from({ length: PARTITIONS }, () => FIRST_POSITION)

  constructor(private readonly random: Random, records: readonly LogRecord[]) {
    for (const record of records) this.append(record)
  }

  /** Records of one unit stay in order, those of others pass them. */
  append(record: LogRecord): void {
    const partition = this.random.whole(0, PARTITIONS - 1)
    const position = (this.ends[partition] ?? FIRST_POSITION) + (this.random.chance(0.1) ? this.random.whole(1, 2) : 0)
    // Each as it is read from a log: equal, never the same object.
    this.partitions[partition]?.push({ position, record: { ...record } })
    this.ends[partition] = position + 1
  }

  /** Some records from a position on; null where there are none. */
  read(partition: number, from: number, count: number): LogBatch | null {
    const found = (this.partitions[partition] ?? []).filter(({ position }) => position >= from).slice(0, count)
    if (found.length === 0) return null
    return { log: SIMULATED_LOG, partition, records: found.map(({ record }) => record), positions: found.map(({ position }) => position) }
  }

  all(): LogRecord[] {
    return this.partitions.flatMap((partition) => partition.map(({ record }) => record))
  }
}
