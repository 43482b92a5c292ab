import { nextTick, ref, type Ref } from 'vue'
import { keyOf } from '../../app/shortcuts.ts'

/** Pointer and keyboard among the rows: opens them, moves the focus, and says when the rows must stand still. */
export function useRowFocus(body: Readonly<Ref<HTMLElement | null>>, act: { open(unit: string): void; held(isHeld: boolean): void }) {
  const current = ref<string | null>(null)
  let isPointed = false
  let isFocused = false
  const tell = () => act.held(isPointed || isFocused)

  function focusRow(unit: string | undefined): void {
    if (unit === undefined) return
    current.value = unit
    void nextTick(() => rowElement(body.value, unit)?.focus())
  }
  function step(from: string, by: number): void {
    const units = rowElements(body.value).map((row) => row.dataset['unit'] ?? '')
    focusRow(units[Math.min(units.length - 1, Math.max(0, units.indexOf(from) + by))])
  }
  return {
    current,
    onClick(event: Event) {
      const unit = unitOf(event.target)
      if (unit !== null && window.getSelection()?.isCollapsed !== false) act.open(unit)
    },
    onKey(event: KeyboardEvent) {
      const unit = unitOf(event.target)
      const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 }
      const key = keyOf(event)
      if (unit === null || key === null || (key !== 'Enter' && !(key in moves))) return
      event.preventDefault()
      if (key === 'Enter') act.open(unit)
      else step(unit, moves[key] ?? 0)
    },
    onFocusIn(event: Event) {
      current.value = unitOf(event.target) ?? current.value
      isFocused = true
      tell()
    },
    onFocusOut() {
      isFocused = false
      tell()
    },
    // A finger does not rest on a row.
    onPointer(event: PointerEvent) {
      if (event.pointerType === 'touch' || isPointed) return
      isPointed = true
      tell()
    },
    onPointerLeave() {
      isPointed = false
      tell()
    },
  }
}

/** Puts the keyboard's focus on a unit's row, where it is drawn. */
export function rowElement(body: ParentNode | null, unit: string): HTMLElement | undefined {
  return rowElements(body).find((row) => row.dataset['unit'] === unit)
}

function rowElements(body: ParentNode | null): HTMLElement[] {
  return [...(body?.querySelectorAll<HTMLElement>('tr[data-unit]') ?? [])]
}

function unitOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-unit]')?.dataset['unit'] ?? null) : null
}
