import { unpackCell } from '@tierline/platform/board/stored-row'
import type { WatchBody, WatchCondition } from '@tierline/contracts/alert/watch'
import type { Cell, IndicatorHead } from '@tierline/contracts/board'
import type { Bilingual } from '@tierline/contracts/text'
import { parseDecimal } from '@tierline/scoring'
import { fractionOf, isPercent } from './figure.ts'
import type { Frame } from './frame.ts'
import { casesToCross } from './line.ts'
import type { SeenUnit } from './observation.ts'
import { totalLine } from './total.ts'

const say = (zh: string, en: string): Bilingual => ({ zh, en })

/** What a watch looks for, in words; without a frame, indicators and tiers go by their ids. */
export function conditionWords(condition: WatchCondition, frame: Frame | null): Bilingual {
  const line = lineWords(condition, frame)
  switch (condition.kind) {
    case 'tier_drop': return say(`总分跌破${line.zh}${healZh(condition.recovery)}`, `The total falls below ${line.en}${healEn(condition.recovery)}`)
    case 'indicator': return say(`${line.zh}${healZh(condition.recovery, condition.side)}`, `${line.en}${healEn(condition.recovery, condition.side)}`)
    case 'headroom': return say(`${line.zh}（再有 ${condition.cases} 件及以内即越线）`, `${line.en} (within ${condition.cases} further cases of crossing)`)
    case 'rank_drop': return say(`名次较今日 00:00 下降 ${condition.places} 位及以上`, `The rank falls ${condition.places} or more places behind that of today 00:00`)
    case 'missing_reporter': return line
  }
}

/** The line alone: “优秀”线 95.00；1.1 按时率 低于 95；超过 1 天无数据上报. */
export function lineWords(condition: WatchCondition, frame: Frame | null): Bilingual {
  if (condition.kind === 'tier_drop') {
    const named = frame && totalLine(condition, frame)
    const [title, value] = named && !('fault' in named) ? [named.title, ` ${named.value}`] : 'declared' in condition.line ? [condition.line.declared.title, ` ${condition.line.declared.score}`] : [say(condition.line.tier, condition.line.tier), '']
    return say(`“${title.zh}”线${value}`, `the line “${title.en}”${value}`)
  }
  if (condition.kind === 'rank_drop') return say(`下降 ${condition.places} 位`, `${condition.places} places`)
  if (condition.kind === 'missing_reporter') {
    const what = [condition.source, condition.type].filter((name) => name !== undefined).join(' · ')
    return say(`超过${spanZh(condition.withinMinutes)}没有${what && `“${what}”的`}数据上报`, `no ${what && `${what} `}data for more than ${spanEn(condition.withinMinutes)}`)
  }
  const indicator = frame?.head.indicators.find(({ id }) => id === condition.indicator)
  const title = titleOf(indicator, condition.indicator)
  const points = condition.kind === 'indicator' && condition.of === 'points' ? say('得分', ' points') : say('', '')
  const side = condition.side === 'below' ? say('低于', 'below') : say('高于', 'above')
  return say(`${title.zh}${points.zh}${side.zh} ${condition.line}`, `${title.en}${points.en} ${side.en} ${condition.line}`)
}

/** What a unit shows of what a watch looks at: 总分 13.00；1.1 按时率 92.50 %（37 ÷ 40）；名次 8（今日 00:00 为 5）. */
export function figureWords(condition: WatchCondition, frame: Frame, { row, previousRank }: SeenUnit): Bilingual {
  if (condition.kind === 'rank_drop') return say(`名次 ${row.rank ?? '–'}（今日 00:00 为 ${previousRank ?? '–'}）`, `rank ${row.rank ?? '–'} (${previousRank ?? '–'} at 00:00 today)`)
  if (!('indicator' in condition)) {
    const total = row.low === row.high ? row.score ?? row.low : `${row.low}–${row.high}`
    return say(`总分 ${total}`, `total ${total}`)
  }
  const head = frame.head.indicators.find(({ id }) => id === condition.indicator)
  const title = titleOf(head, condition.indicator)
  const cell = cellOf(frame, condition.indicator, row.cells)
  const figure = condition.kind === 'indicator' && condition.of === 'points' ? pointsText(cell) : valueText(cell)
  const left = condition.kind === 'headroom' ? headroomWords(condition, cell) : say('', '')
  return say(`${title.zh} ${figure}${left.zh}`, `${title.en} ${figure}${left.en}`)
}

/** The cell of an indicator in a stored row. */
export function cellOf(frame: Frame, indicator: string, cells: SeenUnit['row']['cells']): Cell {
  return unpackCell(cells?.[frame.columns.get(indicator) ?? -1])
}

/** A span of time in words: 2 天 3 小时. */
export function spanZh(minutes: number): string {
  return spanParts(minutes).map(([n, unit]) => ` ${n} ${SPAN_ZH[unit]}`).join('')
}

export function spanEn(minutes: number): string {
  return spanParts(minutes).map(([n, unit]) => `${n} ${unit}${n === 1 ? '' : 's'}`).join(' ')
}

const SPAN_ZH = { day: '天', hour: '小时', minute: '分钟' } as const

function spanParts(minutes: number): [number, keyof typeof SPAN_ZH][] {
  const parts: [number, keyof typeof SPAN_ZH][] = [[Math.floor(minutes / 1440), 'day'], [Math.floor(minutes / 60) % 24, 'hour'], [Math.floor(minutes) % 60, 'minute']]
  const told = parts.filter(([n]) => n > 0)
  return told.length > 0 ? told : [[0, 'minute']]
}

const titleOf = (head: IndicatorHead | undefined, id: string): Bilingual => (head ? say(`${head.number} ${head.title.zh}`, `${head.number} ${head.title.en}`) : say(id, id))

const pointsText = ({ points, low, high }: Cell): string => (low === high ? points ?? low : `${low}–${high}`)

const valueText = ({ value, numerator, denominator }: Cell): string => `${value ?? '–'}${numerator !== null && denominator !== null ? `（${numerator} ÷ ${denominator}）` : ''}`

function headroomWords({ side, line }: Extract<WatchCondition, { kind: 'headroom' }>, cell: Cell): Bilingual {
  const [fraction, bound] = [fractionOf(cell), parseDecimal(line)]
  if (!fraction || !bound) return say('', '')
  const cases = casesToCross({ ...fraction, side, line: isPercent(cell) ? { n: bound.n, d: bound.d * 100n } : bound })
  if (cases === null) return say('', '')
  return cases === 0n ? say('，已越线', ', across already') : say(`，再有 ${cases} 件即越线`, `, ${cases} more and it is across`)
}

const healZh = (recovery: string | undefined, side: 'below' | 'above' = 'below'): string => (recovery === undefined ? '' : `，回到 ${recovery} ${side === 'below' ? '及以上' : '及以下'}解除`)
const healEn = (recovery: string | undefined, side: 'below' | 'above' = 'below'): string => (recovery === undefined ? '' : `, over once at ${recovery} or ${side === 'below' ? 'more' : 'less'}`)

/** Whether a watch looks at cells, places or neither: what a walk has to read for it. */
export const looksAtPlaces = ({ condition }: Pick<WatchBody, 'condition'>): boolean => condition.kind === 'rank_drop'
