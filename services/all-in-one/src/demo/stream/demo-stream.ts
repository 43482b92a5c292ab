import { DAY_MS } from './demo-day.ts'
import type { DemoDay } from './demo-day.ts'
import type { DemoEvent } from './demo-event.ts'

/** A day as the streams see it: `isLive` once the year has been replayed, when more is said a day. */
export interface StreamDay extends DemoDay {
  isLive: boolean
}

/** One kind of thing that happens in the demo city. Days are asked for in order, each once; the events of a day come in any order. */
export interface DemoStream {
  of(day: StreamDay): DemoEvent[]
}

/** Events that are decided today and happen on a later day. */
export class Agenda {
  private readonly byDay = new Map<number, DemoEvent[]>()

  constructor(private readonly startOf: (instant: number) => number) {}

  put(event: DemoEvent): void {
    const start = this.startOf(event.sent)
    const list = this.byDay.get(start)
    if (list) list.push(event)
    else this.byDay.set(start, [event])
  }

  /** What was put down for a day; it is forgotten then. */
  take(day: DemoDay): DemoEvent[] {
    const list = this.byDay.get(day.start) ?? []
    this.byDay.delete(day.start)
    return list
  }

  /** Days that something is still put down for. */
  get pendingDays(): number {
    return this.byDay.size
  }
}

/** Whole days from one day to another. */
export function daysApart(from: DemoDay, until: DemoDay): number {
  return Math.round((until.start - from.start) / DAY_MS)
}
