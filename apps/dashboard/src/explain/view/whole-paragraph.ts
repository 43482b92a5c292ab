import type { TraceStep, UnitExplanation } from '@tierline/contracts/explanation'
import { isZero } from './decimal.ts'

/** The words that a paragraph about the whole unit is made of. */
export interface ParagraphWords {
  readonly lang: 'zh' | 'en'
  /** Head: name, rank, score, as-of already put in. */
  readonly head: string
  readonly lostMost: string
  readonly lostNothing: string
  readonly demo: string
}

/** What decides the total beside the sum: a gate, a cap, a veto, the conversion. */
const DECISIVE: ReadonlySet<TraceStep['kind']> = new Set(['gate', 'cap', 'veto', 'conversion'])

/** One paragraph on the whole unit for a phone call: total, arithmetic, what else decided it, the three leaves that lost most. */
export function wholeParagraph(explanation: UnitExplanation, words: ParagraphWords): string {
  const { lang } = words
  const stop = lang === 'zh' ? '。' : '. '
  const decisive = explanation.steps.filter(({ kind }) => DECISIVE.has(kind))
  const worst = explanation.leaves.filter(({ lost }) => lost !== null && !isZero(lost) && !lost.startsWith('-')).slice(0, 3)
  const reasons = worst.map(({ number, title, lost }) => `${number} ${title[lang]} −${lost}`).join(lang === 'zh' ? '；' : '; ')
  const sentences = [
    words.head, explanation.arithmetic[lang], ...decisive.map(({ text }) => text[lang]),
    worst.length > 0 ? `${words.lostMost}${reasons}` : words.lostNothing,
    ...(explanation.demo ? [words.demo] : []),
  ]
  return sentences.map((sentence) => `${sentence}${stop}`).join('').trim()
}
