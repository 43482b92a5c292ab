import type { BoardRowCore } from '../evaluate/types.ts'
import type { AmbiguityCore, LeafExplanationCore, UnitExplanationCore } from '../explain/types.ts'
import type { ScoredFile } from './score-file.ts'

type Language = 'zh' | 'en'

const WORDS = {
  zh: { rank: '名次', unit: '单位', score: '得分', range: '区间', tier: '等次', unknown: '未定', none: '不排名', total: '合计', next: '下一步', rule: '规则', clause: '依据', reading: '另一种读法', discrepancy: '文件数字不符', printed: '印', computed: '算得', step: '首要' },
  en: { rank: 'Rank', unit: 'Unit', score: 'Score', range: 'Range', tier: 'Tier', unknown: 'Open', none: 'not ranked', total: 'Total', next: 'Next', rule: 'Rule', clause: 'Source', reading: 'Other reading', discrepancy: 'Printed figures that do not compute', printed: 'printed', computed: 'computed', step: 'First' },
} as const

/** A scored file as text: the board, the group's figures, and the explanations where they were asked for. */
export function printedBoard(board: ScoredFile['json'], names: ReadonlyMap<string, string>, language: Language): string {
  const words = WORDS[language]
  const { head } = board
  const title = `${head.title[language]}  ${board.period}  ${board.instant}  ${head.rubric.hash.slice(0, 8)}`
  const columns = [words.rank, words.unit, words.score, words.range, words.tier, words.unknown, words.step]
  const rows = board.rows.map((row) => [
    row.rank === null ? words.none : String(row.rank), names.get(row.unit) ?? row.unit, row.score ?? '–', rangeOf(row),
    head.tiers.find((tier) => tier.id === row.tier)?.title[language] ?? '–', String(row.unknownLeaves), row.headroom?.[language] ?? '',
  ])
  const summaries = board.summaries.map((summary) => `${summary.title[language]}: ${summary.numerator}/${summary.denominator} = ${summary.value}`)
  const explanations = board.explanations.map((explanation) => printedUnit(explanation, names.get(explanation.unit) ?? explanation.unit, language))
  return [title, '', ...table([columns, ...rows]), ...(summaries.length > 0 ? ['', ...summaries] : []), ...explanations.flatMap((text) => ['', text])].join('\n')
}

function rangeOf(row: BoardRowCore): string {
  return row.low === row.high ? '' : `${row.low}–${row.high}`
}

function printedUnit(unit: UnitExplanationCore, name: string, language: Language): string {
  const words = WORDS[language]
  const branches = unit.branches.map((branch) => `  ${branch.number} ${branch.title[language]}: ${branch.arithmetic[language]}`)
  const steps = unit.steps.map((step) => `  · ${step.text[language]}`)
  const leaves = unit.leaves.flatMap((leaf) => printedLeaf(leaf, language))
  const open = unit.ambiguities.flatMap((ambiguity) => printedReadings(ambiguity, language)).map((line) => line.slice(1))
  const off = unit.discrepancies.map((entry) => `  ${entry.where}: ${words.printed} ${entry.printed}; ${words.computed} ${entry.computed}. ${entry.note[language]}`)
  return [`== ${name}  ${words.total} ${unit.arithmetic[language]}`, ...steps, ...branches, ...leaves, ...open, ...(off.length > 0 ? [`  ${words.discrepancy}:`, ...off] : [])].join('\n')
}

function printedLeaf(leaf: LeafExplanationCore, language: Language): string[] {
  const words = WORDS[language]
  const points = leaf.cell.points ?? `${leaf.cell.low}–${leaf.cell.high}`
  return [
    `-- ${leaf.number} ${leaf.title[language]}: ${points} / ${leaf.adjustedMax ?? leaf.max ?? '–'}`,
    `   ${words.rule}: ${leaf.rule[language]}`,
    ...leaf.steps.map((step) => `   · ${step.text[language]}`),
    ...(leaf.missing ? [`   ${words.next}: ${leaf.missing[language]}`] : []),
    ...leaf.ambiguities.flatMap((ambiguity) => printedReadings(ambiguity, language)),
    `   ${words.clause}: ${leaf.clause}`,
  ]
}

function printedReadings({ question, alternatives }: AmbiguityCore, language: Language): string[] {
  return alternatives.map((other) => `   ${WORDS[language].reading}: ${question[language]} ${other.reading[language]} → ${other.points ?? '–'}`)
}

/** Columns padded by the width that a terminal gives them: a Chinese character takes two. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? ''))))
  return rows.map((row) => row.map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(cell)))).join('  ').trimEnd())
}

function width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1), 0)
}
