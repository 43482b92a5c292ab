import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Faulty, Frame } from './frame.ts'
import { judgeHeadroom, judgeIndicator } from './indicator.ts'
import { UNKNOWN } from './observation.ts'
import type { Judge } from './observation.ts'
import { judgeRank } from './rank-fall.ts'
import { judgeTotal } from './total.ts'

/** How a watch looks at a unit's row under a frame, or why it cannot. A silent reporter is found by the clock, not by rows. */
export function judgeOf({ condition, minimumSample }: Pick<WatchBody, 'condition' | 'minimumSample'>, frame: Frame): Judge | Faulty {
  switch (condition.kind) {
    case 'tier_drop': return judgeTotal(condition, frame, minimumSample)
    case 'indicator': return judgeIndicator(condition, frame, minimumSample)
    case 'headroom': return judgeHeadroom(condition, frame, minimumSample)
    case 'rank_drop': return judgeRank(condition, minimumSample)
    case 'missing_reporter': return () => UNKNOWN
  }
}
