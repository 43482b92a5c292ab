import { onMounted, onUnmounted } from 'vue'

/** What each key does; `Mod+k` is Ctrl-K or Command-K. */
export type Shortcuts = Readonly<Record<string, () => void>>

/** Listens for keys on the whole page while the calling component lives. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const listen = (event: KeyboardEvent) => {
    const act = shortcuts[keyOf(event) ?? '']
    if (!act) return
    event.preventDefault()
    act()
  }
  onMounted(() => document.addEventListener('keydown', listen))
  onUnmounted(() => document.removeEventListener('keydown', listen))
}

/** The part of a keyboard event that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'isComposing' | 'keyCode' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'target'>

const COMPOSING_KEY_CODE = 229

/** The name of the shortcut that a key press may be, or null: composing with an input method, and typing into a field, are not. */
export function keyOf(event: KeyPress): string | null {
  if (event.isComposing || event.keyCode === COMPOSING_KEY_CODE || event.defaultPrevented || event.altKey) return null
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) return key === 'k' ? 'Mod+k' : null
  if (isTyping(event.target) && event.key !== 'Escape') return null
  return event.key
}

function isTyping(target: EventTarget | null): boolean {
  const tag = (target as { tagName?: unknown } | null)?.tagName
  if (tag === 'INPUT' || tag === 'TEXTAREA' || tag === 'SELECT') return true
  return (target as { isContentEditable?: unknown } | null)?.isContentEditable === true
}
