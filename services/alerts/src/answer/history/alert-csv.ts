import type { Alert } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import { END_WORDS, kindWords, SEVERITY_WORDS, STATE_WORDS } from './alert-words.ts'
import { CSV_MARK, csvLine } from './csv-line.ts'
import type { CsvCell } from './csv-line.ts'

type Language = keyof Bilingual

/** A column: its heading, and what stands in it. */
type Column = readonly [zh: string, en: string, cell: (alert: Alert, lang: Language) => CsvCell]

const COLUMNS: readonly Column[] = [
  ['编号', 'Number', ({ id }) => id],
  ['触发时间', 'Fired at', ({ firedAt }) => localTime(firedAt)],
  ['级别', 'Severity', ({ severity }, lang) => SEVERITY_WORDS[severity][lang]],
  ['预警规则', 'Watch', ({ watchTitle }, lang) => watchTitle[lang]],
  ['类型', 'Kind', ({ kind }, lang) => kindWords(kind)[lang]],
  ['考核榜', 'Board', ({ boardTitle }, lang) => boardTitle[lang]],
  ['单位代码', 'Unit code', ({ unit }) => unit],
  ['单位', 'Unit', ({ name, nameEn }, lang) => (lang === 'zh' ? name : nameEn)],
  ['状态', 'State', ({ state, ended }, lang) => (ended === null ? STATE_WORDS[state][lang] : lang === 'zh' ? '已结束' : 'Ended')],
  ['结束时间', 'Ended at', ({ endedAt }) => localTime(endedAt)],
  ['结束原因', 'Ended because', ({ ended }, lang) => (ended === null ? null : END_WORDS[ended][lang])],
  ['得分', 'Score', ({ facts }) => ({ figure: facts.score })],
  ['最低', 'Low', ({ facts }) => ({ figure: facts.low })],
  ['最高', 'High', ({ facts }) => ({ figure: facts.high })],
  ['名次', 'Rank', ({ facts }) => facts.rank],
  ['原名次', 'Rank before', ({ facts }) => facts.previousRank],
  ['等次', 'Tier', ({ facts }, lang) => facts.tierTitle?.[lang] ?? null],
  ['原等次', 'Tier before', ({ facts }, lang) => facts.oldTierTitle?.[lang] ?? null],
  ['指标', 'Indicator', ({ facts: { indicator } }, lang) => (indicator === null ? null : `${indicator.number} ${indicator.title[lang]}`.trim())],
  ['指标值', 'Value', ({ facts }) => facts.value],
  ['分子', 'Numerator', ({ facts }) => ({ figure: facts.numerator })],
  ['分母', 'Denominator', ({ facts }) => ({ figure: facts.denominator })],
  ['线', 'Line', ({ facts }) => ({ figure: facts.line?.value ?? null })],
  ['线的依据', 'Ground of the line', ({ facts: { line } }, lang) => (line?.declared ? declaredWords(line.declared, lang) : line?.title[lang] ?? null)],
  ['情况说明', 'What happened', ({ facts }, lang) => facts.text[lang]],
  ['主要原因', 'Main reasons', ({ facts }, lang) => facts.reasons.map(({ text }) => text[lang]).join(lang === 'zh' ? '；' : '; ')],
  ['签收人', 'Acknowledged by', ({ acknowledged }) => acknowledged?.by ?? null],
  ['签收时间', 'Acknowledged at', ({ acknowledged }) => localTime(acknowledged?.at ?? null)],
  ['签收说明', 'Reason of acknowledgement', ({ acknowledged }) => acknowledged?.reason ?? null],
  ['升级次数', 'Escalations', ({ escalations }) => escalations],
  ['演示数据', 'Demo data', ({ demo }, lang) => (demo ? (lang === 'zh' ? '是' : 'yes') : null)],
]

/** The history of alerts as CSV: UTF-8 with a byte order mark, one line an alert, times of Asia/Shanghai. */
export async function* historyCsv(pages: AsyncIterable<readonly Alert[]>, lang: Language): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(COLUMNS.map(([zh, en]) => (lang === 'zh' ? zh : en)))
  for await (const alerts of pages) yield alerts.map((alert) => csvLine(COLUMNS.map(([, , cell]) => cell(alert, lang)))).join('')
}

const SHANGHAI_MS = 8 * 3_600_000

/** `2021-10-15 10:30:00`, as spreadsheets read an instant. */
function localTime(instant: string | null): string | null {
  return instant === null ? null : new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ')
}

function declaredWords({ by, on, basis }: { by: string; on: string; basis: string }, lang: Language): string {
  return lang === 'zh' ? `本局自定：${by}，${on}，${basis}` : `The bureau’s own: ${by} on ${on}: ${basis}`
}
