import en from './en/later.ts'
import { i18n } from './i18n.ts'
import { useWords } from './use-words.ts'
import zhCN from './zh-CN/later.ts'

let isMerged = false

/** Words for a page that is fetched when it is first opened; brings its own words along, in both languages. */
export function useLaterWords() {
  if (!isMerged) {
    i18n.global.mergeLocaleMessage('zh-CN', zhCN)
    i18n.global.mergeLocaleMessage('en', en)
    isMerged = true
  }
  return useWords()
}
