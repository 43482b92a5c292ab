import { unpackCell } from '@tierline/platform/board/stored-row'
import type { WatchCondition } from '@tierline/contracts/alert/watch'
import type { Cell } from '@tierline/contracts/board'
import { parseDecimal, ratios } from '@tierline/scoring'
import type { Ratio } from '@tierline/scoring'
import { figureOf, fractionOf, isPercent } from './figure.ts'
import type { Faulty, Frame } from './frame.ts'
import { casesToCross, lieOf } from './line.ts'
import { UNKNOWN } from './observation.ts'
import type { Judge, Observation } from './observation.ts'

type IndicatorLine = Extract<WatchCondition, { kind: 'indicator' }>
type Headroom = Extract<WatchCondition, { kind: 'headroom' }>

const PERCENT: Ratio = { n: 1n, d: 100n }

/** An indicator's points or figure beyond a line. */
export function judgeIndicator(condition: IndicatorLine, frame: Frame, minimumSample: number | undefined): Judge | Faulty {
  const line = parseDecimal(condition.line) ?? ratios.ZERO
  const bounds = { side: condition.side, line, recovery: condition.recovery === undefined ? line : parseDecimal(condition.recovery) ?? line }
  const rangeOf = condition.of === 'points' ? pointsRange : (cell: Cell) => valueRange(cell, frame.rubric.rates ?? 'exact')
  return judgeCell(frame, { indicator: condition.indicator, minimumSample }, (cell) => {
    const range = rangeOf(cell)
    return range ? lieOf(range, bounds) : UNKNOWN
  })
}

/** So few further bad cases would carry an indicator's fraction across the line. One that is across already is not about to cross, and not well. */
export function judgeHeadroom(condition: Headroom, frame: Frame, minimumSample: number | undefined): Judge | Faulty {
  const line = parseDecimal(condition.line) ?? ratios.ZERO
  const healedFrom = BigInt(condition.recovery ?? condition.cases + 1)
  return judgeCell(frame, { indicator: condition.indicator, minimumSample }, (cell) => {
    const fraction = cell.state === 'scored' ? fractionOf(cell) : null
    if (!fraction || fraction.denominator.n <= 0n) return UNKNOWN
    const cases = casesToCross({ ...fraction, side: condition.side, line: isPercent(cell) ? ratios.times(line, PERCENT) : line })
    if (cases === 0n) return { kind: 'between', isWell: false }
    if (cases !== null && cases <= BigInt(condition.cases)) return { kind: 'breach', isWell: false }
    return { kind: cases === null || cases >= healedFrom ? 'healed' : 'between', isWell: true }
  })
}

function judgeCell(frame: Frame, { indicator, minimumSample }: { indicator: string; minimumSample: number | undefined }, judge: (cell: Cell) => Observation): Judge | Faulty {
  const column = frame.columns.get(indicator)
  if (column === undefined) return { fault: { zh: `评分细则（版本 ${frame.rubric.version}）没有指标“${indicator}”。`, en: `The rubric (version ${frame.rubric.version}) has no indicator “${indicator}”.` } }
  return ({ row }) => {
    const cell = unpackCell(row.cells?.[column])
    const sample = parseDecimal(cell.denominator ?? '')
    const isSmall = minimumSample !== undefined && sample !== null && ratios.compare(sample, ratios.whole(BigInt(minimumSample))) < 0
    return isSmall ? UNKNOWN : judge(cell)
  }
}

/** Points of an indicator; of one that is partly known, the range that the rest leaves. Figures that are still being filled say nothing. */
function pointsRange(cell: Cell): { low: Ratio; high: Ratio } | null {
  if (cell.points === null || cell.state === 'provisional' || cell.state === 'not_applicable') return null
  const [low, high] = [parseDecimal(cell.low), parseDecimal(cell.high)]
  return low && high ? { low, high } : null
}

function valueRange(cell: Cell, rates: 'exact' | 'percent_2dp'): { low: Ratio; high: Ratio } | null {
  const value = cell.state === 'scored' ? figureOf(cell, rates) : null
  return value && { low: value, high: value }
}
