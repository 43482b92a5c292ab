import type { Random } from '../random/random.ts'
import { DAY_MS, HOUR_MS, instantText } from '../stream/demo-day.ts'
import { writer } from '../stream/demo-event.ts'
import type { DemoEvent } from '../stream/demo-event.ts'
import type { DemoStream, StreamDay } from '../stream/demo-stream.ts'

const SOURCE = 'liuan/old-system'
const OLD = writer(SOURCE)
const UNIT = '341503'

/**
 * A source that gets things wrong now and then, so that data quality has something to show: unknown units and types, fields that are missing or wrong,
 * absurd times, the same event twice or with other content, tickets closed before they were opened. Nothing of it moves a figure of the zone.
 */
export class Trouble implements DemoStream {
  private n = 0

  constructor(private readonly random: Random) {}

  of(day: StreamDay): DemoEvent[] {
    if (day.date < '2021-01-04') return []
    const often = day.isLive ? 3 : 0.35
    const events: DemoEvent[] = []
    for (let owed = often; this.random.next() < owed; owed -= 1) events.push(...this.random.pick(KINDS)(this.next(), day.start + this.random.whole(9 * 60, 18 * 60) * 60_000))
    return events
  }

  private next(): string {
    this.n += 1
    return `old-${this.n}`
  }
}

type Kind = (id: string, time: number) => DemoEvent[]
const shown = (id: string, time: number): { id: string; type: string; unit: string; time: number; data: Record<string, unknown> } =>
  ({ id, type: 'code.shown', unit: UNIT, time, data: { channel: 'kiosk', count: 3 } })

const KINDS: readonly Kind[] = [
  (id, time) => [OLD({ ...shown(id, time), unit: '金安新城' })],
  (id, time) => [OLD({ ...shown(id, time), unit: '皋城新区' })],
  (id, time) => [OLD({ ...shown(id, time), type: 'code.scaned' })],
  (id, time) => [OLD({ ...shown(id, time), data: { channel: 'kiosk', count: '三' } })],
  (id, time) => [OLD({ ...shown(id, time), data: { channel: 'kiosk', count: 0 } })],
  (id, time) => [OLD({ id, type: 'service.handled', unit: UNIT, time, data: { item: 'item-7', by_code: 'fully' } })],
  (id, time) => [OLD({ ...shown(id, time), data: { channel: 'kiosk', total: 12 } })],
  // A clock without battery: 1970, and one that runs years ahead.
  (id, time) => [OLD({ ...shown(id, 0), sent: time })],
  (id, time) => [OLD({ ...shown(id, time + 3_000 * DAY_MS), sent: time })],
  (id, time) => [OLD(shown(id, time)), OLD({ ...shown(id, time), sent: time + HOUR_MS })],
  (id, time) => [OLD(shown(id, time)), OLD({ ...shown(id, time), sent: time + HOUR_MS })],
  (id, time) => [OLD(shown(id, time)), OLD({ ...shown(id, time), sent: time + HOUR_MS, data: { channel: 'kiosk', count: 30 } })],
  // Reported three weeks after it happened.
  (id, time) => [OLD({ ...shown(id, time - 21 * DAY_MS), sent: time })],
  closedBeforeOpened,
]

function closedBeforeOpened(id: string, time: number): DemoEvent[] {
  const data = { ticket: `${id}-T` }
  return [
    OLD({ id: `${id}-1`, type: 'ticket.opened', unit: UNIT, time, data: { ...data, due: instantText(time + 5 * DAY_MS), category: '安康码' } }),
    OLD({ id: `${id}-2`, type: 'ticket.closed', unit: UNIT, time: time - 2 * HOUR_MS, sent: time + HOUR_MS, data }),
  ]
}
