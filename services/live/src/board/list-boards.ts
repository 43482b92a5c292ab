import type { BoardList, ListedBoard } from '@tierline/contracts/board'
import type { Platform } from '@tierline/platform/platform'
import { parsePeriod } from '@tierline/scoring'
import type { Rubric } from '@tierline/scoring'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { readMoment, readSeqs } from './board.store.ts'
import type { SeqRow } from './board.store.ts'
import { periodTitle } from './period-title.ts'

/** Lists the boards, one entry for each rubric and group, with every period that has been scored; the entry's own key is the period to show first. */
export async function listBoards(platform: Platform, rubrics: StoredRubrics): Promise<BoardList> {
  const [seqs, active, moment] = await Promise.all([readSeqs(platform.db), rubrics.active(), readMoment(platform.db)])
  const instant = moment.instant ?? platform.clock.now()
  const boards = active.flatMap((rubric) => rubric.groups.flatMap((group) => {
    const scored = seqs.filter((row) => row.rubric === rubric.id && row.group_id === group)
    return listed(rubric, group, { scored, instant, platform })
  }))
  return { demo: platform.isDemo, instant: new Date(instant).toISOString(), boards }
}

function listed(rubric: Rubric, groupId: string, { scored, instant, platform }: { scored: SeqRow[]; instant: number; platform: Platform }): ListedBoard[] {
  const group = platform.directory.group(groupId)
  const first = firstShown(rubric, scored, instant)
  if (!group || !first) return []
  return [{
    key: { rubric: rubric.id, group: groupId, period: first.period },
    title: rubric.title, groupTitle: group.title, periodTitle: periodTitle(first.period),
    periods: newestFirst(scored, instant).map(({ period }) => ({ id: period, title: periodTitle(period) })),
    units: group.units.length, seq: Number(first.seq), asOf: new Date(first.as_of).toISOString(), demo: platform.isDemo || group.demo,
  }]
}

/** The newest period of the official kind that has begun, else the newest of any kind. */
function firstShown(rubric: Rubric, scored: readonly SeqRow[], instant: number): SeqRow | undefined {
  const begun = newestFirst(scored, instant).filter(({ period }) => (parsePeriod(period, instant)?.from ?? Infinity) <= instant)
  return begun.find(({ period }) => parsePeriod(period, instant)?.kind === rubric.periods.official) ?? begun[0] ?? scored[0]
}

function newestFirst(scored: readonly SeqRow[], instant: number): SeqRow[] {
  const span = (row: SeqRow): { from: number; until: number } => parsePeriod(row.period, instant) ?? { from: 0, until: 0 }
  return [...scored].sort((a, b) => span(b).from - span(a).from || span(b).until - span(a).until)
}
