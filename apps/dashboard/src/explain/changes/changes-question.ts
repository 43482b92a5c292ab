import type { Board } from '@tierline/contracts/board'
import { unitPath, type BoardAddress } from '../../api/board-address.ts'

const DAY_MS = 86_400_000

/** What a unit's score is compared with: the board's named baseline, or the same hour of the day before where it has none. */
export function comparedWith(board: Pick<Board, 'baseline' | 'asOf'>): { at: string; title: Board['group']['title'] | null } {
  if (board.baseline) return { at: board.baseline.at, title: board.baseline.title }
  return { at: new Date(Date.parse(board.asOf) - DAY_MS).toISOString(), title: null }
}

/** Path of what moved a unit's score since an instant; null for a corrected past, of which no history is kept. */
export function changesPath(address: BoardAddress, unit: string, from: string): string | null {
  if (address.at !== null && address.reading === 'corrected') return null
  const [path = '', query = ''] = unitPath(address, unit).split('?')
  const parts = new URLSearchParams(query)
  parts.set('from', from)
  return `${path}/changes?${parts.toString()}`
}
