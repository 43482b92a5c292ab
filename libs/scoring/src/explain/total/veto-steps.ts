import type { CompiledVeto } from '../../evaluate/plan/compiled.ts'
import { scaledText } from '../../exact/round.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { whoWords } from '../trace/judgement-trace.ts'
import type { TraceStep } from '../types.ts'
import { say } from '../words.ts'
import type { TotalCase } from './total-steps.ts'

/** The vetoes in effect, each with what puts it there and what it does; and those of which it is not known. */
export function vetoSteps(input: TotalCase): TraceStep[] {
  const { plan: { compiled }, row } = input
  return compiled.vetoes.flatMap((entry, at): TraceStep[] => {
    const inEffect = row.own.vetoes[at] ?? null
    if (inEffect === false) return []
    const { title } = entry.veto
    const effect = effectWords(input, entry)
    if (inEffect === null) return [{ kind: 'veto', text: say(`“${title.zh}”是否发生未知；若发生，${effect.zh}`, `whether “${title.en}” occurred is unknown; if so, ${effect.en}`) }]
    const because = causeWords(input, entry)
    return [{ kind: 'veto', holds: true, text: say(`否决：“${title.zh}”发生（${because.zh}）→ ${effect.zh}`, `veto: “${title.en}” occurred (${because.en}) → ${effect.en}`) }]
  })
}

function effectWords({ plan: { compiled } }: TotalCase, { effect }: CompiledVeto): Bilingual {
  if ('tier' in effect) {
    const title = compiled.tiers[effect.tier]?.title ?? say('', '')
    return say(`等次定为“${title.zh}”，得分不变`, `the tier is “${title.en}”, the score stays`)
  }
  const cap = scaledText(effect.cap, compiled.decimals)
  return effect.cap === 0 ? say('总分计 0 分', 'the score is 0') : say(`总分不超过 ${cap} 分`, `the score is at most ${cap}`)
}

/** A named person's finding, or the facts. */
function causeWords({ view }: TotalCase, { veto }: CompiledVeto): Bilingual {
  const judged = view.judgementsOf(veto.id).find(({ kind, value }) => kind === 'met' && value === 'true')
  return judged ? whoWords(judged) : say('据数据', 'by the data')
}
