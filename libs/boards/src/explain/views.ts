import type { BoardKey } from '@tierline/contracts/board'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Platform } from '@tierline/platform/platform'
import type { BoardDesk } from '../desk/board-desk.ts'
import type { BoardQuestion } from '../desk/board-question.ts'
import { readBoard, readFacts } from '../board/board.store.ts'
import type { BoardRecord, FactsRecord } from '../board/board.store.ts'
import type { CorrectedBoards } from '../past/corrected-boards.ts'
import { readBoardThen, readFactsThen } from '../past/past.store.ts'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { scoredView } from './scored-view.ts'
import type { ScoredView } from './scored-view.ts'

/** A scored view with the board that it is of. */
export interface Viewed {
  view: ScoredView
  board: number
  key: BoardKey
  seq: number
}

export interface ViewsParts {
  platform: Platform
  rubrics: StoredRubrics
  desk: BoardDesk
  corrected: CorrectedBoards
}

/** Views that are kept: whoever opens a unit mostly opens the next one of the same board. */
const MOST_VIEWS = 6

/** Finds the scored view behind a board in any reading: the stored facts of its seq, or facts folded afresh. */
export class Views {
  private readonly kept = new Map<string, ScoredView>()

  constructor(private readonly parts: ViewsParts) {}

  async find(question: BoardQuestion): Promise<Viewed> {
    const { id, key } = await this.parts.desk.identify(question)
    if (question.at !== null && question.reading === 'corrected') {
      const { view, seq } = await this.parts.corrected.view(id, question.at)
      return { view, board: id, key, seq }
    }
    const record = await this.recordOf(id, question)
    const name = `${id} ${record.seq}`
    const view = this.kept.get(name) ?? (await this.score(record, question))
    this.keep(name, view)
    return { view, board: id, key, seq: Number(record.seq) }
  }

  private async recordOf(id: number, { at }: BoardQuestion): Promise<BoardRecord> {
    const now = await readBoard(this.parts.platform.db, id)
    if (at === null) return now
    const then = await readBoardThen(this.parts.platform.db, id, at)
    if (then) return { ...now, ...then }
    throw new ProblemError(404, 'no_data', { title: 'Nothing was known then', detail: `Nothing was known of this board at ${new Date(at).toISOString()}. Ask for a later instant, or for reading=corrected.` })
  }

  private async score(record: BoardRecord, question: BoardQuestion): Promise<ScoredView> {
    const rubric = await this.parts.rubrics.byHash(record.rubric, record.rubric_hash)
    if (!rubric) throw new Error(`board ${record.id}: found the rubric ${record.rubric} of hash ${record.rubric_hash.slice(0, 8)}, expected its text in the database; load it again`)
    const facts = await this.factsOf(record, question)
    return scoredView({ rubric, group: record.group_id, period: record.period, instant: record.as_of, facts }, this.parts.platform.directory)
  }

  /** The facts of exactly this seq: those of now where the board has not moved on meanwhile, else those that history keeps. */
  private async factsOf(record: BoardRecord, { at }: BoardQuestion): Promise<FactsRecord[]> {
    const { db } = this.parts.platform
    const current = at === null ? await db.transaction(async (tx) => ((await readBoard(tx, record.id)).seq === record.seq ? await readFacts(tx, record.id) : null), 'repeatable read') : null
    return current ?? (await readFactsThen(db, record.id, record.seq))
  }

  private keep(name: string, view: ScoredView): void {
    this.kept.delete(name)
    this.kept.set(name, view)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_VIEWS && oldest !== undefined) this.kept.delete(oldest)
  }
}
