import { computed, onMounted, onUnmounted, ref, type Ref } from 'vue'
import { useMedia } from '../card/use-media.ts'
import { rowWindow, type RowWindow } from './row-window.ts'

/** The rows to draw of a list that scrolls with the page. */
export function useRowWindow(list: Readonly<Ref<HTMLElement | null>>, { count, rowPx }: { count: Readonly<Ref<number>>; rowPx: number }): Readonly<Ref<RowWindow>> {
  const topPx = ref(0)
  const viewPx = ref(window.innerHeight)
  const isPrinting = useMedia('print')
  let frame = 0

  function measure(): void {
    frame = 0
    viewPx.value = window.innerHeight
    topPx.value = -(list.value?.getBoundingClientRect().top ?? 0)
  }
  const plan = () => {
    if (frame === 0) frame = requestAnimationFrame(measure)
  }
  onMounted(() => {
    measure()
    window.addEventListener('scroll', plan, { passive: true })
    window.addEventListener('resize', plan)
  })
  onUnmounted(() => {
    cancelAnimationFrame(frame)
    window.removeEventListener('scroll', plan)
    window.removeEventListener('resize', plan)
  })
  // Equal windows are one object, so that a scroll within a stride draws nothing anew.
  let last: RowWindow | null = null
  return computed(() => {
    const next = rowWindow({ count: count.value, rowPx, topPx: topPx.value, viewPx: viewPx.value, isPrinting: isPrinting.value })
    if (last && last.first === next.first && last.until === next.until && last.belowPx === next.belowPx) return last
    return (last = next)
  })
}
