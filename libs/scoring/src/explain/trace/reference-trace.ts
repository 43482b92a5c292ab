import { quantity, say } from '../words.ts'
import { valueText, valueTextBeside } from '../../exact/show.ts'
import type { CompiledReference } from '../../evaluate/plan/compiled.ts'
import { keepsAll } from '../../value/condition.ts'
import { valueOf } from '../../value/value.ts'
import type { FactsView } from '../../value/facts-view.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { boundsWords } from '../words.ts'

/** The measured figures that stand beside a judgement, each with the bound that the document names for it; they give no points. */
export function referenceTrace({ leaf, view }: LeafCase): TraceStep[] {
  return leaf.references.map((reference) => referenceStep(reference, view))
}

function referenceStep({ reference: { title }, value, bounds }: CompiledReference, view: FactsView): TraceStep {
  const outcome = value.read(view)
  const figure = outcome.state === 'known' || outcome.state === 'provisional' ? valueOf(value, outcome) : null
  const wanted = boundsWords(value.show, bounds)
  const asked = bounds.length === 0 ? say('', '') : say(`，须 ${wanted.zh}`, `, to be ${wanted.en}`)
  if (!figure) {
    const why = outcome.state === 'zero_denominator' ? say('分母为零', 'no denominator') : say('无数据', 'no data')
    return { kind: 'reference', text: say(`参考：${title.zh}${why.zh}${asked.zh}`, `For reference: ${title.en}, ${why.en}${asked.en}`) }
  }
  const [bound] = bounds
  const text = bound ? valueTextBeside(value.show, figure, bound.figure) : valueText(value.show, figure)
  const parts = outcome.numerator && outcome.denominator ? `${quantity(outcome.numerator)} ÷ ${quantity(outcome.denominator)} = ` : ''
  const holds = keepsAll(figure, bounds)
  const mark = bounds.length === 0 ? '' : holds ? ' ✓' : ' ✗'
  return { kind: 'reference', figure: text, ...(bounds.length > 0 ? { holds } : {}), text: say(`参考：${title.zh} = ${parts}${text}${asked.zh}${mark}`, `For reference: ${title.en} = ${parts}${text}${asked.en}${mark}`) }
}
