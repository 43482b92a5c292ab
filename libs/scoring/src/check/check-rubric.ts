import { parameterDays, withParameters } from '../rubric/parameters.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import { placedLeaves } from '../rubric/tree.ts'
import type { Check, LeafCheck } from './fault-list.ts'
import { FaultList } from './fault-list.ts'
import { checkCitations } from './frame/citations.ts'
import { checkFrame } from './frame/frame.ts'
import { checkOutside } from './frame/outside.ts'
import { checkPoints } from './frame/points.ts'
import { checkWindows } from './frame/windows.ts'
import { checkCatalogue } from './names/catalogue.ts'
import { checkNames } from './names/names.ts'
import { checkUnits } from './names/units.ts'
import { checkAmbiguities } from './reading/ambiguities.ts'
import { checkFigures } from './reading/discrepancies.ts'
import { checkPeers } from './reading/peers.ts'
import { variantsOf } from './reading/variants.ts'
import type { RubricContext } from './rubric-context.ts'
import { checkAmounts } from './rule/amounts.ts'
import { checkBands, checkGroupSizes } from './rule/bands.ts'
import { checkForm } from './rule/form.ts'
import { checkNotApplicable } from './rule/not-applicable.ts'
import { checkSteps } from './rule/steps.ts'

/** Checks of the scoring itself; they are made of every reading. */
const SCORING: readonly Check[] = [checkFrame, checkPoints, checkOutside, checkPeers, checkGroupSizes]
const LEAVES: readonly LeafCheck[] = [checkForm, checkAmounts, checkSteps, checkBands, checkNotApplicable]
/** Checks of what stands around it. */
const AROUND: readonly Check[] = [checkCitations, checkNames, checkAmbiguities, checkFigures, checkWindows, checkCatalogue, checkUnits]

/**
 * Every fault of a rubric that its schema cannot see: sums, gaps, overlaps, names, citations, readings; with a context, event types, fields and units too.
 * A rubric with dated parameters is checked with the values of every date, one with ambiguities under every reading. Pure: what a context does not hold is not checked.
 */
export function checkRubric(rubric: Rubric, context: RubricContext = {}): Fault[] {
  const faults = new FaultList()
  for (const dated of resolvedRubrics(rubric)) {
    for (const check of AROUND) check(dated, faults, context)
    checkScoring(dated, faults, context)
    for (const { read, path } of variantsOf(dated)) {
      if (!('rubric' in read)) continue
      const own = new FaultList()
      checkScoring(read.rubric, own, context)
      for (const { path: place, found, expected, mend } of own.all) if (!faults.has(place, found, expected)) faults.add(path, `${place}: ${found}`, expected, mend)
    }
  }
  return faults.all
}

function checkScoring(rubric: Rubric, faults: FaultList, context: RubricContext): void {
  for (const check of SCORING) check(rubric, faults, context)
  for (const placed of placedLeaves(rubric.indicators)) for (const check of LEAVES) check(placed, faults, rubric)
}

/** The rubric with the parameters of each of their dates; itself where none is left to fill in. */
function resolvedRubrics(rubric: Rubric): Rubric[] {
  const { indicators, tiers, points, vetoes, conversion, summaries, ambiguities, small_sample: smallSample } = rubric
  const isOpen = rubric.parameters !== undefined && JSON.stringify([indicators, tiers, points, vetoes, conversion, summaries, ambiguities, smallSample]).includes('"$')
  return isOpen ? parameterDays(rubric).map((day) => withParameters(rubric, day)) : [rubric]
}
