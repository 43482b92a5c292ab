import { readonly, ref } from 'vue'
import type { ThemeName } from './tokens.ts'
import { remember } from '../app/memory.ts'

const current = ref<ThemeName>(document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light')

/** The theme on screen; boot.js has set it before the first paint, here it can be changed. */
export function useTheme() {
  return { theme: readonly(current), setTheme, toggleTheme: () => setTheme(current.value === 'dark' ? 'light' : 'dark') }
}

function setTheme(theme: ThemeName): void {
  current.value = theme
  document.documentElement.dataset['theme'] = theme
  remember('theme', theme)
}
