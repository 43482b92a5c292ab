import type { ScoreState } from '@tierline/contracts/board'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'

/** States of a snapshot as the files name them. */
export const STATE_WORDS: Record<SnapshotState, string> = {
  draft: '草稿', checking: '核对', objections: '异议', final: '定稿', issued: '已签发', withdrawn: '已撤回', superseded: '已被修订',
}

/** Why a figure is not there: unknown is not zero, so a file says which it is. */
export const ABSENT_WORDS: Record<ScoreState, string> = {
  scored: '—', provisional: '暂计', not_started: '未开始', no_data: '暂无数据', awaiting_judgement: '待评分', zero_denominator: '分母为零',
  not_applicable: '不适用', rule_unpublished: '细则未公布', calendar_unpublished: '日历未公布',
}

const SHANGHAI_MS = 8 * 3_600_000

/** `2021年11月5日`, in the time zone of the rubrics. */
export function dayWords(instant: string): string {
  const [year = '', month = '', day = ''] = local(instant).slice(0, 10).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** `2021年11月5日9时00分`. */
export function instantWords(instant: string): string {
  const text = local(instant)
  return `${dayWords(instant)}${Number(text.slice(11, 13))}时${text.slice(14, 16)}分`
}

/** `2021-11-05 09:00:00`. */
export const instantText = (instant: string): string => local(instant).slice(0, 19).replace('T', ' ')

const local = (instant: string): string => new Date(Date.parse(instant) + SHANGHAI_MS).toISOString()

/** Names one after the other; of many the first ones and the count. */
export function namesText(names: readonly string[], count = names.length): string {
  return names.length < count ? `${names.join('、')}等 ${count} 个单位` : names.join('、')
}
