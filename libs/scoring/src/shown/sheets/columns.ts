import { branchSentence, leafNotes } from '../../explain/leaf-notes.ts'
import { ruleSentence } from '../../explain/rule-sentence.ts'
import { join, same, say } from '../../explain/words.ts'
import type { Branch, Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { placedIndicators } from '../../rubric/tree.ts'
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
  指标: { en: 'Indicator', cell: ({ indicator }) => indicator.title },
  评分标准: { en: 'Rule', cell: ruleCell },
  扣分标准: { en: 'Rule', cell: ruleCell },
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
  const { points } = branch
  const worth = points === undefined ? [] : [say(`${plain(points, rubric)} 分`, plain(points, rubric))]
  const notes = [...worth, ...howOf(branch), ...leafNotes(branch)]
  if (notes.length === 0) return branch.title
  const said = join(notes, '，', ', ')
  return say(`${branch.title.zh}（${said.zh}）`, `${branch.title.en} (${said.en})`)
}

/** How a branch is made of its children where it does not simply add them up. */
function howOf(branch: Branch): Bilingual[] {
  const isPlain = (branch.combine ?? 'add') === 'add' && branch.cap === undefined
  return isPlain ? [] : [branchSentence(branch)]
}

function plain(points: string, rubric: Rubric): string {
  return pointsText(rubric, points).replace(/\.0+$/, '').replace(/(\.\d*?)0+$/, '$1')
}

/** The rule in one sentence, and what goes with it: gate, weight, for whom, what becomes of it where it does not apply. */
function ruleCell({ indicator }: Placed<Leaf>, rubric: Rubric): Bilingual {
  const titles = new Map(placedIndicators(rubric.indicators).map((placed) => [placed.indicator.id, placed.indicator.title]))
  return join([ruleSentence(indicator), ...leafNotes(indicator, (id) => titles.get(id) ?? same(id))], '；', '; ')
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
