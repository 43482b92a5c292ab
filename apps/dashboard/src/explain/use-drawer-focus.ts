import { nextTick, onBeforeUnmount, onMounted, type Ref } from 'vue'

const FOCUSABLE = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]'
const SHEET = '(max-width: 759px)'

/**
 * Moves the focus to `heading` when the drawer opens and back to where it was when it closes.
 * On a narrow screen the drawer covers the page, so there Tab stays inside `panel`.
 */
export function useDrawerFocus(panel: Ref<HTMLElement | undefined>, heading: Ref<HTMLElement | undefined>) {
  const opener = document.activeElement

  onMounted(() => heading.value?.focus({ preventScroll: true }))
  onBeforeUnmount(() => {
    void nextTick(() => {
      const nowhere = document.activeElement === null || document.activeElement === document.body
      if (nowhere && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
    })
  })

  /** Keeps Tab inside the sheet; hand it every Tab key. */
  function keepInside(event: KeyboardEvent): void {
    if (!panel.value || !matchMedia(SHEET).matches) return
    const stops = [...panel.value.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.offsetParent !== null)
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1]
    const other = event.shiftKey ? stops[stops.length - 1] : stops[0]
    if (!edge || !other || (document.activeElement !== edge && document.activeElement !== heading.value)) return
    if (document.activeElement === heading.value && !event.shiftKey) return
    event.preventDefault()
    other.focus()
  }
  return { keepInside }
}
