import type { Board } from '@tierline/contracts/board'

/** Where one goes from a board: its rubric, a trial of it (under the readings of `under`), entering a judgement for it, its snapshots. */
export function boardWays({ key, rubric }: Pick<Board, 'key' | 'rubric'>, under: readonly string[] = []) {
  return {
    rubric: { name: 'rubric', params: { id: key.rubric }, query: { hash: rubric.hash } },
    whatIf: { name: 'what-if', params: { rubric: key.rubric, group: key.group }, query: { period: key.period, ...(under.length > 0 ? { reading: [...under], all: '1' } : {}) } },
    snapshots: { name: 'snapshots', query: { rubric: key.rubric, group: key.group } },
    judge: { name: 'judge', query: { rubric: key.rubric, period: key.period } },
  }
}
