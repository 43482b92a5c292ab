import type { Heartbeat } from '@tierline/contracts/live'

/** How fresh the screen is, in the words of its readers: 实时, 延迟, 中断; `waiting` until the first heartbeat is due. */
export interface Freshness {
  readonly state: 'waiting' | 'live' | 'late' | 'lost'
  readonly ageSeconds: number
}

/** A heartbeat's server time beside the monotone local instant at which it came, both in ms. */
export interface Beat {
  readonly server: number
  readonly local: number
}

const LATE_MS = 10_000
const LOST_MS = 60_000
const KEPT_BEATS = 12

/** Keeps the last minute of beats. */
export function keepBeat(beats: readonly Beat[], heartbeat: Heartbeat, local: number): Beat[] {
  return [...beats, { server: heartbeat.now, local }].slice(-KEPT_BEATS)
}

/**
 * Freshness at the local instant `now`. The PC's clock is never trusted: the beat that travelled fastest within the last minute gives
 * the offset, and the age of the newest beat is measured against it, so a beat that was held up on its way counts as old.
 */
export function freshnessAt(beats: readonly Beat[], now: number, startedAt: number): Freshness {
  const newest = beats[beats.length - 1]
  if (!newest) return waitingFreshness(now - startedAt)
  const offset = Math.max(...beats.map((beat) => beat.server - beat.local))
  const ageMs = Math.max(0, now + offset - newest.server)
  return { state: stateOfAge(ageMs), ageSeconds: Math.floor(ageMs / 1000) }
}

function waitingFreshness(waitedMs: number): Freshness {
  const state = stateOfAge(waitedMs)
  return { state: state === 'live' ? 'waiting' : state, ageSeconds: Math.floor(waitedMs / 1000) }
}

function stateOfAge(ageMs: number): 'live' | 'late' | 'lost' {
  if (ageMs < LATE_MS) return 'live'
  return ageMs <= LOST_MS ? 'late' : 'lost'
}
