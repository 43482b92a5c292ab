import { compare, minus, plus, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import type { FactsView } from '../value/facts-view.ts'
import type { Names } from '../value/names.ts'
import { compileOperand, keysIn } from '../value/operand.ts'
import type { Quantity } from '../value/operand.ts'
import { slotsOfRule } from './names-of-rule.ts'
import { isEscalated } from './occurrences.ts'
import { decimal, within } from './rule.ts'
import type { ByItems, ItemsOutcome, RuleContext } from './rule.ts'

type Stream = NonNullable<RuleOf<'per_occurrence'>['streams']>[number]

/** What one stream of occurrences comes to; figures are null where its quantity is unknown. */
export interface StreamOutcome {
  id: string
  title: Bilingual
  each: Ratio
  /** Occurrences that count here: with `once_per_key`, keys that no dearer stream has counted. */
  count: Ratio | null
  /** count × each, and what of it is charged under the stream's own cap. */
  uncapped: Ratio | null
  charge: Ratio | null
}

/** What each stream of a rule comes to for one unit, in the order of the document. */
export function streamsOf(rule: RuleOf<'per_occurrence'>, { view, names }: { view: FactsView; names: Names }): StreamOutcome[] {
  return compileCounts(rule, names)(view)
}

/** `per_occurrence` with streams: what all of them charge is taken from the points, down to the floor; more occurrences together than the escalation allows give its points instead. */
export function compileStreams(rule: RuleOf<'per_occurrence'>, context: RuleContext): ByItems {
  const floor = rule.floor === undefined ? context.least : decimal(rule.floor)
  const escalated = rule.escalation && decimal(rule.escalation.points)
  const least = escalated && compare(escalated, floor) < 0 ? escalated : floor
  const countsOf = compileCounts(rule, context.names)
  const after = (streams: readonly StreamOutcome[]): Ratio => {
    if (escalated && isEscalated(rule, occurrencesOf(streams))) return escalated
    return within(minus(context.max, sum(streams, ({ charge }) => charge)), { least: floor, most: context.max })
  }
  const { slots, unsure } = slotsOfRule(rule, context.names)
  const score = (view: FactsView): ItemsOutcome => {
    if (isUnheardOf(view, slots)) return { low: least, high: context.max, isWhole: false }
    const streams = countsOf(view)
    const isWhole = streams.every(({ count }) => count !== null)
    const high = after(streams)
    return { low: isWhole ? high : least, high, isWhole }
  }
  return { takes: 'items', least, slots, unsure, waitsFor: 'no_data', score }
}

/** Nothing was reported at all and nothing counted: not even that nothing happened is known. */
export function isUnheardOf(view: FactsView, slots: readonly number[]): boolean {
  return slots.length > 0 && view.isSilent && view.isEmpty(slots)
}

/** Occurrences of all streams together. */
export function occurrencesOf(streams: readonly StreamOutcome[]): Ratio {
  return sum(streams, ({ count }) => count)
}

function sum(streams: readonly StreamOutcome[], figure: (stream: StreamOutcome) => Ratio | null): Ratio {
  return streams.reduce((total, stream) => plus(total, figure(stream) ?? ZERO), ZERO)
}

function compileCounts(rule: RuleOf<'per_occurrence'>, names: Names): (view: FactsView) => StreamOutcome[] {
  const streams = (rule.streams ?? []).map((stream) => ({ stream, each: decimal(stream.each), most: stream.at_most === undefined ? null : decimal(stream.at_most), count: countOf(stream, names) }))
  if (rule.once_per_key !== 'true') return (view) => streams.map(({ count, ...one }) => charged(one, count.all(view)))
  const dearestFirst = streams.map((_, at) => at).sort((a, b) => compare(streams[b]?.each ?? ZERO, streams[a]?.each ?? ZERO))
  return (view) => {
    const taken = new Set<string>()
    const counts = new Map<number, Ratio | null>()
    for (const at of dearestFirst) counts.set(at, streams[at]?.count.once(view, taken) ?? null)
    return streams.map(({ count: _count, ...one }, at) => charged(one, counts.get(at) ?? null))
  }
}

interface Count {
  all: Quantity
  /** Only what was not counted before, and it is noted; a quantity without keys counts as it is. */
  once: (view: FactsView, taken: Set<string>) => Ratio | null
}

function countOf({ of }: Stream, names: Names): Count {
  const all = compileOperand(of, names)
  const keys = keysOf(of, names)
  if (!keys) return { all, once: all }
  return {
    all,
    once: (view, taken) => {
      const fresh = [...keysIn(view, keys.slots, keys.except)].filter((key) => !taken.has(key))
      for (const key of fresh) taken.add(key)
      return whole(BigInt(fresh.length))
    },
  }
}

/** The keyed measures of a quantity that has keys: one measure, or `keys_of`. */
function keysOf(of: Stream['of'], names: Names): { slots: number[]; except: number[] } | null {
  const slotsOf = (measures: readonly string[]): number[] => measures.flatMap((name) => names.measures.get(name)?.slot ?? [])
  if (typeof of === 'string') return names.measures.get(of)?.declaration.by === undefined ? null : { slots: slotsOf([of]), except: [] }
  return 'keys_of' in of ? { slots: slotsOf(of.keys_of), except: slotsOf(of.except ?? []) } : null
}

function charged({ stream, each, most }: { stream: Stream; each: Ratio; most: Ratio | null }, count: Ratio | null): StreamOutcome {
  const uncapped = count && times(each, count)
  const charge = uncapped && most && compare(uncapped, most) > 0 ? most : uncapped
  return { id: stream.id, title: stream.title, each, count, uncapped, charge }
}
