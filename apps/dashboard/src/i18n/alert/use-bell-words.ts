import { i18n } from '../i18n.ts'
import { useWords } from '../use-words.ts'
import en from './bell.en.ts'
import zhCN from './bell.zh-CN.ts'

let isMerged = false

/** Words for the bell, the flags and the wall's alerts; what uses them is fetched after the first paint and brings them along. */
export function useBellWords() {
  if (!isMerged) {
    i18n.global.mergeLocaleMessage('zh-CN', { bell: zhCN })
    i18n.global.mergeLocaleMessage('en', { bell: en })
    isMerged = true
  }
  return useWords()
}
