import type { Bilingual } from '../../rubric/text.schema.ts'
import type { LeafMoveCore, StandingCore, TraceStep, UnitChangesCore, UnitExplanationCore } from '../types.ts'
import { join, say, signed } from '../words.ts'
import { differenceOf } from './decimal-text.ts'
import { cellPoints, moveOf, weightOf } from './leaf-move.ts'

/** What tiers are called. */
export type TierTitles = readonly { id: string; title: Bilingual }[]

/** What moved a unit's score between two explanations of it: leaf by leaf with its cause, largest move first, and told in one paragraph. */
export function changesOf(before: UnitExplanationCore, after: UnitExplanationCore, tiers: TierTitles = []): UnitChangesCore {
  const earlier = new Map(before.leaves.map((leaf) => [leaf.indicator, leaf]))
  const kept = after.leaves.flatMap((leaf) => {
    const was = earlier.get(leaf.indicator)
    return (was && moveOf({ before: was, after: leaf })) ?? []
  })
  const leaves = kept.sort(bySize)
  const told = [standingWords(before, after, tiers), ...leaves.map(({ text }) => text), ...tableWords(before, after), ...totalWords(before, after)]
  return { from: standingOf(before), to: standingOf(after), leaves, text: paragraph(told, leaves.length > 0 || isMoved(before, after)) }
}

function bySize(a: LeafMoveCore, b: LeafMoveCore): number {
  const [[certainA, openA], [certainB, openB]] = [weightOf(a), weightOf(b)]
  return certainB - certainA || openB - openA
}

function standingOf({ score, rank, tier }: UnitExplanationCore): StandingCore {
  return { score, rank, tier }
}

function isMoved(before: UnitExplanationCore, after: UnitExplanationCore): boolean {
  return before.score !== after.score || before.rank !== after.rank || before.tier !== after.tier || before.low !== after.low || before.high !== after.high
}

function paragraph(told: readonly Bilingual[], hasMoved: boolean): Bilingual {
  const whole = join(told, '；', '; ')
  return hasMoved ? say(`${whole.zh}。`, `${whole.en}.`) : say(`${whole.zh}，各项均未变动。`, `${whole.en}; nothing moved.`)
}

/** Score, rank and tier, each as it was and as it is; once where it did not move. */
function standingWords(before: UnitExplanationCore, after: UnitExplanationCore, tiers: TierTitles): Bilingual {
  const [was, is] = [totalOf(before), totalOf(after)]
  const by = before.score === null || after.score === null || was === is ? '' : ` (${signed(differenceOf(after.score, before.score))})`
  const score = say(`总分 ${pair(was, is)}${by.replace(' (', '（').replace(')', '）')}`, `score ${pair(was, is)}${by}`)
  const [rankWas, rankIs] = [before.rank === null ? '–' : String(before.rank), after.rank === null ? '–' : String(after.rank)]
  const [tierWas, tierIs] = [tierTitle(before.tier, tiers), tierTitle(after.tier, tiers)]
  const tier = tierWas.zh === tierIs.zh ? [] : [say(`等次 ${tierWas.zh} → ${tierIs.zh}`, `tier ${tierWas.en} → ${tierIs.en}`)]
  return join([score, say(`名次 ${pair(rankWas, rankIs)}`, `rank ${pair(rankWas, rankIs)}`), ...tier], '，', ', ')
}

function totalOf({ score, low, high }: UnitExplanationCore): string {
  return cellPoints({ points: score, low, high })
}

function pair(was: string, is: string): string {
  return was === is ? is : `${was} → ${is}`
}

function tierTitle(id: string | null, tiers: TierTitles): Bilingual {
  return id === null ? say('未定', 'open') : tiers.find((tier) => tier.id === id)?.title ?? say(id, id)
}

/** Leaves that only one of the two rubrics has. */
function tableWords(before: UnitExplanationCore, after: UnitExplanationCore): Bilingual[] {
  const named = ({ number, title, cell }: UnitExplanationCore['leaves'][number]): Bilingual => say(`${number} ${title.zh} ${cellPoints(cell)}`, `${number} ${title.en} ${cellPoints(cell)}`)
  const missingIn = (other: UnitExplanationCore, leaves: UnitExplanationCore['leaves']): Bilingual[] => leaves.filter(({ indicator }) => !other.leaves.some((leaf) => leaf.indicator === indicator)).map(named)
  const [added, removed] = [missingIn(before, after.leaves), missingIn(after, before.leaves)]
  return [
    ...(added.length > 0 ? [join([say('新增', 'added'), join(added, '、', ', ')], '：', ': ')] : []),
    ...(removed.length > 0 ? [join([say('取消', 'removed'), join(removed, '、', ', ')], '：', ': ')] : []),
  ]
}

const DECISIVE: ReadonlySet<TraceStep['kind']> = new Set(['gate', 'cap', 'veto'])

/** Gates, caps and vetoes that decide the total now and did not before, or no more. */
function totalWords(before: UnitExplanationCore, after: UnitExplanationCore): Bilingual[] {
  const only = (steps: readonly TraceStep[], others: readonly TraceStep[]): Bilingual[] => steps.filter(({ kind, text }) => DECISIVE.has(kind) && !others.some((other) => other.text.zh === text.zh)).map(({ text }) => text)
  return [
    ...only(after.steps, before.steps).map(({ zh, en }) => say(`现：${zh}`, `now: ${en}`)),
    ...only(before.steps, after.steps).map(({ zh, en }) => say(`原：${zh}`, `before: ${en}`)),
  ]
}
