import { scoredView } from '@tierline/boards/explain/scored-view'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import { readFactsThen } from '@tierline/boards/past/past.store'
import type { SeqPoint } from '@tierline/boards/past/seq-walk.store'
import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Statements } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import { explainUnit } from '@tierline/scoring'
import type { BoardPlan, UnitExplanationCore } from '@tierline/scoring'
import type { WatchedBoard } from '../stand.store.ts'

/** A board of one seq, and units of it that were explained already; null where a unit is not on it. */
export interface SeqView {
  plan: BoardPlan
  explain(code: string): UnitExplanationCore | null
}

/** Views that are kept, for watches of one board fire at the same seqs; and explanations that are kept with each. */
const MOST = { views: 6, explanations: 500 } as const

/** Boards of exact seqs, scored again from the facts of then. */
export class SeqViews {
  private readonly kept = new Map<string, SeqView>()

  constructor(private readonly rubrics: StoredRubrics, private readonly directory: Directory) {}

  async of(db: Statements, board: WatchedBoard, point: SeqPoint): Promise<SeqView> {
    const name = `${board.id} ${point.seq}`
    const view = this.kept.get(name) ?? explainable(await this.score(db, board, point))
    this.kept.delete(name)
    this.kept.set(name, view)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST.views && oldest !== undefined) this.kept.delete(oldest)
    return view
  }

  private async score(db: Statements, { id, rubric: name, group_id: group, period }: WatchedBoard, { seq, at, rubric_hash: hash }: SeqPoint): Promise<ScoredView> {
    const rubric = await this.rubrics.byHash(name, hash)
    if (!rubric) throw new Error(`board ${id}: found the rubric ${name} of hash ${hash.slice(0, 8)}, expected its text in the database; load it again`)
    return scoredView({ rubric, group, period, instant: at, facts: await readFactsThen(db, id, seq) }, this.directory)
  }
}

/** Points under other readings take a scoring of the whole board for each, and tell nothing of what moved: they are left out. */
function explainable({ plan, facts, score, instant }: ScoredView): SeqView {
  const { ambiguities: _, ...rubric } = plan.rubric
  const plain: BoardPlan = { ...plan, rubric }
  const known = new Map<string, UnitExplanationCore>()
  const explain = (code: string): UnitExplanationCore | null => {
    const own = facts.get(code)
    const explained = known.get(code) ?? (own ? explainUnit(plain, own, score, instant) : null)
    if (explained && known.size < MOST.explanations) known.set(code, explained)
    return explained
  }
  return { plan, explain }
}
