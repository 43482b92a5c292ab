import { minus, plus, times, whole, ZERO } from '../../../exact/ratio.ts'
import type { Ratio } from '../../../exact/ratio.ts'
import type { RuleOf } from '../../../rubric/rule.schema.ts'
import { levelsReached, slotsOf } from '../../../rule/best-level.ts'
import { judgedMet } from '../../../rule/items.ts'
import { decimal } from '../../../rule/rule.ts'
import { boundsOf, keepsAll } from '../../../value/condition.ts'
import { compileOperand } from '../../../value/operand.ts'
import type { LeafCase } from '../../leaf-case.ts'
import type { TraceStep } from '../../types.ts'
import { boundsWords, exactly, say } from '../../words.ts'
import { arithmetic, startText } from './arithmetic.ts'

/** `checklist`: what the facts show of it by themselves, and the points of what is met added up. */
export function checklistTrace(input: LeafCase, rule: RuleOf<'checklist'>): TraceStep[] {
  const byFacts = rule.items.flatMap((item) => factStep(input, item))
  const judgements = input.view.judgementsOf(input.leaf.leaf.id)
  const points = rule.items.map((item): Ratio => (holdsByFacts(input, item) || judgedMet(judgements, item.id)?.value === 'true' ? decimal(item.points) : ZERO))
  const sum = points.reduce<Ratio>((total, part) => plus(total, part), ZERO)
  return [...byFacts, ...(input.score.points === null ? [] : [arithmetic(input, points.map(exactly).join(' + '), sum)])]
}

type Item = RuleOf<'checklist'>['items'][number]

function figureOf({ plan, view }: LeafCase, { met_when: when }: Item): Ratio | null {
  return when ? compileOperand(when.of, plan.compiled.names)(view) : null
}

function holdsByFacts(input: LeafCase, item: Item): boolean {
  const figure = figureOf(input, item)
  return figure !== null && item.met_when !== undefined && keepsAll(figure, boundsOf(item.met_when))
}

function factStep(input: LeafCase, item: Item): TraceStep[] {
  const figure = figureOf(input, item)
  if (!figure || !item.met_when) return []
  const [holds, wanted] = [holdsByFacts(input, item), boundsWords('number', boundsOf(item.met_when))]
  return [{ kind: 'bound', holds, text: say(`${item.title.zh}：数据 ${exactly(figure)}，须 ${wanted.zh} ${holds ? '✓ → 符合' : '✗'}`, `${item.title.en}: data ${exactly(figure)}, must be ${wanted.en} ${holds ? '✓ → met' : '✗'}`) }]
}

/** `missing_items` from a list: how many are judged not to be there, and what these cost. */
export function missingItemsTrace(input: LeafCase, rule: RuleOf<'missing_items'>): TraceStep[] {
  const judgements = input.view.judgementsOf(input.leaf.leaf.id)
  const missing = whole(BigInt((rule.items ?? []).filter((item) => judgedMet(judgements, item.id)?.value === 'false').length))
  return input.score.points === null ? [] : [arithmetic(input, `${startText(input)} − ${rule.each} × ${exactly(missing)}`, minus(input.leaf.exactMax, times(decimal(rule.each), missing)))]
}

/** `best_level`: each level with its own items, and what they come to together. */
export function levelTrace(input: LeafCase, rule: RuleOf<'best_level'>): TraceStep[] {
  const levels = levelsReached(rule, { view: input.view, slots: slotsOf(rule, { names: input.plan.compiled.names }) })
  const lines = rule.levels.map((level, at): TraceStep => {
    const reached = levels[at] ?? { count: 0, points: ZERO, id: level.id }
    const holds = reached.count >= Number(level.at_least)
    const compared = `${reached.count} ≥ ${level.at_least}`
    return { kind: 'bound', holds, text: say(`${level.title.zh}：${compared} ${holds ? `✓ → ${exactly(reached.points)} 分` : '✗ → 0 分'}`, `${level.title.en}: ${compared} ${holds ? `✓ → ${exactly(reached.points)}` : '✗ → 0'}`) }
  })
  const sum = levels.reduce<Ratio>((total, level) => plus(total, level.points), ZERO)
  return [...lines, arithmetic(input, levels.map((level) => exactly(level.points)).join(' + '), sum)]
}
