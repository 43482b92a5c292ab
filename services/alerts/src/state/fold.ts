import type { InstanceState } from '@tierline/contracts/alert/alert'
import type { Observation, Observed } from '../condition/observation.ts'
import type { Anchor, Folded, HappeningKind, Instance, Moment, Timing } from './instance.ts'

/** One look at a unit: what was seen, when, and the moment just before, at which it still was what it was. */
export interface Look {
  seen: Observation
  now: Moment
  /** Null where nothing was looked at before. */
  before: Moment | null
  timing: Timing
  /** Nothing breaches that never stood well. */
  needsHeight: boolean
}

/** Lets the clock alone move a unit: a hold or a keep-firing that is over by `until` ends at its own instant, wherever the clock was read. */
export function settle(was: Instance, { until, seq }: { until: number; seq: number }): Folded {
  if (was.due === null || was.due > until) return { instance: was, happened: [] }
  const moment = { seq, at: was.due }
  if (was.state === 'pending') return step(was, moment, { state: 'alerting', isOpen: true }, 'fired')
  if (was.state === 'recovering') return step(was, moment, { state: 'normal', isOpen: false }, 'recovered')
  return { instance: { ...was, due: null }, happened: [] }
}

/** Folds one look into what is known of a unit. What the clock moves before it must have been settled. */
export function observe(was: Instance, { seen, now, before, timing, needsHeight }: Look): Folded {
  const anchored = { ...was, anchor: anchorOf(was.anchor, seen, before) }
  const kind = needsHeight && seen.kind === 'breach' && anchored.anchor.stood === null ? 'between' : seen.kind
  const turn = TURNS[was.state][kind]
  const to = typeof turn === 'function' ? turn(was.isOpen) : turn
  const folded = to === null ? { instance: anchored, happened: [] } : MOVES[to](anchored, now, timing)
  return isSame(was, folded.instance) ? { instance: was, happened: folded.happened } : folded
}

type Move = 'hold' | 'rest' | 'heal' | 'resume' | 'return' | 'lose' | 'fail'
type Turn = Move | null | ((isOpen: boolean) => Move | null)

const whereOpen = (open: Move, closed: Move): Turn => (isOpen) => (isOpen ? open : closed)
const LOST: Readonly<Record<Observed, Turn>> = {
  breach: whereOpen('return', 'hold'), between: whereOpen('return', 'rest'), healed: whereOpen('heal', 'rest'), unknown: 'lose', error: 'fail',
}

/** What each observation does to each state; null: nothing. */
const TURNS: Readonly<Record<InstanceState, Readonly<Record<Observed, Turn>>>> = {
  normal: { breach: 'hold', between: null, healed: null, unknown: 'lose', error: 'fail' },
  // What is not beyond the line any more does not last; a range says nothing certain.
  pending: { breach: null, between: 'rest', healed: 'rest', unknown: 'lose', error: 'fail' },
  alerting: { breach: null, between: null, healed: 'heal', unknown: 'lose', error: 'fail' },
  recovering: { breach: 'resume', between: 'resume', healed: null, unknown: 'lose', error: 'fail' },
  no_data: { ...LOST, unknown: null },
  error: { ...LOST, error: null },
}

const MOVES: Readonly<Record<Move, (was: Instance, now: Moment, timing: Timing) => Folded>> = {
  hold: (was, now, { holdMs }) => (holdMs > 0 ? quiet(was, now, { state: 'pending', due: now.at + holdMs }) : step(was, now, { state: 'alerting', isOpen: true }, 'fired')),
  rest: (was, now) => quiet(was, now, { state: 'normal' }),
  heal: (was, now, { keepMs }) => (keepMs > 0 ? step(was, now, { state: 'recovering', due: now.at + keepMs }, 'recovering') : step(was, now, { state: 'normal', isOpen: false }, 'recovered')),
  resume: (was, now) => step(was, now, { state: 'alerting' }, 'fired_again'),
  return: (was, now) => step(was, now, { state: 'alerting' }, 'data_back'),
  lose: (was, now) => lost(was, now, 'no_data'),
  fail: (was, now) => lost(was, now, 'error'),
}

/** Neither ends an alert; without one nobody is told. */
function lost(was: Instance, now: Moment, state: 'no_data' | 'error'): Folded {
  return was.isOpen ? step(was, now, { state }, state) : quiet(was, now, { state })
}

function quiet(was: Instance, now: Moment, to: Partial<Instance>): Folded {
  return { instance: { ...was, due: null, since: now.at, ...to }, happened: [] }
}

function step(was: Instance, moment: Moment, to: Partial<Instance>, kind: HappeningKind): Folded {
  return { instance: { ...was, due: null, since: moment.at, ...to }, happened: [{ kind, moment }] }
}

/** A unit that stops standing well last did so the moment before. */
function anchorOf(anchor: Anchor, { isWell }: Observation, before: Moment | null): Anchor {
  if (isWell) return anchor.isWell ? anchor : { isWell: true, stood: null }
  return anchor.isWell ? { isWell: false, stood: before } : anchor
}

function isSame(a: Instance, b: Instance): boolean {
  return a.state === b.state && a.since === b.since && a.due === b.due && a.isOpen === b.isOpen && a.anchor.isWell === b.anchor.isWell && a.anchor.stood?.seq === b.anchor.stood?.seq && a.anchor.stood?.at === b.anchor.stood?.at
}
