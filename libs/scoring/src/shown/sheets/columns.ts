import { ruleSentence } from '../../explain/rule-sentence.ts'
import { same, say } from '../../explain/words.ts'
import type { Branch, Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import { clauseOf, pointsText } from '../board-head.ts'

/** One column of the official table: its heading, and what a leaf's row shows in it. */
export interface Column {
  heading: Bilingual
  cell: (placed: Placed<Leaf>, rubric: Rubric) => Bilingual
  /** Which level of the tree it shows, from 0; neighbouring rows of one branch share its cell. */
  level?: number
}

const NOTHING = same('')
const LEVELS: Readonly<Record<string, string>> = { 一级: 'Level 1', 二级: 'Level 2', 三级: 'Level 3', 四级: 'Level 4' }

/** Columns beside those of the levels; several headings mean the same. */
const CONTENTS: Readonly<Record<string, { en: string; cell: Column['cell'] }>> = {
  序号: { en: 'No.', cell: ({ indicator }) => same(indicator.number) },
  分值: { en: 'Points', cell: (placed, rubric) => pointsCell(placed.indicator, rubric) },
  指标分值: { en: 'Points', cell: (placed, rubric) => pointsCell(placed.indicator, rubric) },
  指标解释: { en: 'Definition', cell: ({ indicator }) => indicator.definition },
  评分标准: { en: 'Rule', cell: ({ indicator }) => ruleSentence(indicator) },
  被考核对象: { en: 'Who is assessed', cell: ({ indicator, ancestors }) => subjects([indicator, ...[...ancestors].reverse()]) },
  依据: { en: 'Source', cell: ({ indicator }, rubric) => same(clauseOf(rubric, indicator)) },
}
const STANDARD = ['序号', '一级指标', '二级指标', '三级指标', '指标分值', '指标解释', '评分标准', '依据'] as const

/** The columns that a rubric declares, in its order; where it declares none, all that its tree needs. A heading that we know nothing of stays empty, to be filled in by hand (自评得分, 备注). */
export function columnsOf(rubric: Rubric, leaves: readonly Placed<Leaf>[]): Column[] {
  const depth = Math.max(1, ...leaves.map(({ ancestors }) => ancestors.length + 1))
  const headings = rubric.columns ?? STANDARD.filter((heading) => !isLevel(heading) || levelOf(heading) < depth)
  const levels = headings.filter(isLevel).length
  return headings.map((heading) => (isLevel(heading) ? levelColumn(heading, { level: levelOf(heading), isLast: levelOf(heading) === levels - 1 }) : contentColumn(heading)))
}

function isLevel(heading: string): boolean {
  return heading.slice(0, 2) in LEVELS
}

function levelOf(heading: string): number {
  return Object.keys(LEVELS).indexOf(heading.slice(0, 2))
}

function contentColumn(heading: string): Column {
  const known = CONTENTS[heading]
  return known ? { heading: say(heading, known.en), cell: known.cell } : { heading: say(heading, heading === '自评得分' ? 'Self-assessed' : heading), cell: () => NOTHING }
}

/** The last level holds the leaf, with the branches between where the tree is deeper than the table. */
function levelColumn(heading: string, { level, isLast }: { level: number; isLast: boolean }): Column {
  const title = say(heading, LEVELS[heading.slice(0, 2)] ?? heading)
  if (!isLast) return { heading: title, level, cell: ({ ancestors }, rubric) => branchCell(ancestors[level], rubric) }
  const path = ({ indicator, ancestors }: Placed<Leaf>): Bilingual[] => [...ancestors.slice(level).map((branch) => branch.title), indicator.title]
  return { heading: title, cell: (placed) => ({ zh: path(placed).map((part) => part.zh).join(' / '), en: path(placed).map((part) => part.en).join(' / ') }) }
}

function branchCell(branch: Branch | undefined, rubric: Rubric): Bilingual {
  if (!branch) return NOTHING
  if (branch.points === undefined) return branch.title
  const points = pointsText(rubric, branch.points).replace(/\.?0+$/, '')
  return say(`${branch.title.zh}（${points} 分）`, `${branch.title.en} (${points})`)
}

function pointsCell(leaf: Leaf, rubric: Rubric): Bilingual {
  if (leaf.points === undefined) return same('–')
  const text = pointsText(rubric, leaf.points)
  if (leaf.penalty === 'true') return say(`减分，最多 ${text}`, `taken off, at most ${text}`)
  return leaf.bonus === 'true' ? say(`加分，最多 ${text}`, `bonus, at most ${text}`) : same(text)
}

/** Whom the nearest of the indicators that says so is for; else the whole group. */
function subjects(indicators: readonly (Leaf | Branch)[]): Bilingual {
  const said = indicators.find((indicator) => indicator.applies_to)?.applies_to
  if (!said) return say('全体被考核单位', 'every unit assessed')
  return 'only' in said ? same(said.only.join('、')) : say(`除${said.except.join('、')}外`, `all but ${said.except.join(', ')}`)
}
