import { createI18n } from 'vue-i18n'
import { remember } from '../app/memory.ts'
import zhCN from './zh-CN/messages.ts'

/** The languages of the screen; Chinese comes with the page, English is fetched when it is asked for. */
export type Language = 'zh-CN' | 'en'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN } as Record<string, typeof zhCN>,
  missingWarn: false,
  fallbackWarn: false,
})

/** Switches the whole screen to `language`. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en') i18n.global.mergeLocaleMessage('en', (await import('./en/messages.ts')).default)
  i18n.global.locale.value = language
  document.documentElement.lang = language
  remember('lang', language)
}
