import type { ComparedSnapshot, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { periodTitle } from '@tierline/boards/board/period-title'
import type { BulletinCount, Total } from './bulletin-count.ts'
import { comparedOf } from '../columns.ts'
import { compareDecimals, decimalsOf, percentOf, quotient, signedDifference, sumOf } from '../figure.ts'
import type { Survey } from '../survey.ts'
import { instantWords } from '../words.ts'

/** Rates of the whole group that the overview tells; more are in the workbook. */
const MOST_RATES = 12

/** 总体情况: who was scored, the mean, the tiers, the group's rates, each with 环比 and 同比. */
export function overviewTexts(head: SnapshotHead, { ranked, unranked }: Survey, count: BulletinCount): string[] {
  const { board } = head
  const apart = unranked > 0 ? `，不参与排名 ${unranked} 个` : ''
  const tiers = board.tiers.flatMap(({ id, title }) => (count.tiers.has(id) ? [`“${title.zh}”${count.tiers.get(id)} 个`] : []))
  return [
    `根据《${board.rubric.title.zh}》（版本 ${board.rubric.version}），对${board.group.title.zh}${board.period.title.zh}情况进行了考评，数据截至${instantWords(head.cutoff)}。共考评 ${ranked + unranked} 个单位，参与排名 ${ranked} 个${apart}。${meanText(head, count)}${tiers.length > 0 ? `各等次单位数：${tiers.join('，')}。` : ''}`,
    ...comparedTexts(head),
    ...board.summaries.map(({ title, value, numerator, denominator }) => `${title.zh}：${value}（${numerator}/${denominator}）。`),
    ...[...count.rates.values()].slice(0, MOST_RATES).flatMap((total) => rateText(head, total)),
  ]
}

function meanText(head: SnapshotHead, { scores }: BulletinCount): string {
  const now = meanOf(scores.now, scores.units)
  if (now === null || scores.units < 2) return ''
  const against = comparedOf(head).flatMap(({ word, snapshot }) => {
    const before = scoresOf(snapshot)
    const mean = meanOf(before, before.length)
    return mean === null ? [] : [`${word}${movedText(now, mean, '分')}`]
  })
  return `参与排名单位平均得分 ${now}${against.length > 0 ? `，${against.join('，')}` : ''}。`
}

/** The arithmetic mean, half up to the decimals of the scores. */
function meanOf(scores: readonly string[], units: number): string | null {
  return units === 0 ? null : quotient(sumOf(scores), String(units), Math.max(...scores.map(decimalsOf)))
}

const scoresOf = ({ rows }: ComparedSnapshot): string[] => Object.values(rows).flatMap(({ rank, score }) => (rank === null || score === null ? [] : [score]))

function comparedTexts(head: SnapshotHead): string[] {
  return comparedOf(head).map(({ word, snapshot: { period, id, revision, hash } }) => `${word}对象为${periodTitle(period).zh}快照（第 ${id} 号第 ${revision} 版，校验值 ${hash.slice(0, 8)}）。`)
}

function rateText(head: SnapshotHead, { indicator, numerators, denominators, units }: Total): string[] {
  const [numerator, denominator] = [sumOf(numerators), sumOf(denominators)]
  const now = percentOf(numerator, denominator)
  if (now === null) return []
  const against = comparedOf(head).flatMap(({ word, snapshot }) => {
    const before = rateOf(snapshot, indicator.id)
    return before === null ? [] : [`${word}${movedText(now, before, '个百分点')}`]
  })
  return [`${indicator.title.zh}：${units} 个单位合计 ${now} %（${numerator}/${denominator}）${against.length > 0 ? `，${against.join('，')}` : ''}。`]
}

function rateOf({ rows }: ComparedSnapshot, id: string): string | null {
  const cells = Object.values(rows).flatMap(({ rank, cells: all }) => {
    const cell = rank === null ? undefined : all[id]
    return cell && cell.numerator !== null && cell.denominator !== null ? [{ numerator: cell.numerator, denominator: cell.denominator }] : []
  })
  return cells.length === 0 ? null : percentOf(sumOf(cells.map(({ numerator }) => numerator)), sumOf(cells.map(({ denominator }) => denominator)))
}

/** `上升 0.52 个百分点`, `下降 1.20 分`, `持平`. */
function movedText(now: string, before: string, unit: string): string {
  const side = compareDecimals(now, before)
  return side === 0 ? '持平' : `${side > 0 ? '上升' : '下降'} ${signedDifference(now, before).replace(/^[+-]/, '')} ${unit}`
}
