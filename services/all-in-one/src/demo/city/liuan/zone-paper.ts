import type { NewAttribute, NewJudgement } from '@tierline/contracts/judgement'
import { FIGURES_DAY, ZONE } from './zone.ts'

const REPORT = '六安经济技术开发区2021年度“安康码”应用便民工程自评报告'
const BY = '六安经开区（自评）'

const attribute = (name: string, value: string, citation: string): NewAttribute => ({ unit: ZONE.code, name, value, effective: '2021-01-01', citation, by: BY })

/** What the report's figures let us derive; where it prints nothing, nothing is set. */
export const ZONE_ATTRIBUTES: readonly NewAttribute[] = [
  attribute('population', '40000', `${REPORT}三1(1)：申领 43269 人占常住人口 108.17%，推知约 40000 人`),
  attribute('verification_target', '800000', `${REPORT}三1(1)：核验 135.8 万人次，完成率 169.75%，推知目标 80 万`),
  attribute('show_target', '1000000', `${REPORT}三1(1)：亮码 170.8 万人次，完成率 170.8%，推知目标 100 万`),
  attribute('planned_scenes', String(ZONE.scenes.length), `${REPORT}三1(6)：列出三个自选场景；方案内数目未印，按所列计`),
]

type Judged = Pick<NewJudgement, 'indicator' | 'kind' | 'reason' | 'evidence'> & { value?: string }

const judgement = (judged: Judged): NewJudgement => ({ rubric: 'liuan-2021', period: '2021', unit: ZONE.code, effective: FIGURES_DAY, by: BY, ...judged })
const met = (indicator: string, where: string, reason: string): NewJudgement => judgement({ indicator, kind: 'met', value: 'true', reason, evidence: `${REPORT}${where}` })
const claimed = (indicator: string, points: string, where: string): NewJudgement =>
  judgement({ indicator, kind: 'claimed', value: points, reason: '自评主张得满分，报告未列数据，待评审员或事件数据替换', evidence: `${REPORT}${where}` })
const withoutHospital = (indicator: string): NewJudgement =>
  judgement({ indicator, kind: 'not_applicable', reason: '自评主张：区内无公立医院，三卡合一无法在区内实现（评分标准未规定此种处理）', evidence: `${REPORT}三1(2)` })

/** What the report states without events of ours, and what it claims without a figure: entered on the day of the report, as such. */
export const ZONE_JUDGEMENTS: readonly NewJudgement[] = [
  met('goals_set', '一1', '报告称已制定应用项目实施方案，明确目标、任务和要求'),
  met('goals_sound', '一1', '报告绩效目标自评得满分'),
  met('goal_clarity', '一1', '自评栏空白；正文绩效目标合计 5 分，即该行 2 分'),
  met('leading_group', '二1', '报告称已成立领导小组'),
  met('responsibility_letter', '二1', '报告称已与区民生办签订目标责任书'),
  met('management_rules', '二1', '报告称已印发管理制度文件'),
  met('supervision_system', '二2(1)', '自评栏空白；正文监督检查自评 5 分'),
  judgement({ indicator: 'special_inspection', kind: 'figure', value: '1', reason: '报告称已按场景开展监督检查并通报整改，次数未印，按至少一次计', evidence: `${REPORT}二2(1)` }),
  judgement({ indicator: 'claim_completion', kind: 'figure', value: '100%', reason: '申领目标未印；报告称均完成下达的目标任务，按恰好完成计', evidence: `${REPORT}三1(1)` }),
  ...['hospital_process', 'hospital_use', 'pharmacy_coverage'].map(withoutHospital),
  claimed('item_share', '2', '三1(3)'),
  ...['served_rate', 'fully_handled_rate', 'partly_handled_rate', 'certificate_rate'].map((indicator) => claimed(indicator, '3', '三1(3)')),
  met('identity_measures', '三1(4)', '报告称已联系区公安分局推进'),
  claimed('identity_coverage', '2', '三1(4)'),
  met('ride_publicity', '三1(5)', '报告称已宣传推广乘车码'),
  claimed('purchase_coverage', '2', '三1(5)'),
  claimed('school_checkin_rate', '3', '三1(5)'),
  claimed('enterprise_checkin_rate', '2', '三1(5)'),
  met('lasting_system', '四1', '报告称已制定长久推广使用的制度文件'),
  judgement({ indicator: 'satisfaction', kind: 'figure', value: '90%', reason: '报告称群众满意度 90% 以上，按 90% 计', evidence: `${REPORT}四(2)` }),
]
