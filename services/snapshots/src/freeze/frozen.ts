import { createHash } from 'node:crypto'
import type { FrozenRow, FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import { canonicalJson } from '@tierline/scoring'

export type HashAlgorithm = 'sha256' | 'sm3'

/** A snapshot as it is stored; its units are read in pages, so that a big one never stands in memory as a whole. */
export interface FrozenSnapshot {
  id: number
  state: SnapshotState
  algorithm: HashAlgorithm
  /** Of the canonical content, 64 hex digits. */
  hash: string
  head: SnapshotHead
  /** Canonical JSON of the head, braces included. */
  headText: string
  issued: { by: string; at: string } | null
  /** Canonical JSON of each unit in the board's order; may be gone through more than once. Throws where the snapshot's content was written anew meanwhile. */
  units(): AsyncIterable<{ text: string }>
  /** The same units' rows alone: what explains them is a hundred times as long and is not read. */
  rows(): AsyncIterable<FrozenRow>
  /** Why the first unit has its points; null where there is no unit. */
  firstExplanation(): Promise<FrozenUnit['explanation'] | null>
}

/** Pieces of about this length are hashed and written at once. */
const PIECE_LENGTH = 64 * 1024

/** The canonical content: the head's keys all sort before `units`, so that the units go in before its last brace. */
export async function* contentText(headText: string, units: AsyncIterable<{ text: string }>): AsyncIterable<string> {
  let piece = `${headText.slice(0, -1)},"units":[`
  let isFirst = true
  for await (const { text } of units) {
    piece += isFirst ? text : `,${text}`
    isFirst = false
    if (piece.length < PIECE_LENGTH) continue
    yield piece
    piece = ''
  }
  yield `${piece}]}`
}

/** Hash of the canonical content, streamed. */
export async function contentHash(algorithm: HashAlgorithm, pieces: AsyncIterable<string>): Promise<string> {
  const hash = createHash(algorithm)
  for await (const piece of pieces) hash.update(piece, 'utf8')
  return hash.digest('hex')
}

/** What stands around the content in the file `….json`, and is sealed by a hash of its own. */
export interface FileEnvelope {
  algorithm: HashAlgorithm
  hash: string
  id: number
  state: SnapshotState
}

/** The text before the content of the file `….json`; `}` comes after it. */
export function fileOpening({ algorithm, hash, id, state }: FileEnvelope): string {
  const sealed = canonicalJson({ algorithm, hash, id, state })
  return `${sealed.slice(0, -1)},"seal":"${createHash(algorithm).update(sealed).digest('hex')}","content":`
}

/** The whole file `….json`, as `tierline snapshot verify FILE` takes it: not a byte more or less. */
export async function* fileText(frozen: FrozenSnapshot): AsyncIterable<string> {
  yield fileOpening(frozen)
  yield* contentText(frozen.headText, frozen.units())
  yield '}'
}
