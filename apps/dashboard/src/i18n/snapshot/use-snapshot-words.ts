import { i18n } from '../i18n.ts'
import { useLaterWords } from '../use-later-words.ts'
import en from './en.ts'
import zhCN from './zh-CN.ts'

let isMerged = false

/** Words for the pages of snapshots, which bring their own along, in both languages. */
export function useSnapshotWords() {
  if (!isMerged) {
    i18n.global.mergeLocaleMessage('zh-CN', { snapshot: zhCN })
    i18n.global.mergeLocaleMessage('en', { snapshot: en })
    isMerged = true
  }
  return useLaterWords()
}
