import type { WhatIfLeaf, WhatIfRow } from '@tierline/contracts/rubric/what-if'
import { difference } from '../../format/decimal.ts'

type Standing = WhatIfRow['before']

/** A unit under both sets of rules. `places` gained (positive is up) and `change` of the score are null where one of the two is unknown. */
export interface Mover {
  readonly row: WhatIfRow
  readonly isMoved: boolean
  readonly places: number | null
  readonly change: string | null
  readonly leaves: readonly { readonly leaf: WhatIfLeaf; readonly change: string | null }[]
}

/** Each unit with what changes for it, in the order of the reply. */
export function moversIn(rows: readonly WhatIfRow[]): Mover[] {
  return rows.map((row) => {
    const { before, after } = row
    return {
      row, isMoved: isOther(before, after),
      places: before.rank === null || after.rank === null ? null : before.rank - after.rank,
      change: isCertain(before) && isCertain(after) ? difference(after.low, before.low) : null,
      leaves: row.leaves.map((leaf) => ({ leaf, change: leaf.before?.points && leaf.after?.points ? difference(leaf.after.points, leaf.before.points) : null })),
    }
  })
}

/** A score, or the range in which it must lie. */
export function scoreOf({ score, low, high }: Standing): string {
  if (low !== high) return `${low}–${high}`
  return score ?? '—'
}

function isOther(before: Standing, after: Standing): boolean {
  return before.rank !== after.rank || before.tier !== after.tier || scoreOf(before) !== scoreOf(after)
}

function isCertain({ score, low, high }: Standing): boolean {
  return score !== null && low === high
}
