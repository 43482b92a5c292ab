import type { Board, BoardRow } from '@tierline/contracts/board'
import { useWords } from '../../i18n/use-words.ts'
import type { Change } from '../../live/changes.ts'

/** The sentences of a change, in the language of the screen. */
export function useChangeWords(board: () => Board) {
  const { t, text, language } = useWords()
  const name = (row: Pick<BoardRow, 'nameEn' | 'short' | 'name'>) => (language.value === 'en' ? row.nameEn : row.short || row.name)

  function unit(change: Change): string {
    const row = board().rows.find((one) => one.unit === change.unit)
    return row ? name(row) : change.unit
  }
  function tier(id: string | null): string {
    const found = board().tiers.find((one) => one.id === id)
    return found ? text(found.title) : (id ?? '')
  }
  function what({ kind, from, to, isBetter }: Change): string {
    if (kind === 'tier') return t(isBetter ? 'board.changes.tierUp' : 'board.changes.tierDown', { to: tier(to) })
    return t(`board.changes.${kind}`, { from, to })
  }
  return { name, unit, tier, what }
}
