import type { BoardList, ListedBoard } from '@tierline/contracts/board'
import type { Platform } from '@tierline/platform/platform'
import { parsePeriod, versionToday } from '@tierline/scoring'
import type { Period, Rubric } from '@tierline/scoring'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { readScored, readSeqs } from '../board/board.store.ts'
import type { SeqRecord } from '../board/board.store.ts'
import { periodTitle } from '../board/period-title.ts'
import { isoOf, readInstant } from '../board/watermark.store.ts'

/** Lists the boards, one entry for each rubric and group, with every period that has a score (where none has, every period that there is); the entry's own key is the period to show first. */
export async function listBoards(platform: Platform, rubrics: StoredRubrics): Promise<BoardList> {
  const [seqs, withScores, active, stored] = await Promise.all([readSeqs(platform.db), readScored(platform.db), rubrics.active(), readInstant(platform.db)])
  const instant = stored ?? platform.clock.now()
  const entries = [...new Set(active.map(({ id }) => id))].flatMap((id) => groupsOf(active, id).flatMap((group) => {
    const rubric = versionToday(active, id, instant)
    if (!rubric) return []
    const known = seqs.filter((board) => board.rubric === id && board.group === group)
    const filled = known.filter(({ id }) => withScores.has(id))
    const scored = filled.length > 0 ? filled : known
    const board = listed(rubric, { scored, instant, platform })
    return board ? [{ board, isFilled: filled.length > 0 }] : []
  }))
  // Boards without any figure come last.
  const boards = [...entries].sort((a, b) => Number(b.isFilled) - Number(a.isFilled)).map(({ board }) => board)
  return { demo: platform.isDemo, instant: isoOf(instant), boards }
}

/** The groups of every version: boards of a period keep the groups of the version that scores it. */
const groupsOf = (active: readonly Rubric[], id: string): string[] => [...new Set(active.flatMap((rubric) => (rubric.id === id ? rubric.groups : [])))]

function listed(rubric: Rubric, { scored, instant, platform }: { scored: SeqRecord[]; instant: number; platform: Platform }): ListedBoard | null {
  const first = shownFirst(rubric, scored, instant)
  const group = first && platform.directory.group(first.group)
  if (!group) return null
  return {
    key: { rubric: rubric.id, group: first.group, period: first.period },
    title: rubric.title, groupTitle: group.title, periodTitle: periodTitle(first.period),
    periods: newestFirst(scored, instant).map(({ period }) => ({ id: period, title: periodTitle(period) })),
    units: group.units.length, seq: Number(first.seq), asOf: first.seq === 0n ? null : isoOf(first.asOf), demo: platform.isDemo || group.demo,
  }
}

/** The newest period of the official kind that has begun, else the newest of any kind. */
function shownFirst(rubric: Rubric, scored: readonly SeqRecord[], instant: number): SeqRecord | undefined {
  const begun = newestFirst(scored, instant).filter(({ period }) => spanOf(period, instant).from <= instant)
  return begun.find(({ period }) => parsePeriod(period, instant)?.kind === rubric.periods.official) ?? begun[0] ?? scored[0]
}

function newestFirst(scored: readonly SeqRecord[], instant: number): SeqRecord[] {
  return [...scored].sort((a, b) => spanOf(b.period, instant).from - spanOf(a.period, instant).from || spanOf(b.period, instant).until - spanOf(a.period, instant).until)
}

const spanOf = (period: string, instant: number): Pick<Period, 'from' | 'until'> => parsePeriod(period, instant) ?? { from: 0, until: 0 }
