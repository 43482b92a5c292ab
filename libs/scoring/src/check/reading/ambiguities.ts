import { canonicalJson } from '../../hash/canonical.ts'
import { faultsOfIssues } from '../../rubric/faults-of-issues.ts'
import { isScorable } from '../../rubric/reading-variant.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Ambiguity } from '../../rubric/rubric.schema.ts'
import { placedIndicators, placedLeaves } from '../../rubric/tree.ts'
import type { FaultList } from '../fault-list.ts'
import { variantsOf } from './variants.ts'

/** What an ambiguity asks, chooses and touches: it has a choice, the chosen reading is the file's own, and each other one changes something or says why it cannot. */
export function checkAmbiguities(rubric: Rubric, faults: FaultList): void {
  for (const [at, ambiguity] of (rubric.ambiguities ?? []).entries()) checkAmbiguity(rubric, { ambiguity, path: `ambiguities[${at}]` }, faults)
  const own = scoringText(rubric)
  for (const { ambiguity, option, path, read } of variantsOf(rubric)) {
    if ('issues' in read) {
      for (const fault of faultsOfIssues(read.issues, option, [path])) faults.add(fault.path, fault.found, fault.expected, fault.mend)
      continue
    }
    const isSame = scoringText(read.rubric) === own
    if (option.id === ambiguity.chosen && !isSame) faults.add(path, 'a chosen reading that changes the file', 'the file written by the chosen reading', 'write the rule so, and leave the changes out here')
    if (option.id !== ambiguity.chosen && isSame) faults.add(path, 'changes that leave everything as it is', 'another rule, value or figure than the file has', 'correct the changes, or say under `changes_nothing` why it scores the same')
  }
}

function checkAmbiguity(rubric: Rubric, { ambiguity, path }: { ambiguity: Ambiguity; path: string }, faults: FaultList): void {
  const { options, chosen, leaf } = ambiguity
  faults.addDoubled(options.map(({ id }, at) => ({ id, path: `${path}.options[${at}].id` })))
  if (!options.some((option) => option.id === chosen)) faults.add(`${path}.chosen`, `"${chosen}"`, `one of ${options.map((option) => option.id).join(', ')}`, 'choose one of the options')
  const isLeaf = leaf !== undefined && placedLeaves(rubric.indicators).some((placed) => placed.indicator.id === leaf)
  if (leaf !== undefined && !isLeaf) faults.add(`${path}.leaf`, `"${leaf}"`, 'the id of a leaf', 'name the leaf that it touches, or leave it out')
  const ids = new Set(placedIndicators(rubric.indicators).map(({ indicator }) => indicator.id))
  for (const [at, option] of options.entries()) {
    const where = `${path}.options[${at}]`
    if (leaf === undefined && (option.rule !== undefined || option.value !== undefined)) faults.add(where, 'a change of a leaf', '`leaf` of the ambiguity, whose rule or value it changes', 'name the leaf, or put the change under `indicators`')
    for (const id of Object.keys(option.indicators ?? {})) if (!ids.has(id)) faults.add(`${where}.indicators.${id}`, `"${id}"`, 'the id of an indicator', 'correct it')
    const isSilent = !isScorable(option) && option.changes_nothing === undefined
    if (option.id !== chosen && isSilent) faults.add(where, 'a reading that changes nothing', '`rule`, `value`, `indicators` or `rubric`, or under `changes_nothing` why it scores the same here', 'add what it changes, or why nothing changes')
    if (isScorable(option) && option.changes_nothing !== undefined) faults.add(`${where}.changes_nothing`, 'a reason beside changes', 'one of the two', 'remove one')
  }
}

/** What of a rubric decides points, ranks and tiers, as one text. */
function scoringText({ indicators, ranking, tiers, conversion, vetoes, rates, points }: Rubric): string {
  return canonicalJson({ indicators, ranking, tiers, conversion, vetoes, rates, points })
}
