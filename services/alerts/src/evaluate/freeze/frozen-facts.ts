import { isoOf } from '@tierline/boards/board/watermark.store'
import type { FrozenFacts } from '@tierline/contracts/alert/alert'
import type { LeafMove } from '@tierline/contracts/explanation'
import type { Bilingual } from '@tierline/contracts/text'
import type { StoredUnit } from '@tierline/platform/directory.store'
import type { Frame } from '../../condition/frame.ts'
import type { SeenUnit } from '../../condition/observation.ts'
import { totalLine } from '../../condition/total.ts'
import { cellOf, figureWords, lineWords, spanEn, spanZh } from '../../condition/words.ts'
import type { Moment } from '../../state/instance.ts'
import type { FreezeAbout } from './freezer.ts'

/** What a unit that fires is compared with. */
export interface Comparison {
  oldTier: string | null
  /** Largest move first. */
  reasons: LeafMove[]
  since: { asOf: string; seq: number }
}

/** A unit that fires with all that is known of it; `seen` is null where it has no row. */
export interface Fired {
  seen: SeenUnit | null
  unit: StoredUnit | null
  stood: Moment | null
  /** The instant at which it fires, epoch ms. */
  at: number
  comparison: Comparison | null
}

const MINUTE_MS = 60_000

/** What was true when an alert fired, with one sentence about it. */
export function frozenFacts(about: FreezeAbout, fired: Fired): FrozenFacts {
  const { seen, stood, comparison } = fired
  const { watch: { body: { condition } }, point, frame } = about
  const cell = 'indicator' in condition && seen ? cellOf(frame, condition.indicator, seen.row.cells) : null
  const head = 'indicator' in condition ? frame.head.indicators.find(({ id }) => id === condition.indicator) : undefined
  const oldTier = condition.kind === 'tier_drop' ? comparison?.oldTier ?? null : null
  const tier = seen?.row.tier ?? null
  return {
    seq: Number(point.seq), asOf: isoOf(point.at), rubricHash: point.rubric_hash,
    score: seen?.row.score ?? null, low: seen?.row.low ?? '0', high: seen?.row.high ?? '0',
    rank: seen?.row.rank ?? null, previousRank: seen?.previousRank ?? null,
    tier, tierTitle: tierTitle(frame, tier), oldTier, oldTierTitle: tierTitle(frame, oldTier),
    line: lineOf(about),
    indicator: head ? { id: head.id, number: head.number, title: head.title, clause: head.clause } : null,
    value: cell?.value ?? null, numerator: cell?.numerator ?? null, denominator: cell?.denominator ?? null,
    reasons: comparison?.reasons ?? [],
    since: comparison?.since ?? (condition.kind === 'missing_reporter' && stood ? { asOf: isoOf(stood.at), seq: stood.seq } : null),
    text: sentence(about, fired),
  }
}

function tierTitle({ head }: Frame, id: string | null): Bilingual | null {
  return head.tiers.find((tier) => tier.id === id)?.title ?? null
}

function lineOf({ watch: { body: { condition } }, frame }: FreezeAbout): FrozenFacts['line'] {
  if (condition.kind === 'tier_drop') {
    const line = totalLine(condition, frame)
    return 'fault' in line ? null : line
  }
  return 'line' in condition ? { value: condition.line, title: lineWords(condition, frame), declared: null } : null
}

/** Unit, figure, line and what moved it, in one sentence. */
function sentence(about: FreezeAbout, { seen, unit, stood, at, comparison }: Fired): Bilingual {
  const { watch: { body: { condition } }, frame } = about
  const [name, nameEn] = [unit?.name ?? '', unit?.name_en || (unit?.name ?? '')]
  const line = lineWords(condition, frame)
  if (condition.kind === 'missing_reporter') return silenceSentence({ name, nameEn, stood, at, line })
  const figure = seen ? figureWords(condition, frame, seen) : { zh: '', en: '' }
  const how = HOW[condition.kind](line)
  const why = comparison && comparison.reasons.length > 0
    ? { zh: `；主要原因：${comparison.reasons.map(({ text }) => text.zh).join('；')}`, en: `; mainly: ${comparison.reasons.map(({ text }) => text.en).join('; ')}` } : { zh: '', en: '' }
  return { zh: `${name}：${figure.zh}，${how.zh}${why.zh}。`, en: `${nameEn}: ${figure.en}, ${how.en}${why.en}.` }
}

const HOW = {
  tier_drop: (line: Bilingual) => ({ zh: `跌破${line.zh}`, en: `below ${line.en}` }),
  indicator: (line: Bilingual) => ({ zh: `触发“${line.zh}”`, en: `which is ${line.en}` }),
  headroom: (line: Bilingual) => ({ zh: `临近“${line.zh}”`, en: `close to ${line.en}` }),
  rank_drop: (line: Bilingual) => ({ zh: `${line.zh}及以上`, en: `down by ${line.en} or more` }),
} as const

function silenceSentence({ name, nameEn, stood, at, line }: { name: string; nameEn: string; stood: Moment | null; at: number; line: Bilingual }): Bilingual {
  if (!stood) return { zh: `${name}：本期尚无数据上报（${line.zh}）。`, en: `${nameEn}: nothing was reported in this period (${line.en}).` }
  const minutes = Math.max(0, (at - stood.at) / MINUTE_MS)
  return { zh: `${name}：已有${spanZh(minutes)}没有数据上报，最近一次 ${localText(stood.at)}（${line.zh}）。`, en: `${nameEn}: nothing reported for ${spanEn(minutes)}, last at ${localText(stood.at)} (${line.en}).` }
}

/** An instant as people in China read it: 2021-10-03 09:00. */
function localText(instant: number): string {
  return isoOf(instant + 8 * 60 * MINUTE_MS).slice(0, 16).replace('T', ' ')
}
