import type { Ref } from 'vue'
import type { Board } from '@tierline/contracts/board'
import { useWords } from '../../i18n/use-words.ts'
import type { Change } from '../../live/changes.ts'
import { worthSaying } from './spoken-changes.ts'
import { useAnnouncer } from './use-announcer.ts'
import { useChangeWords } from './use-change-words.ts'

/** What a screen reader hears of a moving board: the weightiest changes by name, the rest counted. */
export function useBoardVoice(board: Readonly<Ref<Board | null>>, changes: Readonly<Ref<readonly Change[]>>): Readonly<Ref<string>> {
  const { t, language } = useWords()

  return useAnnouncer(changes, (fresh) => {
    const shown = board.value
    if (!shown) return ''
    const words = useChangeWords(() => shown)
    const { named, scores } = worthSaying(fresh)
    const sentences = named.map((change) => {
      const key = change.kind === 'tier' ? 'tier' : change.isBetter ? 'rank' : 'rankDown'
      return t(`board.announce.${key}`, { unit: words.unit(change), to: change.kind === 'tier' ? words.tier(change.to) : change.to })
    })
    if (scores > 0) sentences.push(t('board.announce.scores', { n: scores }))
    return sentences.join(language.value === 'en' ? '; ' : '；')
  })
}
