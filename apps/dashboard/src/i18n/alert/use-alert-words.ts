import { i18n } from '../i18n.ts'
import en from './alert.en.ts'
import zhCN from './alert.zh-CN.ts'
import channelEn from './channel.en.ts'
import channelZh from './channel.zh-CN.ts'
import { useBellWords } from './use-bell-words.ts'
import watchEn from './watch.en.ts'
import watchZh from './watch.zh-CN.ts'

let isMerged = false

/** Words for the pages of alerts, watches and channels; those pages are fetched when they are first opened and bring them along. */
export function useAlertWords() {
  if (!isMerged) {
    i18n.global.mergeLocaleMessage('zh-CN', { alert: zhCN, watch: watchZh, channel: channelZh })
    i18n.global.mergeLocaleMessage('en', { alert: en, watch: watchEn, channel: channelEn })
    isMerged = true
  }
  return useBellWords()
}
