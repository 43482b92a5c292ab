import { ruleSentence } from '../explain/rule-sentence.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { placedLeaves } from '../rubric/tree.ts'
import type { Placed } from '../rubric/tree.ts'
import { boardHead, clauseOf, pointsText } from './board-head.ts'

type Language = keyof Bilingual

/** One column of the official table: its heading, and what a leaf's row shows in it. */
interface Column {
  heading: Bilingual
  cell: (placed: Placed<Leaf>, rubric: Rubric, language: Language) => string
}

const COLUMNS: Readonly<Record<string, Column>> = {
  序号: { heading: { zh: '序号', en: 'No.' }, cell: ({ indicator }) => indicator.number },
  一级指标: { heading: { zh: '一级指标', en: 'Level 1' }, cell: levelCell(0) },
  二级指标: { heading: { zh: '二级指标', en: 'Level 2' }, cell: levelCell(1) },
  三级指标: { heading: { zh: '三级指标', en: 'Level 3' }, cell: ({ indicator, ancestors }, _rubric, language) => [ancestors[2]?.title[language], indicator.title[language]].filter(Boolean).join(' / ') },
  指标分值: { heading: { zh: '指标分值', en: 'Points' }, cell: ({ indicator }, rubric) => (indicator.points === undefined ? '–' : pointsText(rubric, indicator.points)) },
  指标解释: { heading: { zh: '指标解释', en: 'Definition' }, cell: ({ indicator }, _rubric, language) => indicator.definition[language] },
  评分标准: { heading: { zh: '评分标准', en: 'Rule' }, cell: ({ indicator }, _rubric, language) => ruleSentence(indicator)[language] },
  自评得分: { heading: { zh: '自评得分', en: 'Self-assessed' }, cell: () => '' },
  依据: { heading: { zh: '依据', en: 'Source' }, cell: ({ indicator }, rubric) => clauseOf(rubric, indicator) },
}
const STANDARD = ['序号', '一级指标', '三级指标', '指标分值', '指标解释', '评分标准', '依据']

/** The rubric as the official table in Markdown, one sentence a rule: what a clerk reads who cannot read YAML, and how the clerk checks the file. */
export function renderRubric(rubric: Rubric): Bilingual {
  return { zh: rendered(rubric, 'zh'), en: rendered(rubric, 'en') }
}

function rendered(rubric: Rubric, language: Language): string {
  const declared = (rubric.columns ?? []).filter((name) => COLUMNS[name])
  const columns = (declared.includes('评分标准') ? declared : STANDARD).flatMap((name) => COLUMNS[name] ?? [])
  const rows = placedLeaves(rubric.indicators).map((placed) => columns.map((column) => column.cell(placed, rubric, language)))
  const table = [columns.map((column) => column.heading[language]), columns.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`)
  return [`# ${rubric.title[language]}`, '', ...facts(rubric, language), '', ...table, ...ambiguities(rubric, language)].join('\n')
}

function facts(rubric: Rubric, language: Language): string[] {
  const { tiers, ranking, rubric: head } = boardHead(rubric)
  const lines = tiers.map((tier) => `${tier.title[language]}${tier.line === null ? '' : ` ≥ ${tier.line}`}`).join(language === 'zh' ? '，' : ', ')
  const words = language === 'zh' ? ['版本', '来源', '排名', '等次', '文件未规定'] : ['Version', 'Source', 'Ranking', 'Tiers', 'undeclared']
  return [`${words[0]}: ${head.version} (${head.hash.slice(0, 8)})`, `${words[1]}: ${head.source}`, `${words[2]}: ${ranking.title[language]}`, `${words[3]}: ${lines || words[4]}`].map((line) => `- ${line}`)
}

function ambiguities(rubric: Rubric, language: Language): string[] {
  const entries = (rubric.ambiguities ?? []).map((entry) => {
    const chosen = entry.options.find((option) => option.id === entry.chosen)?.title[language] ?? entry.chosen
    return `- ${entry.question[language]} **${chosen}** — ${entry.why[language]}`
  })
  return entries.length === 0 ? [] : ['', language === 'zh' ? '## 文件未明之处' : '## What the document leaves open', '', ...entries]
}

function levelCell(at: number): Column['cell'] {
  return ({ ancestors }, _rubric, language) => ancestors[at]?.title[language] ?? ''
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
