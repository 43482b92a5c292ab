import { createHash } from 'node:crypto'
import { DAY_MS, dayNumber, dayText, monthOf } from '@tierline/scoring'

/** A change of the roll-ups by database ids; `hour` is the start of the bucket, epoch ms. */
export interface Change {
  measure: number
  unit: number
  key: string
  hour: number
  delta: bigint
  member: string | null
}

/** A summed change of one row of `rollup` (bucket: epoch ms) or `rollup_day` (bucket: day number). */
export interface CellDelta {
  measure: number
  unit: number
  key: string
  bucket: number
  value: bigint
}

/** A summed change of one row of `distinct_member`; `member` is 16 bytes in hex. */
export interface MemberDelta extends CellDelta {
  member: string
}

/** A unit whose values changed in a month; `lastEvent` is the newest event behind it, epoch ms. */
export interface Touch {
  unit: number
  month: number
  lastEvent: number | null
}

/** Sums the changes of one transaction, so that each row of each table is written once, in key order (two workers never lock crosswise). */
export class Deltas {
  private readonly cellsByName = new Map<string, CellDelta>()
  private readonly membersByName = new Map<string, MemberDelta>()
  private readonly touches = new Map<string, Touch>()
  private readonly months = new Map<number, number>()

  add({ measure, unit, key, hour, delta, member }: Change): void {
    const name = `${measure} ${unit} ${hour} ${key}`
    if (member !== null) return this.addMember(name, { measure, unit, key, hour, delta, member })
    const cell = this.cellsByName.get(name)
    if (cell) cell.value += delta
    else this.cellsByName.set(name, { measure, unit, key, bucket: hour, value: delta })
  }

  /** Notes a unit even where no measure counts the event: a board tells "nothing at all" from "nothing counted". */
  touch(unit: number, instant: number, lastEvent: number | null): void {
    const month = this.monthNumber(instant)
    const name = `${unit} ${month}`
    const known = this.touches.get(name)
    if (!known) this.touches.set(name, { unit, month, lastEvent })
    else if (lastEvent !== null && lastEvent > (known.lastEvent ?? -Infinity)) known.lastEvent = lastEvent
  }

  cells(): CellDelta[] {
    return [...this.cellsByName.values()].filter((cell) => cell.value !== 0n).sort(inKeyOrder)
  }

  /** The same summed by day of Asia/Shanghai. */
  days(): CellDelta[] {
    const days = new Map<string, CellDelta>()
    for (const { measure, unit, key, bucket, value } of this.cellsByName.values()) {
      const day = dayNumber(bucket)
      const name = `${measure} ${unit} ${day} ${key}`
      const known = days.get(name)
      if (known) known.value += value
      else days.set(name, { measure, unit, key, bucket: day, value })
    }
    return [...days.values()].filter((cell) => cell.value !== 0n).sort(inKeyOrder)
  }

  members(): MemberDelta[] {
    return [...this.membersByName.values()].filter((cell) => cell.value !== 0n).sort((a, b) => inKeyOrder(a, b) || compareText(a.member, b.member))
  }

  /** Units and months of every real change, and those noted apart. */
  touched(): Touch[] {
    for (const cell of this.cellsByName.values()) if (cell.value !== 0n) this.touch(cell.unit, cell.bucket, null)
    for (const cell of this.membersByName.values()) if (cell.value !== 0n) this.touch(cell.unit, cell.bucket, null)
    return [...this.touches.values()].sort((a, b) => a.unit - b.unit || a.month - b.month)
  }

  private addMember(name: string, change: Change & { member: string }): void {
    const member = digestOf(change.member)
    const full = `${name} ${member}`
    const known = this.membersByName.get(full)
    if (known) known.value += change.delta
    else this.membersByName.set(full, { measure: change.measure, unit: change.unit, key: change.key, bucket: change.hour, value: change.delta, member })
  }

  /** The day number of the first of the month; remembered per day, for a batch holds few. */
  private monthNumber(instant: number): number {
    const day = dayNumber(instant)
    let month = this.months.get(day)
    if (month === undefined) {
      month = Date.parse(monthOf(instant)) / DAY_MS
      this.months.set(day, month)
    }
    return month
  }
}

/** `YYYY-MM-01` of a touch's month. */
export const monthText = (touch: Touch): string => dayText(touch.month)

/** A member as it is stored: 16 bytes are exact for any number of persons that a country has. */
export function digestOf(member: string): string {
  return createHash('sha256').update(member).digest('hex').slice(0, 32)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function inKeyOrder(a: CellDelta, b: CellDelta): number {
  return a.measure - b.measure || a.unit - b.unit || compareText(a.key, b.key) || a.bucket - b.bucket
}
