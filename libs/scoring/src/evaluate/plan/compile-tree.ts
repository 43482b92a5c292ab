import { figure } from '../../exact/decimal.ts'
import { ONE } from '../../exact/ratio.ts'
import { isBranch, isOutside } from '../../rubric/indicator.schema.ts'
import type { Branch, Indicator } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Placed } from '../../rubric/tree.ts'
import { decimal, scaledPoints } from '../../rule/rule.ts'
import { roundingOf } from './compile-leaf.ts'
import type { CompiledBoard, CompiledBranch, CompiledGate, Part } from './compiled.ts'

/** Finds the part of an indicator's id; null where there is none. */
export type PartOf = (id: string) => Part | null

/** The tree of a rubric with its parts by place. */
export interface Tree extends Pick<CompiledBoard, 'branches' | 'roots' | 'base' | 'outside' | 'gates'> {
  partOf: PartOf
}

/** Branches with their parts, what makes the base, what stands outside, and the gates. */
export function compileTree(rubric: Rubric, placed: readonly Placed[]): Tree {
  const parts = partsOf(placed)
  const partOf: PartOf = (id) => parts.get(id) ?? null
  const present = (indicators: readonly Indicator[]): Part[] => indicators.flatMap(({ id }) => partOf(id) ?? [])
  const outside = placed.filter((entry) => isOutside(entry.indicator) && !entry.ancestors.some(isOutside))
  return {
    partOf, roots: present(rubric.indicators), base: present(rubric.indicators.filter((root) => !isOutside(root))), outside: present(outside.map((entry) => entry.indicator)),
    branches: placed.filter((entry): entry is Placed<Branch> => isBranch(entry.indicator)).map((entry) => compileBranch(rubric, entry, present)),
    gates: placed.flatMap((entry) => gateOf(rubric, entry, partOf) ?? []),
  }
}

function partsOf(placed: readonly Placed[]): Map<string, Part> {
  const parts = new Map<string, Part>()
  let [leaves, branches] = [0, 0]
  for (const { indicator } of placed) parts.set(indicator.id, isBranch(indicator) ? { branch: branches++ } : { leaf: leaves++ })
  return parts
}

/** A branch of the base is made of its children in the base; bonuses inside it stand outside all the same. */
function compileBranch(rubric: Rubric, { indicator: branch, parent, ancestors }: Placed<Branch>, present: (indicators: readonly Indicator[]) => Part[]): CompiledBranch {
  const rounding = roundingOf(rubric)
  const isOut = isOutside(branch) || ancestors.some(isOutside)
  const children = isOut ? branch.children : branch.children.filter((child) => !isOutside(child))
  const points = decimal(branch.points ?? '0')
  const combine = branch.combine ?? 'add'
  return {
    branch, parent: parent?.id ?? null, parts: present(children), combine, points, isOutside: isOut,
    weights: combine === 'weigh' ? children.map((child) => (child.weight === undefined ? ONE : figure(child.weight))) : [],
    max: scaledPoints(points, rounding),
    cap: branch.cap === undefined ? Infinity : scaledPoints(decimal(branch.cap), rounding),
  }
}

function gateOf(rubric: Rubric, { indicator, ancestors }: Placed, partOf: PartOf): CompiledGate | null {
  const part = partOf(indicator.id)
  if (!indicator.gate || !part || ![indicator, ...ancestors].some(isOutside)) return null
  const { indicator: read, at_least: line } = indicator.gate
  return { id: indicator.id, part, reads: read === undefined ? null : partOf(read), line: scaledPoints(decimal(line), roundingOf(rubric)) }
}
