import { nextTick, watch, type Ref } from 'vue'
import { motion } from '../../theme/tokens.ts'
import { glidesBetween, type Standing } from './glide.ts'

/** The list whose rows glide: its element its units in the order in which they are drawn, and how many are left out above them. */
export interface GlidingList {
  readonly element: Readonly<Ref<HTMLElement | null>>
  readonly units: () => readonly string[]
  readonly first?: () => number
}

/** Lets the rows of a list (`data-unit`, all of one height) glide to their new places whenever their order changes. */
export function useGlide(list: GlidingList): void {
  let running: Animation[] = []
  watch([list.units, () => list.first?.() ?? 0], ([units, first], [unitsBefore, firstBefore]) => {
    const element = list.element.value
    const row = element?.querySelector<HTMLElement>('[data-unit]')
    if (!element || !row || units.join() === unitsBefore.join() || prefersStillness()) return
    // Before the change is drawn the layout is clean, so these two measurements cost nothing.
    const rowPx = row.getBoundingClientRect().height
    const topPx = row.getBoundingClientRect().top
    const scale = row.offsetHeight > 0 ? rowPx / row.offsetHeight : 1
    const before: Standing = { units: unitsBefore, topPx, rowPx }
    const after: Standing = { units, topPx: topPx + (first - firstBefore) * rowPx, rowPx }
    const glides = glidesBetween(before, after, window.innerHeight)
    void nextTick(() => {
      running.forEach((animation) => animation.cancel())
      const rows = rowsOf(element)
      running = glides.flatMap(({ unit, fromPx }) => glideRow(rows.get(unit), fromPx / scale))
    })
  }, { flush: 'pre' })
}

function glideRow(row: HTMLElement | undefined, fromPx: number): Animation[] {
  const frames = [{ transform: `translateY(${Math.round(fromPx)}px)` }, { transform: 'none' }]
  return row ? [row.animate(frames, { duration: motion.durationMs, easing: motion.easing })] : []
}

function rowsOf(element: HTMLElement): Map<string, HTMLElement> {
  const rows = [...element.querySelectorAll<HTMLElement>('[data-unit]')]
  return new Map(rows.map((row) => [row.dataset['unit'] ?? '', row]))
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
