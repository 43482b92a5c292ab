import { computed } from 'vue'
import type { Bilingual } from '@tierline/contracts/text'
import { i18n, setLanguage, type Language } from './i18n.ts'

/** Words for a component: `t` for ours, `text` for what the server sends in both languages. */
export function useWords() {
  const { t, locale } = i18n.global
  const language = computed(() => (locale.value === 'en' ? 'en' : 'zh-CN') satisfies Language)
  const text = (words: Bilingual) => (language.value === 'en' ? words.en : words.zh)
  return { t, text, language, setLanguage }
}
