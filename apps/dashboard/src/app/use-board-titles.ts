import type { BoardKey } from '@tierline/contracts/board'
import { useWords } from '../i18n/use-words.ts'
import { useBoardList } from './use-board-list.ts'

/** Names of boards, groups and periods as the list of boards has them; the ids where the list does not know them. */
export function useBoardTitles() {
  const { text } = useWords()
  const { list } = useBoardList()
  const listed = ({ rubric, group }: Pick<BoardKey, 'rubric' | 'group'>) => list.value?.boards.find(({ key }) => key.rubric === rubric && key.group === group)
  const group = (key: Pick<BoardKey, 'rubric' | 'group'>) => { const board = listed(key); return board ? text(board.groupTitle) : key.group }
  const period = (key: BoardKey) => { const found = listed(key)?.periods.find(({ id }) => id === key.period); return found ? text(found.title) : key.period }
  const title = (key: BoardKey) => { const board = listed(key); return `${board ? `${text(board.title)} · ` : ''}${group(key)} · ${period(key)}` }
  /** Boards of the usual period first: those that people know. */
  const usualFirst = (keys: readonly BoardKey[]) => [...keys].sort((a, b) => Number(listed(b)?.key.period === b.period) - Number(listed(a)?.key.period === a.period))
  return { group, period, title, usualFirst }
}
