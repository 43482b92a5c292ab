import type { Place } from './place.ts'

/** What a block came to beside what the oracle finds. */
export interface Outcome {
  rounds: number
  /** Of the faults, those that struck right after a commit. */
  afterCommit?: number
  note?: string
}

/** Faults of one kind, made while the writers write. */
export interface Block {
  name: string
  title: string
  /** Faults in a whole run, and in a short one. */
  rounds: readonly [whole: number, short: number]
  /** Everything is looked at after so many of them; after all of them where nothing is said. */
  every?: number
  /** Throws `NotHere` where it cannot be made on this machine. */
  run(place: Place, rounds: number): Promise<Outcome>
}

/** A fault that this machine cannot make; the report says so. */
export class NotHere extends Error {}
