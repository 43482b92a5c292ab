import type { Random } from '../random/random.ts'
import { DAY_MS, HOUR_MS, dayAt, instantText } from './demo-day.ts'
import type { DemoEvent, NewEvent } from './demo-event.ts'
import { Agenda } from './demo-stream.ts'
import type { DemoStream, StreamDay } from './demo-stream.ts'

/** How well a unit works on its tickets: chances between 0 and 1. */
export interface TicketQuality {
  prompt: number
  onTime: number
  contacted: number
  solved: number
  satisfied: number
  returned: number
}

/** The tickets of one unit. */
export interface TicketPlan {
  unit: string
  mark: string
  /** Day of the first ticket. */
  from: string
  perDay: number
  livePerDay: number
  quality: (day: StreamDay) => TicketQuality
}

/** Times of one ticket's life. */
interface Life {
  key: string
  opened: number
  closed: number
  quality: TicketQuality
}

const MINUTE_MS = 60_000
/** An urgent ticket is due this long after it was opened. */
const URGENT_MS = 2 * HOUR_MS
const CATEGORIES = ['安康码', '城市管理', '交通出行', '物业服务', '供水供电', '社会保障', '农业农村', '市场监管'] as const

/** 12345 tickets with their whole life: opened, accepted, sometimes returned, closed in time or late, called back, reopened when the caller is not content. */
export class Tickets implements DemoStream {
  private readonly agenda = new Agenda((instant) => dayAt(instant).start)
  private opened = 0
  private owed = 0

  constructor(private readonly plan: TicketPlan, private readonly random: Random, private readonly write: (event: NewEvent) => DemoEvent) {}

  of(day: StreamDay): DemoEvent[] {
    if (day.date < this.plan.from) return []
    this.owed += day.isLive ? this.plan.livePerDay : this.plan.perDay * (day.weekday === 0 || day.weekday === 6 ? 0.5 : 1.2) * (0.6 + 0.8 * this.random.next())
    for (; this.owed >= 1; this.owed -= 1) this.open(day)
    return this.agenda.take(day)
  }

  private open(day: StreamDay): void {
    const { mark, quality } = this.plan
    this.opened += 1
    const key = `${mark}-T${this.opened}`
    const opened = day.start + 7 * HOUR_MS + this.minutes(0, 14 * 60)
    const today = quality(day)
    const isUrgent = day.isLive && this.random.chance(0.4)
    const closed = opened + (day.isLive ? this.liveHandling(isUrgent, today) : this.handling(today))
    this.put(key, 1, 'ticket.opened', opened, {
      caller: `${key}-P`, channel: this.random.chance(0.8) ? '12345' : 'app', category: this.random.pick(CATEGORIES),
      ...(isUrgent ? { due: instantText(opened + URGENT_MS) } : { limit_working_days: 5 }),
    })
    this.live({ key, opened, closed, quality: today }, day.isLive)
  }

  private live({ key, opened, closed, quality }: Life, isLive: boolean): void {
    this.put(key, 2, 'ticket.accepted', opened + (this.random.chance(quality.prompt) ? this.minutes(5, 100) : Math.min(this.minutes(180, 1_500), closed - opened - MINUTE_MS)), {})
    if (this.random.chance(quality.returned)) this.put(key, 3, 'ticket.returned', opened + this.minutes(2, 4), { reason: '不属本单位职责' })
    this.put(key, 4, 'ticket.closed', closed, { result: 'settled' })
    const satisfied = this.random.chance(quality.satisfied)
    const solved = satisfied || this.random.chance(quality.solved)
    const calledBack = closed + (isLive ? this.minutes(10, 90) : this.minutes(60, 2_000))
    if (this.random.chance(0.96)) this.put(key, 5, 'ticket.called_back', calledBack, { satisfied, solved, contacted: this.random.chance(quality.contacted) })
    if (!satisfied && this.random.chance(0.3)) this.again(key, calledBack)
  }

  /** Dealt with once more, this time to the caller's content. */
  private again(key: string, from: number): void {
    const reopened = from + this.minutes(5, 60)
    this.put(key, 6, 'ticket.reopened', reopened, { limit_working_days: 3, reason: '诉求人不满意' })
    this.put(key, 7, 'ticket.closed', reopened + this.minutes(600, 2_400), { result: 'settled' })
    this.put(key, 8, 'ticket.called_back', reopened + this.minutes(2_500, 3_500), { satisfied: true, solved: true, contacted: true })
  }

  private handling(quality: TicketQuality): number {
    return this.random.chance(quality.onTime) ? this.minutes(300, 4_200) : 9 * DAY_MS + this.minutes(0, 4_000)
  }

  private liveHandling(isUrgent: boolean, quality: TicketQuality): number {
    const isLate = isUrgent && !this.random.chance(quality.onTime)
    return isLate ? this.minutes(130, 300) : this.minutes(20, isUrgent ? 115 : 400)
  }

  private put(key: string, n: number, type: string, time: number, data: Record<string, unknown>): void {
    this.agenda.put(this.write({ id: `${key}-${n}`, type, unit: this.plan.unit, time, data: { ticket: key, ...data } }))
  }

  private minutes(least: number, most: number): number {
    return this.random.whole(least, most) * MINUTE_MS
  }
}
