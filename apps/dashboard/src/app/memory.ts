/** What this browser remembers between visits; a browser that refuses storage simply forgets. */
export type Remembered = 'theme' | 'lang' | 'myUnit' | 'bureau'

/** The remembered text, or null. */
export function recall(key: Remembered): string | null {
  try {
    return localStorage.getItem(`tierline.${key}`)
  } catch {
    return null
  }
}

/** Keeps `value`, or forgets the key where it is null. */
export function remember(key: Remembered, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tierline.${key}`)
    else localStorage.setItem(`tierline.${key}`, value)
  } catch {
    // A private window may refuse: then nothing is remembered.
  }
}
