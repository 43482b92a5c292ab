import type { AppliesTo, Leaf, NotApplicable } from '../../rubric/indicator.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import type { CompiledLeaf, CompiledSharing } from '../plan/compiled.ts'

/** The code of a unit that is named by code or alias. */
export type CodeOf = (name: string) => string | undefined

/** For whom a leaf is, by its own and its branches' `applies_to`, and what becomes of it for the others: it leaves the total unless the rubric says otherwise. */
export function applicability({ indicator: leaf, ancestors }: Placed<Leaf>, codeOf: CodeOf): Pick<CompiledLeaf, 'isFor' | 'notApplicable'> {
  const tests = [...ancestors, leaf].flatMap(({ applies_to: appliesTo }) => (appliesTo ? [testOf(appliesTo, codeOf)] : []))
  if (tests.length === 0) return { isFor: null, notApplicable: leaf.not_applicable ?? null }
  return { isFor: (unit) => tests.every((isFor) => isFor(unit)), notApplicable: leaf.not_applicable ?? 'exclude' }
}

/** Whether points are shared out where the leaf does not apply. */
export function isShared(treatment: NotApplicable | null | undefined): treatment is Exclude<NotApplicable, string> {
  return typeof treatment === 'object' && treatment !== null
}

/** Which leaves keep their exact points: those that may take shares, and those of which a mean is formed. */
export function exactlyKept(leaves: readonly Placed<Leaf>[], shared: readonly CompiledSharing[]): (at: number) => boolean {
  const kept = new Set(shared.flatMap(({ among }) => among))
  return (at) => kept.has(at) || leaves[at]?.indicator.not_applicable === 'peers_mean'
}

function testOf(appliesTo: AppliesTo, codeOf: CodeOf): (unit: string) => boolean {
  const isOnly = 'only' in appliesTo
  const units = new Set((isOnly ? appliesTo.only : appliesTo.except).map((name) => codeOf(name) ?? name))
  return (unit) => units.has(unit) === isOnly
}
