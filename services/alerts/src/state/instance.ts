import type { InstanceState } from '@tierline/contracts/alert/alert'

/** A seq of a board and the instant at which it was scored, epoch ms. */
export interface Moment {
  seq: number
  at: number
}

/** What a unit is compared with: whether it stands well now, and when it last did. */
export interface Anchor {
  isWell: boolean
  /** The last moment at which it stood well; null while it does, or never did. */
  stood: Moment | null
}

/** What a watch knows of one unit. */
export interface Instance {
  state: InstanceState
  /** Epoch ms. */
  since: number
  /** The clock alone moves it at this instant; null where only a board can. */
  due: number | null
  anchor: Anchor
  /** Whether an alert about it is open. */
  isOpen: boolean
}

/** How long a breach lasts before it fires, and how long it keeps firing once healed. */
export interface Timing {
  holdMs: number
  keepMs: number
}

/** What happened to a unit that its alert has to tell. */
export type HappeningKind = 'fired' | 'recovering' | 'fired_again' | 'recovered' | 'no_data' | 'error' | 'data_back'

export interface Happening {
  kind: HappeningKind
  moment: Moment
}

export interface Folded {
  instance: Instance
  happened: readonly Happening[]
}

/** A unit that nobody has looked at yet. */
export function unseen(at: number): Instance {
  return { state: 'normal', since: at, due: null, anchor: { isWell: false, stood: null }, isOpen: false }
}
