import type { Rubric } from '../rubric/rubric.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { isMoved } from './compare-boards.ts'
import type { BoardDifference, LeafDifference, RowDifference, Standing } from './compare-boards.ts'
import type { TakenReading } from './under-readings.ts'

type Language = 'zh' | 'en'

/** What is printed of two boards. */
export interface Printed {
  difference: BoardDifference
  names: ReadonlyMap<string, string>
  readings: readonly TakenReading[]
  against: Pick<Rubric, 'version' | 'hash'>
  tiers: ReadonlyMap<string, Bilingual>
}

const WORDS = {
  zh: { reading: '读法', against: '与版本', moved: '名次、得分或等次有变的单位', none: '没有单位变动', rank: '名次', unranked: '不排名', score: '得分', tier: '等次', absent: '无此项', open: '未定' },
  en: { reading: 'Reading', against: 'Against version', moved: 'Units with another rank, score or tier', none: 'No unit moves', rank: 'rank', unranked: 'not ranked', score: 'score', tier: 'tier', absent: 'not there', open: 'open' },
} as const

/** Who moves from one board to the other, as text: each unit with its standing before and after, and the leaves that moved it. */
export function printedDifference({ difference, names, readings, against, tiers }: Printed, language: Language): string {
  const words = WORDS[language]
  const taken = readings.map(({ ambiguity, question, reading }) => `${words.reading} ${ambiguity}: ${question[language]} → ${reading[language]}`)
  const moved = difference.rows.filter((row) => isMoved(row) || row.leaves.length > 0)
  const head = `${words.against} ${against.version} (${against.hash.slice(0, 8)})  ${words.moved}: ${difference.moved}/${difference.rows.length}`
  return [...taken, head, ...(moved.length === 0 ? [words.none] : moved.flatMap((row) => printedRow(row, names.get(row.unit) ?? row.unit, { tiers, language })))].join('\n')
}

function printedRow({ before, after, leaves }: RowDifference, name: string, { tiers, language }: { tiers: Printed['tiers']; language: Language }): string[] {
  const words = WORDS[language]
  const rank = ({ rank: place }: Standing): string => (place === null ? words.unranked : String(place))
  const score = ({ score: points, low, high }: Standing): string => `${points ?? words.open}${low === high ? '' : ` (${low}–${high})`}`
  const tier = ({ tier: id }: Standing): string => (id === null ? '–' : tiers.get(id)?.[language] ?? id)
  return [
    `${name}: ${words.rank} ${change(rank(before), rank(after))}  ${words.score} ${change(score(before), score(after))}  ${words.tier} ${change(tier(before), tier(after))}`,
    ...leaves.map((leaf) => `  ${leaf.number} ${leaf.title[language]}: ${change(points(leaf.before, words), points(leaf.after, words))}`),
  ]
}

const points = (side: LeafDifference['before'], words: (typeof WORDS)[Language]): string => (side === null ? words.absent : side.points ?? words.open)

const change = (before: string, after: string): string => (before === after ? before : `${before} → ${after}`)
