import { compare } from '../../exact/ratio.ts'
import { showOf } from '../../value/value.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rule } from '../../rubric/rule.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import { parseFigure } from '../../exact/decimal.ts'
import { ZERO } from '../../exact/ratio.ts'
import { boundsOf } from '../../value/condition.ts'
import type { FaultList } from '../fault-list.ts'
import { checkBounds } from './bounds.ts'

const WITHOUT_VALUE: ReadonlySet<string> = new Set(['checklist', 'best_level', 'judgement'])

/** A rule has what it needs and nothing that it does not read: a value or its own counts, bounds in the value's own terms, sentences with their number. */
export function checkForm({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  const { rule, value } = leaf
  const own = ownCounts(rule)
  const wantsValue = !WITHOUT_VALUE.has(rule.kind) && own === null
  if (wantsValue !== (value !== undefined)) faults.add(`${path}.value`, value ? 'a value' : 'nothing', wantsValue ? `a value for the rule ${rule.kind}` : `no value: the rule ${rule.kind} counts its own ${own ?? 'items'}`, wantsValue ? 'add it' : 'remove it')
  checkExclusive(rule, `${path}.rule`, faults)
  checkTerms(leaf, { path, faults })
  if (value?.kind === 'condition') for (const [at, condition] of value.all.entries()) checkBounds(condition, { path: `${path}.value.all[${at}]`, faults, isNeeded: true })
  for (const [at, reference] of (leaf.references ?? []).entries()) checkBounds(reference, { path: `${path}.references[${at}]`, faults, isNeeded: false })
  if (leaf.references && rule.kind !== 'judgement') faults.add(`${path}.references`, `references beside the rule ${rule.kind}`, 'references beside a judgement only', 'remove them, or judge the leaf')
  for (const language of ['zh', 'en'] as const) {
    const more = value?.more?.[language]
    if (more !== undefined && !more.includes('{n}')) faults.add(`${path}.value.more.${language}`, more, 'a sentence with {n}, where the number goes', 'write {n} in it')
  }
}

/** What a rule counts by itself, where it does. */
function ownCounts(rule: Rule): string | null {
  if (rule.kind === 'missing_items' && rule.items) return 'items'
  if (rule.kind === 'per_occurrence' && rule.streams) return 'streams'
  return rule.kind === 'zero_on_any' && rule.triggers ? 'triggers' : null
}

function checkExclusive(rule: Rule, path: string, faults: FaultList): void {
  const exactlyOne = (a: string, b: string): void => {
    const [hasA, hasB] = [Reflect.get(rule, a) !== undefined, Reflect.get(rule, b) !== undefined]
    if (hasA === hasB) faults.add(path, hasA ? `\`${a}\` and \`${b}\`` : `neither \`${a}\` nor \`${b}\``, 'one of the two', hasA ? 'remove one of them' : 'add one of them')
  }
  if (rule.kind === 'missing_items') exactlyOne('items', 'required')
  if (rule.kind === 'per_occurrence') {
    exactlyOne('each', 'streams')
    if (rule.once_per_key === 'true' && (rule.streams?.length ?? 0) < 2) faults.add(`${path}.once_per_key`, 'true', 'several streams, of which one key counts once', 'remove it, or name the streams')
  }
  if (rule.kind === 'imported') {
    if (rule.of === 'rank' && rule.full !== undefined) faults.add(`${path}.full`, rule.full, 'no `full`: a rank has `bands`', 'remove it')
    if ((rule.of === 'rank') !== (rule.bands !== undefined)) faults.add(`${path}.bands`, rule.bands ? 'bands' : 'nothing', rule.bands ? 'no bands: a score is converted in proportion' : 'bands of rank', rule.bands ? 'remove them' : 'add them')
  }
}

interface Where {
  path: string
  faults: FaultList
}

/** A percentage is bounded by percentages, anything else by plain numbers; nothing is nothing in both. */
function checkTerms(leaf: Leaf, { path, faults }: Where): void {
  if (leaf.value) checkFigures(figuresOf(leaf), { isPercent: showOf(leaf.value) === 'percent', path: `${path}.rule`, faults })
  for (const [at, reference] of (leaf.references ?? []).entries()) {
    checkFigures(boundsOf(reference).map(({ text }) => text), { isPercent: showOf(reference.value) === 'percent', path: `${path}.references[${at}]`, faults })
  }
}

function checkFigures(figures: readonly string[], { isPercent, path, faults }: Where & { isPercent: boolean }): void {
  for (const figure of figures) {
    const isZero = compare(parseFigure(figure) ?? ZERO, ZERO) === 0
    if (/[%％]/.test(figure) !== isPercent && !isZero) faults.add(path, `the bound ${figure}`, isPercent ? 'a percentage such as 80%, as the value is one' : 'a plain number, as the value is no percentage', isPercent ? `write ${figure}%` : 'write it without the percent sign')
  }
}

function figuresOf({ rule }: Leaf): string[] {
  if (rule.kind === 'steps') return rule.steps.flatMap((step) => boundsOf(step).map(({ text }) => text))
  if (rule.kind === 'linear') return [rule.base, rule.per]
  return rule.kind === 'proportional' ? [rule.full, ...(rule.from === undefined ? [] : [rule.from])] : []
}
