import type { FrozenRow, FrozenUnit } from '@tierline/contracts/snapshot/content'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import type { DrawnFormat } from './drawn-file.ts'

/** What a drawing thread is started with: everything of a snapshot but its rows. */
export interface Drawing extends Pick<FrozenSnapshot, 'id' | 'state' | 'algorithm' | 'hash' | 'headText' | 'issued'> {
  format: DrawnFormat
  /** Null: the font that is carried along. */
  fontsFolder: string | null
  firstExplanation: FrozenUnit['explanation'] | null
}

/** What the thread says: it wants further rows, or it is done. */
export type Said = { kind: 'rows' } | { kind: 'drawn'; bytes: Uint8Array } | { kind: 'missing'; missing: ReadonlyMap<string, string>; font: string } | { kind: 'failed'; error: unknown }

/** What it gets: the next rows in the board's order. */
export interface RowsSent {
  rows: FrozenRow[]
  isLast: boolean
}
