import { pinyin } from 'pinyin-pro'
import type { Spelling } from '../directory.store.ts'

/** Pinyin of a Chinese name without tone marks: 六安 → { pinyin: "luan", initials: "la" } (place names read as places). */
export const spell: Spelling = (name) => {
  const syllables = pinyin(name.replace(/六安/g, '陆安'), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).map((syllable) => syllable.toLowerCase())
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => (/^[a-z]/.test(syllable) ? syllable.charAt(0) : syllable)).join('') }
}
