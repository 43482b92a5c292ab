import type { Operand, ValueRule } from '../../rubric/value.schema.ts'

/** Whether arithmetic over counts and registers can come to less than nothing: only a difference can. */
export function canBeNegative(operand: Operand): boolean {
  if (typeof operand === 'string') return operand.startsWith('-')
  if ('minus' in operand) return true
  if ('plus' in operand) return operand.plus.some(canBeNegative)
  if ('times' in operand) return operand.times.some(canBeNegative)
  if ('by' in operand) return operand.by.some(canBeNegative)
  return 'round_up' in operand && canBeNegative(operand.round_up)
}

/** Whether a leaf's value can be negative: a change, a difference from the mean, or a difference of quantities. */
export function isUnboundedBelow(value: ValueRule | undefined): boolean {
  if (!value) return false
  if (value.kind === 'change') return true
  if (value.kind === 'to_peers_mean' && value.as === 'difference') return true
  return operandsOf(value).some(canBeNegative)
}

/** The operands that a value is made of. */
export function operandsOf(value: ValueRule): Operand[] {
  switch (value.kind) {
    case 'count': return [value.of]
    case 'ratio': return [value.numerator, value.denominator]
    case 'share': return [value.part, value.whole]
    case 'mean': return [value.total, value.count]
    case 'per_capita': return [value.of, value.people]
    case 'completion': return [value.of, value.target]
    case 'inspection': return [value.passed, value.inspected]
    case 'change':
    case 'to_peers_mean': return [value.of, ...(value.per === undefined ? [] : [value.per])]
    case 'condition': return value.all.map(({ of }) => of)
    case 'points_of':
    case 'best_facility':
    case 'stated': return []
  }
}
