import type { CompiledTier } from '../../evaluate/plan/compiled.ts'
import { scaledText } from '../../exact/round.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { TraceStep } from '../types.ts'
import { say } from '../words.ts'
import type { TotalCase } from './total-steps.ts'

/** The tier with the line that was reached, or by what it is forced; or why there is none. */
export function tierSteps(input: TotalCase): TraceStep[] {
  const { compiled } = input.plan
  const forced = compiled.vetoes.some(({ effect }, at) => 'tier' in effect && input.row.own.vetoes[at] === true)
  const words = compiled.tiers.length === 0 ? say('文件未设等次', 'The document has no tiers') : forced ? forcedWords(input) : tierWords(input)
  return [{ kind: 'tier', text: words }]
}

function forcedWords({ plan: { compiled }, row }: TotalCase): Bilingual {
  const tier = compiled.tiers.find(({ id }) => id === row.tier)
  if (!tier) return say('有否决项是否发生未知，等次未定', 'Whether some veto occurred is unknown, so the tier is open')
  return say(`等次由否决项定为“${tier.title.zh}”，不看分数线`, `the tier is “${tier.title.en}” by veto, whatever the score`)
}

function tierWords({ plan: { compiled }, row }: TotalCase): Bilingual {
  if (compiled.tiersRead === null) return say('文件未公布等次分数线，等次未定', 'The lines of the tiers are unpublished, so the tier is open')
  const reads = compiled.tiersRead === 'converted' ? row.converted : row.score === null ? null : { score: row.score, low: row.low, high: row.high }
  const by = compiled.tiersRead === 'converted' ? say('折算分', 'converted score') : say('总分', 'score')
  if (!reads) return say(`${by.zh}未知，等次未定`, `the ${by.en} is unknown, so the tier is open`)
  const text = (points: number): string => scaledText(points, compiled.decimals)
  const tier = compiled.tiers.find(({ id }) => id === row.tier)
  if (!tier) return openWords({ by, range: `${text(reads.low)}–${text(reads.high)}`, isWide: tierOf(compiled.tiers, reads.low) !== tierOf(compiled.tiers, reads.high) })
  const above = compiled.tiers[compiled.tiers.indexOf(tier) - 1]
  const compared = tier.line !== null ? `${text(reads.score)} ≥ ${text(tier.line)}` : above?.line !== null && above !== undefined ? `${text(reads.score)} < ${text(above.line)}` : text(reads.score)
  return say(`${by.zh} ${compared} → “${tier.title.zh}”`, `${by.en} ${compared} → “${tier.title.en}”`)
}

function tierOf(tiers: readonly CompiledTier[], points: number): CompiledTier | undefined {
  return tiers.find(({ line }) => line === null || points >= line) ?? tiers.at(-1)
}

function openWords({ by, range, isWide }: { by: Bilingual; range: string; isWide: boolean }): Bilingual {
  return isWide
    ? say(`${by.zh}可能为 ${range}，跨等次线，等次未定`, `the ${by.en} may come to ${range}, across a line, so the tier is open`)
    : say('有否决项是否发生未知，等次未定', 'Whether some veto occurred is unknown, so the tier is open')
}
