import type { Alert, InstanceState } from '@tierline/contracts/alert/alert'
import type { Severity, WatchKind } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'

/** How the ids of an alert are read out. */
export const SEVERITY_WORDS: Record<Severity, Bilingual> = { notice: { zh: '提示', en: 'Notice' }, warning: { zh: '警告', en: 'Warning' }, critical: { zh: '严重', en: 'Critical' } }

export const STATE_WORDS: Record<InstanceState, Bilingual> = {
  normal: { zh: '正常', en: 'Normal' }, pending: { zh: '待定', en: 'Pending' }, alerting: { zh: '报警中', en: 'Alerting' }, recovering: { zh: '恢复观察', en: 'Recovering' },
  no_data: { zh: '无数据', en: 'No data' }, error: { zh: '错误', en: 'Error' },
}

export const END_WORDS: Record<NonNullable<Alert['ended']>, Bilingual> = {
  recovered: { zh: '已恢复', en: 'Recovered' }, watch_changed: { zh: '规则已修改，未恢复', en: 'Watch changed, not recovered' }, watch_removed: { zh: '规则已删除，未恢复', en: 'Watch removed, not recovered' },
  period_over: { zh: '考核期已结束，未恢复', en: 'Period over, not recovered' }, unit_left: { zh: '单位已退出，未恢复', en: 'Unit left, not recovered' },
}

const KIND_WORDS: Record<WatchKind, Bilingual> = {
  tier_drop: { zh: '跌线', en: 'Tier drop' }, indicator: { zh: '指标越线', en: 'Indicator beyond its line' }, rank_drop: { zh: '名次下滑', en: 'Rank drop' },
  missing_reporter: { zh: '停报', en: 'Missing reporter' }, headroom: { zh: '余量不足', en: 'Little headroom' },
}

/** A kind that is not known here is its own word. */
export const kindWords = (kind: string): Bilingual => (KIND_WORDS as Readonly<Record<string, Bilingual>>)[kind] ?? { zh: kind, en: kind }
