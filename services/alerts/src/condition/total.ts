import type { WatchCondition } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import { parseDecimal, ratios } from '@tierline/scoring'
import type { Ratio } from '@tierline/scoring'
import type { Faulty, Frame } from './frame.ts'
import { lieOf } from './line.ts'
import type { Line } from './line.ts'
import { UNKNOWN } from './observation.ts'
import type { Judge, SeenRow } from './observation.ts'

type TierDrop = Extract<WatchCondition, { kind: 'tier_drop' }>

/** A line on the total as people read it. */
export interface NamedLine {
  value: string
  title: Bilingual
  declared: { by: string; on: string; basis: string } | null
}

/** The line of a watch on the total under a frame; a fault where the rubric declares none. */
export function totalLine({ line }: Pick<TierDrop, 'line'>, { head }: Pick<Frame, 'head'>): NamedLine | Faulty {
  if ('declared' in line) {
    const { score, title, by, on, basis } = line.declared
    return { value: score, title, declared: { by, on, basis } }
  }
  const tier = head.tiers.find(({ id }) => id === line.tier)
  if (!tier) return { fault: { zh: `评分细则没有等次“${line.tier}”。`, en: `The rubric has no tier “${line.tier}”.` } }
  if (tier.line === null) return { fault: { zh: `文件没有公布等次“${tier.title.zh}”的分数线。`, en: `The document declares no line for the tier “${tier.title.en}”.` } }
  return { value: tier.line, title: tier.title, declared: null }
}

/** Below a line on the total; certain by the range that unknown parts leave. A tier that a veto forces under the line's is below it too. */
export function judgeTotal(condition: TierDrop, frame: Frame, minimumSample: number | undefined): Judge | Faulty {
  const named = totalLine(condition, frame)
  if ('fault' in named) return named
  const line = parseDecimal(named.value) ?? ratios.ZERO
  const bounds: Line = { side: 'below', line, recovery: condition.recovery === undefined ? line : parseDecimal(condition.recovery) ?? line }
  const forcedUnder = 'tier' in condition.line ? tiersUnder(frame, condition.line.tier) : new Set<string>()
  return ({ row }) => {
    if (row.score === null || isSmall(row, minimumSample)) return UNKNOWN
    if (row.vetoes && row.vetoes.length > 0 && row.tier !== null && forcedUnder.has(row.tier)) return { kind: 'breach', isWell: false }
    const range = 'tier' in condition.line ? tierRange(row, frame) : scoreRange(row)
    return range ? lieOf(range, bounds) : UNKNOWN
  }
}

/** Whether too little is behind a row's total; a row whose leaves have no denominators has no sample to be small. */
export const isSmall = ({ sample }: Pick<SeenRow, 'sample'>, minimum: number | undefined): boolean => minimum !== undefined && sample !== null && sample < minimum

interface Range {
  low: Ratio
  high: Ratio
}

function scoreRange({ low, high }: SeenRow): Range {
  return { low: parseDecimal(low) ?? ratios.ZERO, high: parseDecimal(high) ?? ratios.ZERO }
}

/** What the tiers' lines are compared with: the score, or what it is converted into; null where nobody knows how. */
function tierRange(row: SeenRow, { rubric }: Frame): Range | null {
  if (rubric.tiers === 'undeclared' || rubric.tiers.reads !== 'converted') return scoreRange(row)
  const converted = parseDecimal(row.converted ?? '')
  if (converted && row.low === row.high) return { low: converted, high: converted }
  const [weight, total] = [parseDecimal(rubric.conversion?.weight ?? ''), parseDecimal(rubric.points?.total ?? '')]
  const factor = weight && total && ratios.over(weight, total)
  if (!factor) return null
  const { low, high } = scoreRange(row)
  return { low: ratios.times(low, factor), high: ratios.times(high, factor) }
}

function tiersUnder({ head }: Frame, tier: string): ReadonlySet<string> {
  const at = head.tiers.findIndex(({ id }) => id === tier)
  return new Set(head.tiers.slice(at + 1).map(({ id }) => id))
}
