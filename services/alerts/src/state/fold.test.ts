import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { InstanceState } from '@tierline/contracts/alert/alert'
import type { Observation, Observed } from '../condition/observation.ts'
import { observe, settle } from './fold.ts'
import { unseen } from './instance.ts'
import type { Folded, Happening, Instance, Timing } from './instance.ts'

const AT_ONCE: Timing = { holdMs: 0, keepMs: 0 }
const SLOW: Timing = { holdMs: 10, keepMs: 20 }
const ANCHOR = { isWell: false, stood: { seq: 1, at: 0 } }

const inState = (state: InstanceState, isOpen: boolean, due: number | null = null): Instance => ({ state, since: 5, due, anchor: ANCHOR, isOpen })
const look = (was: Instance, kind: Observed, timing: Timing, needsHeight = true): Folded =>
  observe(was, { seen: { kind, isWell: kind === 'healed' }, now: { seq: 9, at: 100 }, before: { seq: 8, at: 90 }, timing, needsHeight })

type Case = [from: InstanceState, isOpen: boolean, seen: Observed, timing: Timing, to: InstanceState, due: number | null, happened: string | null]
const CASES: Case[] = [
  ['normal', false, 'breach', AT_ONCE, 'alerting', null, 'fired'],
  ['normal', false, 'breach', SLOW, 'pending', 110, null],
  ['normal', false, 'between', SLOW, 'normal', null, null],
  ['normal', false, 'healed', SLOW, 'normal', null, null],
  ['normal', false, 'unknown', SLOW, 'no_data', null, null],
  ['normal', false, 'error', SLOW, 'error', null, null],
  ['pending', false, 'breach', SLOW, 'pending', 50, null],
  ['pending', false, 'between', SLOW, 'normal', null, null],
  ['pending', false, 'healed', SLOW, 'normal', null, null],
  ['pending', false, 'unknown', SLOW, 'no_data', null, null],
  ['pending', false, 'error', SLOW, 'error', null, null],
  ['alerting', true, 'breach', SLOW, 'alerting', null, null],
  ['alerting', true, 'between', SLOW, 'alerting', null, null],
  ['alerting', true, 'healed', SLOW, 'recovering', 120, 'recovering'],
  ['alerting', true, 'healed', AT_ONCE, 'normal', null, 'recovered'],
  ['alerting', true, 'unknown', SLOW, 'no_data', null, 'no_data'],
  ['alerting', true, 'error', SLOW, 'error', null, 'error'],
  ['recovering', true, 'breach', SLOW, 'alerting', null, 'fired_again'],
  ['recovering', true, 'between', SLOW, 'alerting', null, 'fired_again'],
  ['recovering', true, 'healed', SLOW, 'recovering', 50, null],
  ['recovering', true, 'unknown', SLOW, 'no_data', null, 'no_data'],
  ['recovering', true, 'error', SLOW, 'error', null, 'error'],
  ['no_data', false, 'breach', AT_ONCE, 'alerting', null, 'fired'],
  ['no_data', false, 'breach', SLOW, 'pending', 110, null],
  ['no_data', false, 'between', SLOW, 'normal', null, null],
  ['no_data', false, 'healed', SLOW, 'normal', null, null],
  ['no_data', false, 'unknown', SLOW, 'no_data', null, null],
  ['no_data', false, 'error', SLOW, 'error', null, null],
  ['no_data', true, 'breach', SLOW, 'alerting', null, 'data_back'],
  ['no_data', true, 'between', SLOW, 'alerting', null, 'data_back'],
  ['no_data', true, 'healed', SLOW, 'recovering', 120, 'recovering'],
  ['no_data', true, 'healed', AT_ONCE, 'normal', null, 'recovered'],
  ['no_data', true, 'unknown', SLOW, 'no_data', null, null],
  ['no_data', true, 'error', SLOW, 'error', null, 'error'],
  ['error', false, 'breach', SLOW, 'pending', 110, null],
  ['error', false, 'healed', SLOW, 'normal', null, null],
  ['error', false, 'unknown', SLOW, 'no_data', null, null],
  ['error', false, 'error', SLOW, 'error', null, null],
  ['error', true, 'breach', SLOW, 'alerting', null, 'data_back'],
  ['error', true, 'between', SLOW, 'alerting', null, 'data_back'],
  ['error', true, 'healed', SLOW, 'recovering', 120, 'recovering'],
  ['error', true, 'unknown', SLOW, 'no_data', null, 'no_data'],
  ['error', true, 'error', SLOW, 'error', null, null],
]

