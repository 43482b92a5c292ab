import { observe, settle } from '../state/fold.ts'
import { unseen } from '../state/instance.ts'
import type { Folded, Happening, Instance, Timing } from '../state/instance.ts'

/** When a unit reported, in order (epoch ms), and the time in which it is looked at. */
export interface SilenceAbout {
  times: readonly number[]
  from: number
  until: number
  withinMs: number
  timing: Timing
}

/** What a watch for silence would have told of a unit: the same fold, from the instants at which something came. */
export function silenceStory({ times, from, until, withinMs, timing }: SilenceAbout): { happening: Happening; stood: number | null }[] {
  const told: { happening: Happening; stood: number | null }[] = []
  let instance: Instance = unseen(from)
  let last: number | null = times.filter((time) => time < from).at(-1) ?? null
  const take = (folded: Folded): void => {
    instance = folded.instance
    told.push(...folded.happened.map((happening) => ({ happening, stood: last })))
  }
  const look = (kind: 'breach' | 'healed', at: number): void =>
    take(observe(instance, { seen: { kind, isWell: kind === 'healed' }, now: { seq: 0, at }, before: last === null ? null : { seq: 0, at: last }, timing, needsHeight: false }))
  for (const next of [...times.filter((time) => time >= from && time < until), until]) {
    const deadline = Math.max((last ?? from) + withinMs, from)
    if (deadline <= next) {
      take(settle(instance, { until: deadline, seq: 0 }))
      look('breach', deadline)
    }
    take(settle(instance, { until: next, seq: 0 }))
    if (next === until) break
    look('healed', next)
    last = next
  }
  return told
}
