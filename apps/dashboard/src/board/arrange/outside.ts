import type { BoardRow, IndicatorHead } from '@tierline/contracts/board'
import { difference, sum } from '../../format/decimal.ts'

/** What stands outside the base of a unit's score: what was added, what was taken; null where the board has no such indicator. */
export interface Outside {
  readonly bonus: string | null
  readonly penalty: string | null
}

/** Whether a board has anything outside the base. */
export function hasOutside(heads: readonly IndicatorHead[]): boolean {
  return heads.some((head) => head.bonus || head.penalty)
}

/** Bonus and penalty of a unit. A branch's points hold its leaves'; a bonus that a gate keeps from counting adds nothing. */
export function outsideOf(heads: readonly IndicatorHead[], row: Pick<BoardRow, 'cells' | 'gated'>): Outside {
  const isOutside = (head: IndicatorHead) => head.bonus || head.penalty
  const parents = new Set(heads.filter(isOutside).map(({ id }) => id))
  const tops = heads.filter((head) => isOutside(head) && !parents.has(head.parent ?? ''))
  const counted = (id: string) => { const low = row.cells[id]?.low ?? '0'; return row.gated.includes(id) ? difference(low, low) : low }
  const points = (wanted: readonly IndicatorHead[]) => (wanted.length === 0 ? null : sum(wanted.map(({ id }) => counted(id))))
  return { bonus: points(tops.filter((head) => !head.penalty)), penalty: points(tops.filter((head) => head.penalty)) }
}
