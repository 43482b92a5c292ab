import type { NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import { COUNTIES } from './county.ts'
import type { County } from './county.ts'
import { ZONE_ATTRIBUTES, ZONE_JUDGEMENTS } from './zone-paper.ts'

const RUBRIC = 'liuan-2021'
const INVENTED = '演示数据（文件未印各县区数字）'
const REVIEWER = '演示评审员'

/** The attributes of 六安: the zone's as its report lets them be derived, the counties' invented. */
export function attributesOf2021(): NewAttribute[] {
  return [...ZONE_ATTRIBUTES, ...COUNTIES.flatMap(countyAttributes)]
}

function countyAttributes(county: County): NewAttribute[] {
  const figures: Record<string, number> = {
    population: county.residents, claim_target: county.claims.target, verification_target: county.verifications.target, show_target: county.shows.target,
    designated_pharmacies: county.designatedPharmacies.all, pharmacies: county.pharmacies.all, listed_items: county.listedItems.all,
    students: county.school.students, planned_scenes: county.scenes.planned,
  }
  return Object.entries(figures).map(([name, value]) => ({ unit: county.code, name, value: String(value), effective: '2021-01-01', citation: INVENTED, by: REVIEWER }))
}

/** A leaf that evidence proves, its item, and the day on which the reviewer looked. */
const EVIDENCE: readonly (readonly [indicator: string, item: string, day: string])[] = [
  ['goals_set', 'goals_set', '2021-03-31'], ['goals_sound', 'goals_sound', '2021-03-31'],
  ['goal_clarity', 'directed', '2021-03-31'], ['goal_clarity', 'quantified', '2021-03-31'], ['goal_clarity', 'feasible', '2021-03-31'], ['goal_clarity', 'matched', '2021-03-31'],
  ['leading_group', 'leading_group', '2021-03-31'], ['responsibility_letter', 'responsibility_letter', '2021-04-30'], ['management_rules', 'management_rules', '2021-04-30'],
  ['supervision_system', 'supervision_system', '2021-06-30'], ['identity_measures', 'identity_measures', '2021-08-31'],
  ['ride_publicity', 'ride_publicity', '2021-07-31'], ['lasting_system', 'lasting_system', '2021-09-30'],
]

/** Every judgement of the demo's year, by the day on which it is entered. */
export function judgementsOf2021(): NewJudgement[] {
  return [...COUNTIES.flatMap(countyJudgements), ...ZONE_JUDGEMENTS].sort((a, b) => (a.effective < b.effective ? -1 : a.effective > b.effective ? 1 : 0))
}

function countyJudgements(county: County): NewJudgement[] {
  return EVIDENCE.map(([indicator, item, effective]) => {
    const isMet = !county.unmet.includes(item)
    return {
      rubric: RUBRIC, period: '2021', unit: county.code, indicator, item, kind: 'met', value: String(isMet), effective, by: REVIEWER,
      reason: isMet ? '现场查看，材料齐全' : '现场查看，材料不全', evidence: INVENTED,
    }
  })
}
