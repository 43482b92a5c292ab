import type { NewJudgement } from '@tierline/contracts/judgement'
import type { Fault } from '@tierline/contracts/problem'
import type { Directory, StoredGroup } from '@tierline/platform/directory'
import type { StoredUnit } from '@tierline/platform/directory.store'
import type { Rubric } from '@tierline/scoring'
import { boardPeriod, nextMidnight } from '../board/board-periods.ts'
import { shown } from './entry-faults.ts'
import { valueFault, vetoFault } from './judged-value.ts'
import { itemsOf, leafOf } from './rubric-leaf.ts'

/** What a judgement is checked against. */
export interface JudgementRules {
  directory: Directory
  /** The version that scores a period. */
  rubric(id: string, period: string): Rubric | undefined
  rubricIds(): readonly string[]
  instant: number
}

/** A judgement that may be entered: by whom it is about, and of which rubric. */
export interface CheckedJudgement {
  judgement: NewJudgement
  unit: StoredUnit
  rubric: Rubric
}

/** Every fault of one judgement that the contract's schema cannot see, or what it means. */
export function checkJudgement(judgement: NewJudgement, rules: JudgementRules): CheckedJudgement | { faults: Fault[] } {
  const rubric = rules.rubric(judgement.rubric, judgement.period)
  const unit = rules.directory.unitByCodeOrAlias(judgement.unit)
  const faults: Fault[] = []
  if (!unit) faults.push(unknown('unit', judgement.unit, 'the code or an alias of a unit', 'See GET /v1/units.'))
  if (!rubric) return { faults: [...faults, unknown('rubric', judgement.rubric, `one of ${rules.rubricIds().join(', ')}`, 'Correct its spelling.')] }
  if (unit && !groupsOf(rubric, rules.directory).some((group) => group.units.some(({ id }) => id === unit.id))) {
    faults.push(unknown('unit', judgement.unit, `a unit of a group of the rubric (${rubric.groups.join(', ')})`, 'Choose the rubric that the unit is judged by.'))
  }
  if (!boardPeriod(rubric, judgement.period, nextMidnight(rules.instant) - 1)) {
    const { official, also = [] } = rubric.periods
    faults.push(unknown('period', judgement.period, `a begun period of a kind that the rubric has (${[official, ...also].join(', ')}), within ${rubric.effective.from} … ${rubric.effective.until ?? ''}`, 'Write it like 2021, 2021-Q4 or 2021-10.'))
  }
  faults.push(...leafFaults(judgement, rubric))
  return faults.length > 0 || !unit ? { faults } : { judgement, unit, rubric }
}

/** What is withdrawn was checked when it was entered, and against what it withdraws when it is stored: its leaf may stand in an earlier version alone. */
function leafFaults(judgement: NewJudgement, rubric: Rubric): Fault[] {
  const faults = withdrawalFaults(judgement)
  if (judgement.kind === 'withdrawn') return faults
  if (rubric.vetoes?.some(({ id }) => id === judgement.indicator)) return [...faults, ...itemFaults(judgement, []), ...vetoFault(judgement, rubric)]
  const leaf = leafOf(rubric, judgement.indicator)
  if (!leaf) return [...faults, unknown('indicator', judgement.indicator, `the id of a leaf${rubric.vetoes ? ' or a veto' : ''} of the rubric`, 'GET /v1/boards/{rubric}/{group} lists the indicators.')]
  return [...faults, ...itemFaults(judgement, itemsOf(leaf)), ...valueFault(judgement, leaf, rubric)]
}

function withdrawalFaults({ kind, withdraws, value }: NewJudgement): Fault[] {
  const isWithdrawal = kind === 'withdrawn'
  const faults: Fault[] = isWithdrawal === (withdraws !== undefined) ? [] : [{
    path: 'withdraws', found: shown(withdraws), expected: isWithdrawal ? 'the id of the judgement that is withdrawn' : 'nothing: only the kind "withdrawn" withdraws', mend: 'See GET /v1/judgements.',
  }]
  if (isWithdrawal && (value ?? '') !== '') faults.push({ path: 'value', found: shown(value), expected: 'nothing', mend: 'Leave it out.' })
  return faults
}

function itemFaults({ item }: NewJudgement, items: readonly string[]): Fault[] {
  if (item === undefined || items.includes(item)) return []
  return [unknown('item', item, items.length > 0 ? `one of ${items.join(', ')}` : 'no item: the leaf has none', items.length > 0 ? 'Correct its spelling.' : 'Leave it out.')]
}

function groupsOf(rubric: Rubric, directory: Directory): StoredGroup[] {
  return rubric.groups.flatMap((id) => directory.group(id) ?? [])
}

function unknown(path: string, found: string, expected: string, mend: string): Fault {
  return { path, found: shown(found), expected, mend }
}
