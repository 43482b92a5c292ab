import { scoredView } from '@tierline/boards/explain/scored-view'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import { readFactsThen } from '@tierline/boards/past/past.store'
import type { SeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Statements } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { WatchedBoard } from '../stand.store.ts'

/** Views that are kept: watches of one board fire at the same seqs. */
const MOST_KEPT = 6

/** Boards of exact seqs, scored again from the facts of then. */
export class SeqViews {
  private readonly kept = new Map<string, ScoredView>()

  constructor(private readonly rubrics: StoredRubrics, private readonly directory: Directory) {}

  async of(db: Statements, board: WatchedBoard, point: SeqPoint): Promise<ScoredView> {
    const name = `${board.id} ${point.seq}`
    const view = this.kept.get(name) ?? (await this.score(db, board, point))
    this.kept.delete(name)
    this.kept.set(name, view)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest)
    return view
  }

  private async score(db: Statements, { id, rubric: name, group_id: group, period }: WatchedBoard, { seq, at, rubric_hash: hash }: SeqPoint): Promise<ScoredView> {
    const rubric = await this.rubrics.byHash(name, hash)
    if (!rubric) throw new Error(`board ${id}: found the rubric ${name} of hash ${hash.slice(0, 8)}, expected its text in the database; load it again`)
    return scoredView({ rubric, group, period, instant: at, facts: await readFactsThen(db, id, seq) }, this.directory)
  }
}
