import { computed, type ComputedRef, type Ref } from 'vue'
import type { Board } from '@tierline/contracts/board'
import { toNumber } from '../../format/decimal.ts'
import { arrangeRows, reuseShown, type Alerted, type Arranged } from './arrange-rows.ts'
import { axisOf, type Axis } from './axis.ts'
import type { View } from '../view-url.ts'

/** A board as the view wants it, and the axis of its rails; the axis object stays the same while its values do. */
export function useArranged(board: Readonly<Ref<Board | null>>, view: Readonly<Ref<View>>, alerted: () => Alerted = () => null): { arranged: ComputedRef<Arranged | null>; axis: ComputedRef<Axis | null> } {
  let before: Arranged | null = null
  const arranged = computed(() => {
    if (!board.value) return null
    const fresh = arrangeRows(board.value, view.value, alerted())
    return (before = before ? { ...fresh, rows: reuseShown(before.rows, fresh.rows) } : fresh)
  })
  let last: { text: string; axis: Axis } | null = null
  const axis = computed(() => {
    if (!board.value || !arranged.value) return null
    const axis = axisOf(arranged.value.rows, axisBoard(board.value, view.value), mostOf(board.value, view.value))
    const text = JSON.stringify(axis)
    if (last?.text !== text) last = { text, axis }
    return last.axis
  })
  return { arranged, axis }
}

// A single indicator has neither tier lines nor a baseline.
function axisBoard(board: Board, view: View): Pick<Board, 'tiers'> & { isSingle: boolean } {
  return view.by === null ? { tiers: board.tiers, isSingle: false } : { tiers: [], isSingle: true }
}

function mostOf(board: Board, view: View): number | null {
  const most = view.by === null ? board.rubric.points : (board.indicators.find((one) => one.id === view.by)?.max ?? null)
  return most === null ? null : toNumber(most)
}
