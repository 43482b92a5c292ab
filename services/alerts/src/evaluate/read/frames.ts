import { boardPeriod } from '@tierline/boards/board/period-title'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { parametersDay } from '@tierline/scoring'
import { frameName, frameOf } from '../../condition/frame.ts'
import type { Frame } from '../../condition/frame.ts'
import type { WatchedBoard } from '../stand.store.ts'

/** Frames that are kept; they are read again in every turn. */
const MOST_KEPT = 50

/** The frame of a board at each of its seqs; the same object while neither the version nor a dated parameter changes. */
export class Frames {
  private readonly kept = new Map<string, Frame>()

  constructor(private readonly rubrics: StoredRubrics) {}

  /** Null where the text of the version is not there. */
  async at({ rubric: id, period: periodId }: Pick<WatchedBoard, 'rubric' | 'period'>, hash: string, instant: number): Promise<Frame | null> {
    const rubric = await this.rubrics.byHash(id, hash)
    if (!rubric) return null
    const period = boardPeriod(periodId, instant)
    const name = frameName(rubric, parametersDay(period, instant))
    const frame = this.kept.get(name) ?? frameOf(rubric, period, instant)
    this.kept.delete(name)
    this.kept.set(name, frame)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest)
    return frame
  }
}
