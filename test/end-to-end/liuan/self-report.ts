import type { NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import type { SentEvent } from '../../support/client.ts'

/** The zone, and what it reported of its year 2021. */
export const ZONE = '341500-jkq'
export const RUBRIC = 'liuan-2021'
export const GROUP = 'liuan-counties'
export const PERIOD = '2021'

const CITATION = '六安经济技术开发区2021年度自评报告'
const CUT_OFF = '2021-12-15'

/** Targets: residents are derived from 43,269 = 108.17 %, the two others from 169.75 % and 170.8 %; the claim target is only said to be met. */
export const ATTRIBUTES: NewAttribute[] = [
  ['population', '40000'], ['claim_target', '40000'], ['verification_target', '800000'], ['show_target', '1000000'], ['planned_scenes', '2'],
].map(([name = '', value = '']) => ({ unit: ZONE, name, value, effective: '2021-01-01', citation: CITATION, by: '经开区自评' }))

/** What follows from printed figures: 43,269 claims, 1,358,000 verifications, 1,708,000 shows, appeals 10.5 h, proxy claims 9 h; and from plain statements. */
export function reportedEvents(): SentEvent[] {
  return [
    ...Array.from({ length: 43_269 }, (_, i) => event(`claim-${i}`, 'code.claimed', at(i % 340), { person: `person-${i}` })),
    ...Array.from({ length: 14 }, (_, i) => event(`verified-${i}`, 'code.verified', at(i * 20), { checkpoint: `point-${i}`, count: 97_000 })),
    ...Array.from({ length: 14 }, (_, i) => event(`shown-${i}`, 'code.shown', at(i * 20), { count: 122_000 })),
    event('inspection', 'inspection.conducted', at(100), { inspection: '2021年专项检查', special: true }),
    ...Array.from({ length: 12 }, (_, month) => filed('monthly_progress', `2021-${String(month + 1).padStart(2, '0')}`, `2021-${String(month + 1).padStart(2, '0')}-25T10:00:00+08:00`)),
    filed('yearend_self_report', '2021', `${CUT_OFF}T10:00:00+08:00`),
    filed('supporting_materials', '2021', `${CUT_OFF}T11:00:00+08:00`),
    ...[1, 2].map((piece) => event(`city-${piece}`, 'article.published', at(150 + piece), { piece: `市级稿件${piece}`, level: 'city' })),
    ...[1, 2, 3, 4, 5].map((piece) => event(`district-${piece}`, 'article.published', at(170 + piece), { piece: `区级稿件${piece}`, level: 'district' })),
    ...[1, 2].map((scene) => event(`scene-${scene}`, 'scenario.completed', at(200 + scene), { scenario: `自选场景${scene}`, planned: true })),
    ...handled('appeal', [10, 11], 60),
    ...handled('claim', [8, 10], 70),
    ...Array.from({ length: 100 }, (_, i) => event(`survey-${i}`, 'survey.answered', at(300), { respondent: `respondent-${i}`, satisfied: i >= 10 })),
  ]
}

/** Evidence that an assessor saw: points follow from plain statements. */
export const MET: NewJudgement[] = [
  ...['goals_set', 'goals_sound', 'leading_group', 'responsibility_letter', 'management_rules', 'supervision_system', 'identity_measures', 'ride_publicity', 'lasting_system'].map((id) => met(id, id)),
  ...['directed', 'quantified', 'feasible', 'matched'].map((quality) => met('goal_clarity', quality)),
]

/** Row 7 is declared not applicable: the report's claim, which a named person has to take over. */
export const NOT_APPLICABLE: NewJudgement[] = ['hospital_process', 'hospital_use', 'pharmacy_coverage'].map((indicator) => judgement({ indicator, kind: 'not_applicable' }))

/** Claimed without any figure: rows 8, 9.2, 10.2 to 10.4. */
export const CLAIMED: NewJudgement[] = Object.entries({
  item_share: '2', served_rate: '3', fully_handled_rate: '3', partly_handled_rate: '3', certificate_rate: '3',
  identity_coverage: '2', purchase_coverage: '2', school_checkin_rate: '3', enterprise_checkin_rate: '2',
}).map(([indicator, value]) => judgement({ indicator, kind: 'claimed', value }))

function met(indicator: string, item: string): NewJudgement {
  return judgement({ indicator, item, kind: 'met', value: 'true' })
}

function judgement(what: Pick<NewJudgement, 'indicator' | 'kind'> & Partial<NewJudgement>): NewJudgement {
  return { rubric: RUBRIC, period: PERIOD, unit: ZONE, reason: '自评报告如此陈述', evidence: CITATION, by: '经开区自评', effective: CUT_OFF, ...what }
}

/** Cases handled after so many hours, the first `n` of them of one length, so that the mean comes out as printed. */
function handled(kind: 'appeal' | 'claim', hours: readonly number[], day: number): SentEvent[] {
  return hours.flatMap((length, i) => {
    const key = { [kind]: `${kind}-${i}` }
    const opened = Date.parse(at(day))
    return [event(`${kind}-${i}-in`, `${kind}.submitted`, at(day), key), event(`${kind}-${i}-out`, `${kind}.handled`, new Date(opened + length * 3_600_000).toISOString(), key)]
  })
}

const filed = (report: string, period: string, time: string): SentEvent => event(`${report}-${period}`, 'report.filed', time, { report, period })

/** An event of the zone, or of another unit. */
export function event(id: string, type: string, time: string, data: Record<string, unknown>, unit = ZONE): SentEvent {
  return { specversion: '1.0', source: 'liuan-self-report', id: `${unit}/${id}`, type, subject: unit, time, data }
}

/** Ten in the morning, so many days after the first of January 2021. */
export function at(day: number): string {
  return new Date(Date.parse('2021-01-01T10:00:00+08:00') + day * 86_400_000).toISOString()
}
