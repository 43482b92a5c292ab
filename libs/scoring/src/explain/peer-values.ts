import { compare } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { BoardScore } from '../evaluate/types.ts'
import { valueOf } from '../value/value.ts'
import type { LeafCase } from './leaf-case.ts'

interface PeerValue {
  unit: string
  value: Ratio
}

/** What the explanations of a whole board ask again and again about one leaf's ranked peers. */
interface LeafPeers {
  /** Smallest value first. */
  rising: readonly PeerValue[]
  /** How many units share each place. */
  sharing: ReadonlyMap<number, number>
}

/** A scored board does not change, so what was found of a leaf holds as long as the board is there. */
const known = new WeakMap<BoardScore, Map<LeafCase['leaf'], LeafPeers>>()

/** The ranked peers of a leaf; looked for once a board, so that explaining all units stays linear. */
export function peersOf({ board, leaf }: Pick<LeafCase, 'board' | 'leaf'>): LeafPeers {
  const leaves = known.get(board) ?? new Map<LeafCase['leaf'], LeafPeers>()
  known.set(board, leaves)
  const peers = leaves.get(leaf) ?? found(board, leaf)
  leaves.set(leaf, peers)
  return peers
}

function found(board: BoardScore, leaf: LeafCase['leaf']): LeafPeers {
  const rising: PeerValue[] = []
  const sharing = new Map<number, number>()
  for (const { unit, decided } of board.rows) {
    const peer = decided[leaf.at]
    if (!peer || peer.place === null) continue
    sharing.set(peer.place, (sharing.get(peer.place) ?? 0) + 1)
    const value = valueOf(leaf.value, peer)
    if (value) rising.push({ unit, value })
  }
  rising.sort((a, b) => compare(a.value, b.value))
  return { rising, sharing }
}
