import { dayAt } from './demo-day.ts'
import type { DemoEvent } from './demo-event.ts'
import { Agenda } from './demo-stream.ts'
import type { DemoStream, StreamDay } from './demo-stream.ts'

/** Events whose days are known beforehand: facilities enabled, reports filed, articles, inspections, scenes, incidents. */
export class Dated implements DemoStream {
  private readonly agenda = new Agenda((instant) => dayAt(instant).start)

  constructor(events: readonly DemoEvent[]) {
    for (const event of events) this.agenda.put(event)
  }

  of(day: StreamDay): DemoEvent[] {
    return this.agenda.take(day)
  }
}
