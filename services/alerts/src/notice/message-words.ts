import type { AlertStep, FrozenFacts } from '@tierline/contracts/alert/alert'
import type { Severity } from '@tierline/contracts/alert/watch'
import type { BoardKey } from '@tierline/contracts/board'
import type { Bilingual } from '@tierline/contracts/text'

export type Language = 'zh' | 'en'

/** A step of an alert with what a message says of it. Instants are epoch ms of the stored clock. */
export interface Told {
  alert: number
  step: number
  kind: AlertStep['kind']
  at: number
  text: Bilingual
  severity: Severity
  watch: string
  watchTitle: Bilingual
  board: number
  key: BoardKey
  boardTitle: Bilingual
  unit: string
  name: string
  nameEn: string
  firedAt: number
  facts: FrozenFacts
  /** Path of the dashboard. */
  link: string
}

/** The words of a message in one language. */
export interface MessageWords {
  subject(told: readonly Told[], isDigest: boolean): string
  line(told: Told, isDigest: boolean): string
  others(units: number): string
  look: string
  demo: string
  repeated: string
  test: { subject: string; text: (title: string) => string }
}

const OFFSET_MS = 8 * 3_600_000
const REASONS = 3

const zh: MessageWords = {
  subject: (told, isDigest) => `榜线预警${isDigest ? `汇总：${boardsOf(told)} 张榜` : `：${told[0]?.boardTitle.zh ?? ''}`}，${countKinds(told, 'zh', '、')}，涉及 ${unitsOf(told)} 个单位`,
  line: ({ name, boardTitle, severity, kind, text, watchTitle, facts, firedAt }, isDigest) => [
    `**${name}**【${SEVERITY[severity].zh}·${KIND[kind].zh}】${isDigest ? `${boardTitle.zh}，` : ''}${watchTitle.zh}`,
    ...(kind === 'fired' ? [] : [text.zh.replace(/。$/u, '')]),
    ...figures(facts, 'zh'), `${wallTime(firedAt)} 起`, ...rankChange(facts, '名次'),
  ].join('，') + reasons(facts, '；主要原因：', '、', 'zh'),
  others: (units) => `另有 ${units} 个单位`,
  look: '查看', demo: '【演示数据】', repeated: '（可能重复）',
  test: { subject: '榜线测试消息', text: (title) => `这是发往“${title}”的测试消息。能看到它，说明渠道可用。` },
}

const en: MessageWords = {
  subject: (told, isDigest) => `Tierline alerts${isDigest ? `, digest of ${boardsOf(told)} boards` : `: ${told[0]?.boardTitle.en ?? ''}`}: ${countKinds(told, 'en', ', ')}; units: ${unitsOf(told)}`,
  line: ({ nameEn, boardTitle, severity, kind, text, watchTitle, facts, firedAt }, isDigest) => [
    `**${nameEn}** (${SEVERITY[severity].en}, ${KIND[kind].en}) ${isDigest ? `${boardTitle.en}, ` : ''}${watchTitle.en}`,
    ...(kind === 'fired' ? [] : [text.en.replace(/\.$/u, '')]),
    ...figures(facts, 'en'), `since ${wallTime(firedAt)}`, ...rankChange(facts, 'rank'),
  ].join(', ') + reasons(facts, '; mainly: ', ', ', 'en'),
  others: (units) => `and ${units} more units`,
  look: 'open', demo: '[demo data] ', repeated: ' (perhaps repeated)',
  test: { subject: 'Tierline test message', text: (title) => `A test message to "${title}". If you can read it, the channel works.` },
}

export const languageWords = (language: Language): MessageWords => (language === 'zh' ? zh : en)

const SEVERITY: Record<Severity, Bilingual> = { notice: { zh: '提示', en: 'notice' }, warning: { zh: '警告', en: 'warning' }, critical: { zh: '严重', en: 'critical' } }

const KIND: Record<AlertStep['kind'], Bilingual> = {
  fired: { zh: '触发', en: 'fired' }, recovering: { zh: '恢复中', en: 'recovering' }, fired_again: { zh: '再次越线', en: 'fired again' }, recovered: { zh: '恢复', en: 'recovered' },
  no_data: { zh: '数据不足', en: 'no data' }, error: { zh: '无法判断', en: 'error' }, data_back: { zh: '数据恢复', en: 'data back' }, acknowledged: { zh: '已签收', en: 'acknowledged' },
  note: { zh: '备注', en: 'note' }, escalated: { zh: '升级', en: 'escalated' }, silenced: { zh: '静默', en: 'silenced' }, muted: { zh: '暂不发送', en: 'muted' },
  ended: { zh: '结束（未恢复）', en: 'ended, not recovered' }, sent: { zh: '已发送', en: 'sent' }, failed: { zh: '发送失败', en: 'failed' },
}

/** 触发 3 条、恢复 1 条. */
function countKinds(told: readonly Told[], language: Language, separator: string): string {
  const counts = new Map<AlertStep['kind'], number>()
  for (const { kind } of told) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => (language === 'zh' ? `${KIND[kind].zh} ${count} 条` : `${KIND[kind].en} ${count}`)).join(separator)
}

const unitsOf = (told: readonly Told[]): number => new Set(told.map(({ unit }) => unit)).size
const boardsOf = (told: readonly Told[]): number => new Set(told.map(({ board }) => board)).size

/** Indicator with value and fraction, score, line. */
function figures({ indicator, value, numerator, denominator, score, low, high, line }: FrozenFacts, language: Language): string[] {
  const isZh = language === 'zh'
  const fraction = numerator !== null && denominator !== null ? (isZh ? `（${numerator}/${denominator}）` : ` (${numerator}/${denominator})`) : ''
  const total = score ?? `${low}–${high}`
  return [
    indicator ? `${indicator.number} ${indicator.title[language]}${value === null ? '' : ` ${value}${fraction}`}` : isZh ? `得分 ${total}` : `score ${total}`,
    ...(line ? [isZh ? `线 ${line.value}（${line.title.zh}）` : `line ${line.value} (${line.title.en})`] : []),
  ]
}

const rankChange = ({ rank, previousRank }: FrozenFacts, word: string): string[] =>
  rank === null ? [] : [previousRank === null || previousRank === rank ? `${word} ${rank}` : `${word} ${previousRank}→${rank}`]

function reasons({ reasons: moves }: FrozenFacts, before: string, separator: string, language: Language): string {
  return moves.length === 0 ? '' : before + moves.slice(0, REASONS).map(({ number, title, change }) => `${number} ${title[language]}${change === null ? '' : ` ${change.replace(/^-/, '−')}`}`).join(separator)
}

/** `10-14 09:00` of Asia/Shanghai. */
const wallTime = (instant: number): string => new Date(instant + OFFSET_MS).toISOString().slice(5, 16).replace('T', ' ')
