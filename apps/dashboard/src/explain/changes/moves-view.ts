import type { LeafMove, UnitChanges } from '@tierline/contracts/explanation'
import type { Bilingual } from '@tierline/contracts/text'
import { signed } from '../../format/decimal.ts'
import { pointsText } from '../view/leaf-points.ts'

/** One leaf that moved, as a line of the list. */
export interface MoveLine {
  readonly indicator: string
  readonly number: string
  readonly title: Bilingual
  readonly points: string
  /** Signed, or null where one of the points is unknown. */
  readonly change: string | null
  readonly because: LeafMove['because']
  readonly why: Bilingual
}

/** The moves as lines, in the order of the answer: the largest first. */
export function moveLines({ leaves }: Pick<UnitChanges, 'leaves'>): MoveLine[] {
  return leaves.map(({ indicator, number, title, before, after, change, because, text }) => ({
    indicator, number, title, because, change: change === null ? null : signed(change), points: `${pointsText(before)} → ${pointsText(after)}`,
    why: { zh: afterHead(text.zh, '：'), en: afterHead(text.en, ': ') },
  }))
}

/** The reason alone: number, title and points stand in the line already. */
function afterHead(text: string, colon: string): string {
  const at = text.indexOf(colon)
  return at < 0 ? text : text.slice(at + colon.length)
}

/** Score and rank, each as it was and as it is; once where it did not move. */
export function standingMoves({ from, to }: Pick<UnitChanges, 'from' | 'to'>): { score: string; rank: string } {
  const pair = (was: string | number | null, is: string | number | null): string => (was === is ? `${is ?? '–'}` : `${was ?? '–'} → ${is ?? '–'}`)
  return { score: pair(from.score, to.score), rank: pair(from.rank, to.rank) }
}
