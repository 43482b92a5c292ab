import type { SeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { Bilingual } from '@tierline/contracts/text'
import { dayNumber } from '@tierline/scoring'
import type { Frame } from '../../condition/frame.ts'
import { judgeOf } from '../../condition/judge-of.ts'
import { FAULTY, UNKNOWN } from '../../condition/observation.ts'
import type { Judge } from '../../condition/observation.ts'
import { looksAtPlaces } from '../../condition/words.ts'
import type { Frames } from './frames.ts'
import { periodSpan } from '../running-period.ts'
import type { ActiveWatch, WatchedBoard } from '../stand.store.ts'

/** How units are judged at a seq. While two seqs have the same regime, only rows that changed have to be looked at. */
export interface Regime {
  name: string
  judge: Judge
  frame: Frame | null
  fault: Bilingual | null
}

/** The regime of a watch on a board at one of its seqs: another version, another line, a provisional board, a new day of the baseline are another regime. */
export async function regimeAt(frames: Frames, { watch, board }: { watch: ActiveWatch; board: WatchedBoard }, point: SeqPoint): Promise<Regime> {
  const frame = await frames.at(board, point.rubric_hash, point.at)
  const judge = frame ? judgeOf(watch.body, frame) : NO_TEXT
  const days = `${periodSpan(board.period, point.at).from}${looksAtPlaces(watch.body) ? ` ${dayNumber(point.at)}` : ''}`
  if (typeof judge !== 'function') return { name: `${days} fault ${judge.fault.zh}`, judge: () => FAULTY, frame, fault: judge.fault }
  if (point.provisional) return { name: `${days} provisional`, judge: () => UNKNOWN, frame, fault: null }
  return { name: `${days} ${frame?.name ?? ''}`, judge, frame, fault: null }
}

/** Why nothing can be said of a board whose rubric is not there. */
export const NO_TEXT = { fault: { zh: '数据库中没有该评分细则版本的文本。', en: 'The text of this version of the rubric is not in the database.' } }
