import type { WatchCondition } from '@tierline/contracts/alert/watch'
import type { Judge } from './observation.ts'
import { UNKNOWN } from './observation.ts'
import { isSmall } from './total.ts'

type RankDrop = Extract<WatchCondition, { kind: 'rank_drop' }>

/** So many places behind the rank at the board's baseline; a unit that has no rank, or had none then, cannot be compared. */
export function judgeRank({ places, recovery = places - 1 }: RankDrop, minimumSample: number | undefined): Judge {
  return ({ row, previousRank }) => {
    const rank = row.rank ?? null
    if (rank === null || previousRank === null || isSmall(row, minimumSample)) return UNKNOWN
    const fall = rank - previousRank
    if (fall >= places) return { kind: 'breach', isWell: false }
    return { kind: fall <= recovery ? 'healed' : 'between', isWell: true }
  }
}
