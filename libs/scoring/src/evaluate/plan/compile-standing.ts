import { figure } from '../../exact/decimal.ts'
import { over } from '../../exact/ratio.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Veto } from '../../rubric/rubric.schema.ts'
import { decimal, scaledPoints } from '../../rule/rule.ts'
import { compileCondition } from '../../value/condition.ts'
import { namesOf } from '../../value/names.ts'
import { namesIn } from '../../value/operand.ts'
import { roundingOf } from './compile-leaf.ts'
import type { CompiledBoard, CompiledConversion, CompiledVeto } from './compiled.ts'
import type { PartOf } from './compile-tree.ts'

/** What becomes of a total: its cap, conversion, vetoes and tiers. */
export function standingOf(rubric: Rubric): Pick<CompiledBoard, 'cap' | 'conversion' | 'vetoes' | 'tiers' | 'tiersRead'> {
  const rounding = roundingOf(rubric)
  const lines = rubric.tiers === 'undeclared' ? [] : rubric.tiers.lines
  const hasLines = lines.some(({ line }) => line !== undefined)
  const reads = rubric.tiers === 'undeclared' ? undefined : rubric.tiers.reads
  return {
    cap: rubric.points?.cap === undefined ? Infinity : scaledPoints(decimal(rubric.points.cap), rounding),
    conversion: conversionOf(rubric),
    vetoes: (rubric.vetoes ?? []).map((veto) => compileVeto(rubric, veto)),
    tiers: lines.map(({ id, title, line }) => ({ id, title, line: line === undefined ? null : scaledPoints(decimal(line), rounding) })),
    tiersRead: hasLines ? reads ?? 'score' : null,
  }
}

/** What orders the rows. */
export function rankingOf(rubric: Rubric, partOf: PartOf): Pick<CompiledBoard, 'ranking' | 'ties' | 'thenBy' | 'apart'> {
  const { by, indicator, direction, ties, small_samples: samples } = rubric.ranking
  const part = partOf(indicator ?? '')
  const ranking = by !== 'value' ? { by } : { by, leaf: part && 'leaf' in part ? part.leaf : -1, direction: direction ?? 'desc' } as const
  const least = rubric.small_sample
  return {
    ranking, ties: ties === 'dense' ? 'dense' : 'competition',
    thenBy: typeof ties === 'object' ? ties.then_by.flatMap((entry) => {
      const read = partOf(entry.indicator)
      return read ? [{ part: read, by: entry.by, direction: entry.direction ?? 'desc' }] : []
    }) : [],
    apart: samples !== 'apart' || least === undefined ? null
      : { below: figure(least), because: { zh: `样本少于 ${least}，单列`, en: `Sample under ${least}: listed apart` } },
  }
}

function conversionOf({ conversion, points }: Rubric): CompiledConversion | null {
  if (!conversion) return null
  return { factor: conversion.weight === 'undeclared' || !points ? null : over(decimal(conversion.weight), decimal(points.total)) }
}

function compileVeto(rubric: Rubric, veto: Veto): CompiledVeto {
  const { effect } = veto
  if (effect === 'zero') return { veto, when: whenOf(rubric, veto), effect: { cap: 0 } }
  if ('cap' in effect) return { veto, when: whenOf(rubric, veto), effect: { cap: scaledPoints(decimal(effect.cap), roundingOf(rubric)) } }
  const tiers = rubric.tiers === 'undeclared' ? [] : rubric.tiers.lines
  return { veto, when: whenOf(rubric, veto), effect: { tier: tiers.findIndex(({ id }) => id === effect.tier) } }
}

/** A figure that is still being back-filled may come to anything. */
function whenOf(rubric: Rubric, { when }: Veto): CompiledVeto['when'] {
  if (!when) return null
  const names = namesOf(rubric)
  const slots = namesIn(when.of).flatMap((name) => names.measures.get(name)?.slot ?? [])
  const holds = compileCondition(when, names)
  return (view) => (view.isProvisional(slots) ? null : holds(view))
}
