import type { BoardPlan, BoardScore, ScoredRow } from '../../evaluate/types.ts'
import { isScorable } from '../../rubric/reading-variant.ts'
import { parameterDays } from '../../rubric/parameters.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { placedIndicators } from '../../rubric/tree.ts'
import type { RubricTestFile } from '../test-file.schema.ts'

/** A row of a tested board of whose total the test expects something. */
export interface SeenRow {
  plan: BoardPlan
  board: BoardScore
  row: ScoredRow
  reading: Readonly<Record<string, string>>
  /** The day whose parameters the board took. */
  day: string
}

/** Something of a rubric's frame that a test should reach. */
export interface FrameProbe {
  id: string
  text: Bilingual
  isReached: (seen: SeenRow) => boolean
}

/** What of the whole a test should reach: tiers, vetoes, gates, caps, a tie, the conversion, every reading and every date of a parameter. */
export function frameProbes(rubric: Rubric): FrameProbe[] {
  return [...tierProbes(rubric), ...vetoProbes(rubric), ...gateProbes(rubric), ...limitProbes(rubric), ...readingProbes(rubric), ...dateProbes(rubric)]
}

function probe(id: string, zh: string, en: string, isReached: FrameProbe['isReached']): FrameProbe {
  return { id, text: { zh, en }, isReached }
}

function tierProbes({ tiers }: Rubric): FrameProbe[] {
  if (tiers === 'undeclared' || tiers.lines.every(({ line }) => line === undefined)) return []
  return tiers.lines.map(({ id, title }) => probe(`tiers.${id}`, `等次：${title.zh}`, `tier: ${title.en}`, ({ row }) => row.tier === id))
}

function vetoProbes({ vetoes = [] }: Rubric): FrameProbe[] {
  return vetoes.map(({ id, title }) => probe(`vetoes.${id}`, `否决：${title.zh}`, `veto: ${title.en}`, ({ row }) => row.vetoes.includes(id)))
}

function gateProbes({ indicators }: Rubric): FrameProbe[] {
  return placedIndicators(indicators).filter(({ indicator }) => indicator.gate).flatMap(({ indicator: { id, title } }) => [
    probe(`${id}.gate.closed`, `${title.zh}：门槛未过`, `${title.en}: kept out by its gate`, ({ row }) => row.gated.includes(id)),
    probe(`${id}.gate.open`, `${title.zh}：门槛已过`, `${title.en}: let in by its gate`, ({ row }) => row.score !== null && !row.gated.includes(id)),
  ])
}

function limitProbes({ points, ranking, conversion }: Rubric): FrameProbe[] {
  return [
    ...(points?.cap === undefined ? [] : [probe('points.cap', '总分到上限', 'the cap of the total', ({ row, plan }) => row.score !== null && row.score === plan.compiled.cap)]),
    ...(ranking.by === 'none' ? [] : [probe('ranking.ties', '总榜并列', 'a tie on the board', ({ row, board }) => row.rank !== null && board.rows.some((other) => other !== row && other.rank === row.rank))]),
    ...(conversion && conversion.weight !== 'undeclared' ? [probe('conversion', '折算', 'the conversion', ({ row }) => row.converted !== null)] : []),
  ]
}

function readingProbes({ ambiguities = [] }: Rubric): FrameProbe[] {
  return ambiguities.flatMap(({ id, question, options, chosen }) => options.filter((option) => option.id !== chosen && isScorable(option)).map((option) => (
    probe(`ambiguities.${id}.${option.id}`, `读法：${question.zh}${option.title.zh}`, `reading: ${question.en} ${option.title.en}`, ({ reading }) => reading[id] === option.id)
  )))
}

function dateProbes(rubric: Rubric): FrameProbe[] {
  const days = parameterDays(rubric)
  return days.map((from, at) => probe(`parameters.${from}`, `${from} 起的参数`, `parameters from ${from}`, ({ day }) => (at === 0 || day >= from) && day < (days[at + 1] ?? '9999')))
}

/** Summaries and printed figures that no test asks for. */
export function unasked(rubric: Rubric, { tests }: RubricTestFile): { id: string; text: Bilingual; isReached: boolean }[] {
  const asked = (key: 'summaries' | 'discrepancies', id: string): boolean => tests.some((test) => test[key]?.[id] !== undefined)
  return [
    ...(rubric.summaries ?? []).map(({ id, title }) => ({ id: `summaries.${id}`, text: { zh: `合计：${title.zh}`, en: `summary: ${title.en}` }, isReached: asked('summaries', id) })),
    ...(rubric.discrepancies ?? []).filter(({ compute }) => compute !== undefined).map(({ id, where, printed }) => ({
      id: `discrepancies.${id}`, text: { zh: `不符：${where} ${printed}`, en: `discrepancy: ${where} ${printed}` }, isReached: asked('discrepancies', id),
    })),
  ]
}
