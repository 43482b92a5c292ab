import { computedText } from '../../explain/discrepancies.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { placedIndicators, placedLeaves } from '../../rubric/tree.ts'
import { constantOf } from '../../value/operand.ts'
import type { FaultList } from '../fault-list.ts'
import { checkBounds } from '../rule/bounds.ts'

/** Every discrepancy really disagrees; summaries name what exists and ask for something. */
export function checkFigures(rubric: Rubric, faults: FaultList): void {
  checkDiscrepancies(rubric, faults)
  checkSummaries(rubric, faults)
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
    for (const [key, rows] of Object.entries({ among: summary.among ?? [], counted: summary.counted })) {
      for (const [place, row] of rows.entries()) {
        const isOne = (row.indicator === undefined) !== (row.attribute === undefined)
        const isKnown = row.indicator === undefined ? rubric.attributes?.[row.attribute ?? ''] !== undefined : leaves.has(row.indicator)
        if (!isOne || !isKnown) faults.add(`summaries[${at}]`, JSON.stringify(row), 'one leaf or one attribute of the rubric', 'correct the name')
        checkBounds(row, { path: `summaries[${at}].${key}[${place}]`, faults, isNeeded: true })
      }
    }
    const once = summary.once_per
    if (once !== undefined && !rubric.attributes?.[once]) faults.add(`summaries[${at}].once_per`, `"${once}"`, 'an attribute of the rubric', 'correct it')
  }
}
