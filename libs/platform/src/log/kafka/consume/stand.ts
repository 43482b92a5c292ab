import type { LogGap } from '../../event-log.ts'
import type { LogBounds } from '../cluster-view.ts'

/** How this process stands towards a partition that the group gave it. It begins by being checked, and is checked again whenever something is not as expected. */
export class Stand {
  /** checked: nothing is fetched until its position was held against the log. waiting: the database failed it. stopped: an incident holds it. */
  phase: 'checked' | 'running' | 'waiting' | 'stopped' = 'checked'
  /** The position of the next record, as this process left it. */
  next = 0
  /** Where the next batch is to have been fetched from. */
  expected = 0
  /** A place beyond the expected one from which a batch came: right where only control records lie between. */
  suspect: number | null = null
  /** The position that the broker did not have. */
  missed: number | null = null
  /** Failures in a row. */
  failures = 0
  /** Counts what happened here, so that whoever looked before it can tell that the look is old. */
  moves = 0
  isBusy = false

  constructor(readonly partition: number) {}

  go(next: number): void {
    this.phase = 'running'
    this.next = next
    this.expected = next
    this.missed = null
    this.moves += 1
  }

  leave(phase: 'checked' | 'waiting' | 'stopped'): void {
    this.phase = phase
    this.moves += 1
  }

  /** What was noticed of another log says nothing about this one. */
  forget(): void {
    this.missed = null
    this.suspect = null
  }

  /** Whether a batch begins where it should; one from elsewhere was fetched after kafkajs had moved by itself. */
  isExpected(asked: number): boolean {
    return this.missed === null && (asked === this.expected || asked === this.suspect)
  }

  advance(next: number, expected: number): void {
    this.next = next
    this.expected = expected
    this.suspect = null
    this.failures = 0
    this.moves += 1
  }
}

/** What the log cannot serve of a stored position, or null where it can. `missed`: the broker did not have this position when it was asked for, even if the log has grown past it since. */
export function gapOf({ next, missed, bounds }: { next: number; missed: number | null; bounds: LogBounds }): Pick<LogGap, 'kind' | 'from' | 'until'> | null {
  if (next < bounds.start) return { kind: 'trimmed', from: next, until: bounds.start }
  if (next > bounds.end || missed === next) return { kind: 'rewound', from: next, until: bounds.start }
  return null
}
