import { computedText } from '../explain/discrepancies.ts'
import { Leaf } from '../rubric/indicator.schema.ts'
import { faultsOfIssues } from '../rubric/faults-of-issues.ts'
import { leafUnder } from '../rubric/reading-variant.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Ambiguity } from '../rubric/rubric.schema.ts'
import { placedIndicators, placedLeaves } from '../rubric/tree.ts'
import { constantOf } from '../value/operand.ts'
import type { FaultList } from './fault-list.ts'

/** Every ambiguity has a choice and readings that make whole rules; every discrepancy really disagrees; summaries name what exists. */
export function checkReadings(rubric: Rubric, faults: FaultList): void {
  for (const [at, ambiguity] of (rubric.ambiguities ?? []).entries()) checkAmbiguity(rubric, { ambiguity, path: `ambiguities[${at}]` }, faults)
  checkDiscrepancies(rubric, faults)
  checkSummaries(rubric, faults)
}

function checkAmbiguity(rubric: Rubric, { ambiguity, path }: { ambiguity: Ambiguity; path: string }, faults: FaultList): void {
  if (!ambiguity.options.some((option) => option.id === ambiguity.chosen)) faults.add(`${path}.chosen`, `"${ambiguity.chosen}"`, `one of ${ambiguity.options.map((option) => option.id).join(', ')}`, 'choose one of the options')
  const leaf = placedLeaves(rubric.indicators).find((placed) => placed.indicator.id === ambiguity.leaf)?.indicator
  if (ambiguity.leaf !== undefined && !leaf) faults.add(`${path}.leaf`, `"${ambiguity.leaf}"`, 'the id of a leaf', 'name the leaf that it touches, or leave it out')
  for (const [at, option] of ambiguity.options.entries()) {
    const read = leaf && Leaf.safeParse(leafUnder(leaf, option))
    if (read && !read.success) for (const fault of faultsOfIssues(read.error.issues, leafUnder(leaf, option), [`${path}.options[${at}]`])) faults.add(fault.path, fault.found, fault.expected, fault.mend)
  }
}

function checkDiscrepancies(rubric: Rubric, faults: FaultList): void {
  const ids = new Set(placedIndicators(rubric.indicators).map((placed) => placed.indicator.id))
  for (const [at, entry] of (rubric.discrepancies ?? []).entries()) {
    const path = `discrepancies[${at}]`
    if (entry.leaf !== undefined && !ids.has(entry.leaf)) faults.add(`${path}.leaf`, `"${entry.leaf}"`, 'the id of an indicator', 'correct it')
    if ((entry.compute === undefined) === (entry.against === undefined)) faults.add(path, entry.compute === undefined ? 'neither `compute` nor `against`' : 'both `compute` and `against`', 'one of the two', 'say what the figure comes to, or what contradicts it')
    if (entry.compute === undefined) continue
    if (!constantOf(entry.compute)) faults.add(`${path}.compute`, 'names, or a division by zero', 'arithmetic over printed numbers', 'write the numbers')
    else if (computedText(entry) === entry.printed) faults.add(`${path}.printed`, entry.printed, 'a figure that disagrees with what it comes to', 'remove the entry: the two agree')
  }
}

function checkSummaries(rubric: Rubric, faults: FaultList): void {
  const leaves = new Set(placedLeaves(rubric.indicators).map((placed) => placed.indicator.id))
  for (const [at, summary] of (rubric.summaries ?? []).entries()) {
    for (const row of [...(summary.among ?? []), ...summary.counted]) {
      const isOne = (row.indicator === undefined) !== (row.attribute === undefined)
      const isKnown = row.indicator === undefined ? rubric.attributes?.[row.attribute ?? ''] !== undefined : leaves.has(row.indicator)
      if (!isOne || !isKnown) faults.add(`summaries[${at}]`, JSON.stringify(row), 'one leaf or one attribute of the rubric', 'correct the name')
    }
  }
}
