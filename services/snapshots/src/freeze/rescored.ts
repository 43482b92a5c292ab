import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { boardPeriod } from '@tierline/boards/board/period-title'
import { viewOf } from '@tierline/boards/explain/scored-view'
import type { ScoredView } from '@tierline/boards/explain/scored-view'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import { unpackFacts } from '@tierline/platform/board/stored-facts'
import { planBoard, rowOf, storedRubric } from '@tierline/scoring'
import type { BoardPlan, ScoredRow } from '@tierline/scoring'

/** What of a head says how its facts are scored. */
export type ScoredHead = Pick<SnapshotHead, 'key' | 'rubricText' | 'named'> & { board: Pick<SnapshotHead['board'], 'asOf'> }

/** The plan of a frozen board, from the head alone: no database, no clock, no directory has a say. */
export function frozenPlan(head: ScoredHead): BoardPlan {
  const read = storedRubric(head.rubricText, `${head.key.rubric} (frozen)`)
  if ('faults' in read) throw new Error(`snapshot of ${head.key.rubric}: its rubric has faults although it was scored by it: ${read.faults.map(({ path, found }) => `${path}: ${found}`).join('; ')}`)
  const instant = Date.parse(head.board.asOf)
  return planBoard(read.rubric, boardPeriod(head.key.period, instant), head.key.group, { instant, codeOf: (name) => head.named[name] ?? name })
}

/** Scores frozen facts again; nothing that came later can leak in. */
export function rescored(head: ScoredHead, units: Iterable<readonly [code: string, facts: StoredFacts]>): ScoredView {
  return viewOf(frozenPlan(head), [...units].map(([code, facts]) => unpackFacts(code, facts)), Date.parse(head.board.asOf))
}

/** A unit's frozen row with the figures of a scoring; who it is and when it was last heard of stay. */
export function withFigures(plan: BoardPlan, scored: ScoredRow, { name, nameEn, short, initials, order, lastEventAt }: FrozenRow): FrozenRow {
  return { ...rowOf(plan, scored), name, nameEn, short, initials, order, lastEventAt }
}