describe('one look at a unit', () => {
  it.each(CASES)('%s (alert open: %s) sees %s', (from, isOpen, seen, timing, to, due, happened) => {
    const held = from === 'pending' || from === 'recovering' ? 50 : null
    const { instance, happened: kinds } = look(inState(from, isOpen, held), seen, timing)
    expect({ state: instance.state, due: instance.due, happened: kinds.map(({ kind }) => kind) }).toEqual({ state: to, due, happened: happened === null ? [] : [happened] })
    expect(instance.since).toBe(to === from ? 5 : 100)
    expect(instance.isOpen).toBe((isOpen || happened === 'fired') && happened !== 'recovered')
  })

  it('never fires at a unit that never stood above the line, where a height is needed', () => {
    const low = { ...unseen(0), anchor: { isWell: false, stood: null } }
    expect(look(low, 'breach', AT_ONCE).instance.state).toBe('normal')
    expect(look(low, 'breach', AT_ONCE, false).instance.state).toBe('alerting')
  })

  it('remembers the moment just before it stopped standing well, and keeps it until it does again', () => {
    const well = look(unseen(0), 'healed', AT_ONCE).instance
    expect(well.anchor).toEqual({ isWell: true, stood: null })
    const lost = look(well, 'unknown', AT_ONCE).instance
    expect(lost.anchor).toEqual({ isWell: false, stood: { seq: 8, at: 90 } })
    const fallen = observe(lost, { seen: { kind: 'breach', isWell: false }, now: { seq: 12, at: 130 }, before: { seq: 11, at: 120 }, timing: AT_ONCE, needsHeight: true })
    expect(fallen.instance).toMatchObject({ state: 'alerting', anchor: { isWell: false, stood: { seq: 8, at: 90 } } })
  })
})

describe('the clock alone', () => {
  it.each<[InstanceState, boolean, number, InstanceState, string[]]>([
    ['pending', false, 49, 'pending', []],
    ['pending', false, 50, 'alerting', ['fired']],
    ['recovering', true, 49, 'recovering', []],
    ['recovering', true, 5_000, 'normal', ['recovered']],
  ])('%s, due at 50, at %s %s', (state, isOpen, until, to, kinds) => {
    const { instance, happened } = settle(inState(state, isOpen, 50), { until, seq: 3 })
    expect([instance.state, happened.map(({ kind }) => kind)]).toEqual([to, kinds])
    // It happens at its own instant, whenever somebody looks.
    expect(happened.every(({ moment }) => moment.at === 50 && moment.seq === 3)).toBe(true)
  })
})

interface Seen {
  at: number
  observation: Observation
}

