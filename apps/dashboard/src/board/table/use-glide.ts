import { onBeforeUpdate, onUpdated, type Ref } from 'vue'
import { motion } from '../../theme/tokens.ts'
import { glidesBetween, type Place } from './glide.ts'

/** Lets the children of `list` that carry `data-unit` glide to their new places whenever the calling component is updated. */
export function useGlide(list: Readonly<Ref<HTMLElement | null>>): void {
  const running = new Map<string, Animation>()
  let before: ReadonlyMap<string, Place> = new Map()
  let order = ''

  onBeforeUpdate(() => {
    before = placesOf(list.value)
  })
  onUpdated(() => {
    const nextOrder = orderOf(list.value)
    if (nextOrder === order || before.size === 0 || prefersStillness()) return void (order = nextOrder)
    order = nextOrder
    for (const animation of running.values()) animation.cancel()
    running.clear()
    const rows = rowsOf(list.value)
    for (const { key, fromPx } of glidesBetween(before, placesOf(list.value), window.innerHeight)) {
      const row = rows.get(key)
      if (row) running.set(key, glideRow(row, fromPx))
    }
  })
}

// On the wall the whole canvas is scaled: what was measured on screen is more or less than the row's own pixels.
function glideRow(row: HTMLElement, fromPx: number): Animation {
  const scale = row.offsetHeight > 0 ? row.getBoundingClientRect().height / row.offsetHeight : 1
  const start = `translateY(${fromPx / (scale || 1)}px)`
  return row.animate([{ transform: start }, { transform: 'none' }], { duration: motion.durationMs, easing: motion.easing })
}

function rowsOf(list: HTMLElement | null): Map<string, HTMLElement> {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-unit]') ?? [])]
  return new Map(rows.map((row) => [row.dataset['unit'] ?? '', row]))
}

function placesOf(list: HTMLElement | null): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const [key, row] of rowsOf(list)) {
    const { top, height } = row.getBoundingClientRect()
    places.set(key, { top, height })
  }
  return places
}

function orderOf(list: HTMLElement | null): string {
  return [...rowsOf(list).keys()].join('\n')
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
