import type { Bilingual } from '../../rubric/text.schema.ts'
import type { CellCore } from '../../evaluate/types.ts'
import type { LeafExplanationCore, LeafMoveCore } from '../types.ts'
import { join, say, signed, STATE_WORDS } from '../words.ts'
import { differenceOf, sizeOf } from './decimal-text.ts'
import { causeOf, changedFigures, rankIn, stepsOnlyIn } from './move-cause.ts'
import type { LeafPair } from './move-cause.ts'

/** How a leaf moved, and what moved it, in words; null where it shows the same as before. */
export function moveOf(pair: LeafPair): LeafMoveCore | null {
  const { before, after } = pair
  if (isSameCell(before.cell, after.cell)) return null
  const because = causeOf(pair)
  const change = before.cell.points === null || after.cell.points === null ? null : differenceOf(after.cell.points, before.cell.points)
  const why = because === 'state' ? stateWords(pair) : WHY[because](pair)
  const head = headWords(pair, change)
  return { indicator: after.indicator, number: after.number, title: after.title, before: before.cell, after: after.cell, change, because, text: say(`${head.zh}：${why.zh}`, `${head.en}: ${why.en}`) }
}

/** How much a move weighs in the order of moves: certain points first, then what may still come. */
export function weightOf({ before, after }: LeafMoveCore): [certain: number, open: number] {
  return [sizeOf(differenceOf(after.points ?? after.low, before.points ?? before.low)), sizeOf(differenceOf(after.high, before.high))]
}

function isSameCell(a: CellCore, b: CellCore): boolean {
  return a.points === b.points && a.low === b.low && a.high === b.high && a.state === b.state && a.claimed === b.claimed && a.adjustedMax === b.adjustedMax
}

/** Points of a cell, or the range that it may come to. */
export function cellPoints({ points, low, high }: Pick<CellCore, 'points' | 'low' | 'high'>): string {
  if (points !== null) return points
  return low === high ? low : `${low}–${high}`
}

function headWords({ before, after }: LeafPair, change: string | null): Bilingual {
  const points = `${cellPoints(before.cell)} → ${cellPoints(after.cell)}`
  const by = change === null ? say('', '') : say(`（${signed(change)}）`, ` (${signed(change)})`)
  return say(`${after.number} ${after.title.zh} ${points}${by.zh}`, `${after.number} ${after.title.en} ${points}${by.en}`)
}

const WHY: Readonly<Record<Exclude<LeafMoveCore['because'], 'state'>, (pair: LeafPair) => Bilingual>> = {
  rule: ({ before, after }) => (before.rule.zh === after.rule.zh
    ? say('规则分值或出处变更', 'the rule’s points or its source changed') : say(`规则由“${before.rule.zh}”改为“${after.rule.zh}”`, `the rule was “${before.rule.en}” and is “${after.rule.en}”`)),
  judgement: judgedWords,
  own_value: ownWords,
  others: othersWords,
}

function judgedWords({ before, after }: LeafPair): Bilingual {
  const [entered, gone] = [stepsOnlyIn(after, before), stepsOnlyIn(before, after)]
  if (entered.length + gone.length === 0) return say(`因其他指标不适用，本项满分由 ${maxOf(before)} 调整为 ${maxOf(after)}`, `its full marks went from ${maxOf(before)} to ${maxOf(after)}, as others do not apply`)
  const told = join(entered.map(({ text }) => text), '；', '; ')
  const past = join(gone.map(({ text }) => text), '；', '; ')
  if (entered.length === 0) return say(`已撤销：${past.zh}`, `withdrawn: ${past.en}`)
  return gone.length === 0 ? told : say(`${told.zh}；此前：${past.zh}`, `${told.en}; before: ${past.en}`)
}

function maxOf({ adjustedMax, max }: LeafExplanationCore): string {
  return adjustedMax ?? max ?? '–'
}

function ownWords(pair: LeafPair): Bilingual {
  const [was, is] = [valueWords(pair.before), valueWords(pair.after)]
  const place = placeWords(pair)
  if (was !== null && is !== null && was !== is) return say(`本单位数值 ${was} → ${is}${place.zh}`, `own value ${was} → ${is}${place.en}`)
  const changed = join(changedFigures(pair).map(({ text }) => text), '；', '; ')
  return changed.zh === '' ? say(`本单位数据变动${place.zh}`, `own figures changed${place.en}`) : say(`本单位数据变为：${changed.zh}${place.zh}`, `own figures now: ${changed.en}${place.en}`)
}

function valueWords({ cell }: LeafExplanationCore): string | null {
  if (cell.value === null) return null
  return cell.numerator === null || cell.denominator === null ? cell.value : `${cell.value} (${cell.numerator} ÷ ${cell.denominator})`
}

function othersWords(pair: LeafPair): Bilingual {
  const place = placeWords(pair)
  const value = pair.after.cell.value
  const same = value === null ? say('本单位数据未变', 'own figures unchanged') : say(`本单位数值未变（${value}）`, `own value unchanged (${value})`)
  return say(`${same.zh}${place.zh}，因其他单位变动`, `${same.en}${place.en}, the others moved`)
}

function placeWords({ before, after }: LeafPair): Bilingual {
  const [was, is] = [rankIn(before), rankIn(after)]
  return was === null || is === null || was === is ? say('', '') : say(`，组内名次或标杆 ${was} → ${is}`, `, rank or best of the group ${was} → ${is}`)
}

function stateWords({ before, after }: LeafPair): Bilingual {
  if (before.state === after.state) return say(`状态仍为“${STATE_WORDS[after.state].zh}”，可能的得分范围变动`, `still ${STATE_WORDS[after.state].en}; what it may come to changed`)
  return say(`由“${STATE_WORDS[before.state].zh}”变为“${STATE_WORDS[after.state].zh}”`, `was ${STATE_WORDS[before.state].en}, is ${STATE_WORDS[after.state].en}`)
}