/** Folds observations one after the other, with the clock read at further instants. */
function foldAll(looks: readonly Seen[], { timing, ticks, end }: { timing: Timing; ticks: readonly number[]; end: number }): { happened: Happening[]; instance: Instance; seenAt: Map<Happening, Seen | null> } {
  let instance = unseen(0)
  let last: Seen | null = null
  const happened: Happening[] = []
  const seenAt = new Map<Happening, Seen | null>()
  const take = (folded: Folded): void => {
    instance = folded.instance
    for (const happening of folded.happened) {
      happened.push(happening)
      seenAt.set(happening, last)
    }
  }
  for (const [at, seen] of looks.entries()) {
    for (const tick of ticks.filter((instant) => instant <= seen.at && instant > (looks[at - 1]?.at ?? -1))) take(settle(instance, { until: tick, seq: at }))
    take(settle(instance, { until: seen.at, seq: at }))
    const before = { seq: at, at: looks[at - 1]?.at ?? 0 }
    last = seen
    take(observe(instance, { seen: seen.observation, now: { seq: at + 1, at: seen.at }, before, timing, needsHeight: true }))
    // A process may die here and another reads what was written.
    instance = JSON.parse(JSON.stringify(instance)) as Instance
  }
  for (const tick of ticks.filter((instant) => instant > (looks.at(-1)?.at ?? -1) && instant <= end)) take(settle(instance, { until: tick, seq: looks.length }))
  take(settle(instance, { until: end, seq: looks.length }))
  return { happened, instance, seenAt }
}

const OBSERVATION = fc.oneof(
  fc.constant<Observation>({ kind: 'breach', isWell: false }), fc.constant<Observation>({ kind: 'healed', isWell: true }),
  fc.boolean().map((isWell): Observation => ({ kind: 'between', isWell })), fc.constantFrom<Observed>('unknown', 'error').map((kind): Observation => ({ kind, isWell: false })),
)
const LOOKS = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 15 }), observation: OBSERVATION }), { maxLength: 40 }).map((steps) => {
  let at = 0
  return steps.map(({ wait, observation }): Seen => ({ at: (at += wait), observation }))
})
const TIMING = fc.record({ holdMs: fc.integer({ min: 0, max: 30 }), keepMs: fc.integer({ min: 0, max: 30 }) })

describe('any story of a unit', () => {
  it('fires only at a certain breach, and recovers only at a certain heal', () => {
    fc.assert(fc.property(LOOKS, TIMING, (looks, timing) => {
      const { happened, seenAt } = foldAll(looks, { timing, ticks: [], end: 1_000 })
      const seenWhen = (kind: string): (Observed | undefined)[] => happened.filter((happening) => happening.kind === kind).map((happening) => seenAt.get(happening)?.observation.kind)
      expect([...new Set([...seenWhen('fired'), 'breach']), ...new Set([...seenWhen('recovered'), 'healed'])]).toEqual(['breach', 'healed'])
    }))
    expect(CASES.length).toBeGreaterThan(40)
  })

  it('fires and recovers by turns: one alert is open at most', () => {
    fc.assert(fc.property(LOOKS, TIMING, (looks, timing) => {
      const turns = foldAll(looks, { timing, ticks: [], end: 1_000 }).happened.flatMap(({ kind }) => (kind === 'fired' || kind === 'recovered' ? [kind] : []))
      expect(turns).toEqual(turns.map((_, n) => (n % 2 === 0 ? 'fired' : 'recovered')))
    }))
  })

  it('is the same in one go and with the clock read anywhere in between', () => {
    fc.assert(fc.property(LOOKS, TIMING, fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 30 }), (looks, timing, ticks) => {
      const [whole, parted] = [foldAll(looks, { timing, ticks: [], end: 1_000 }), foldAll(looks, { timing, ticks: [...ticks].sort((a, b) => a - b), end: 1_000 })]
      expect(parted.happened).toEqual(whole.happened)
      expect(parted.instance).toEqual(whole.instance)
    }))
  })

  it('rests after one firing and one recovery where figures swing between line and recovery line', () => {
    const swings: Seen[] = Array.from({ length: 30 }, (_, n) => ({ at: 10 + n, observation: n % 2 === 0 ? { kind: 'breach', isWell: false } : { kind: 'between', isWell: true } }))
    const { happened } = foldAll([{ at: 0, observation: { kind: 'healed', isWell: true } }, ...swings, { at: 60, observation: { kind: 'healed', isWell: true } }], { timing: AT_ONCE, ticks: [], end: 100 })
    expect(happened.map(({ kind }) => kind)).toEqual(['fired', 'recovered'])
  })
})
