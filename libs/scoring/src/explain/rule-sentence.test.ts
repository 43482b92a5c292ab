import { describe, expect, it } from '@jest/globals'
import { Branch, Leaf } from '../rubric/indicator.schema.ts'
import { branchSentence, leafNotes } from './leaf-notes.ts'
import { ruleSentence } from './rule-sentence.ts'

const text = (zh: string, en: string): { zh: string; en: string } => ({ zh, en })
const title = text('指标', 'Leaf')
const leaf = (rule: object, more: object = {}): Leaf => Leaf.parse({ id: 'leaf', number: '1', title, definition: title, points: '10', cite: { source: 'doc', clause: '1' }, rule, ...more })
const rate = { value: { kind: 'share', part: 'good', whole: 'asked', zero_denominator: 'unknown' } }
const hours = { value: { kind: 'mean', total: 'h', count: 'n', zero_denominator: 'unknown', show: 'hours' } }
const penalty = { penalty: 'true', points: '4' }
const [late, wrong] = [{ id: 'late', title: text('迟报', 'late reports'), of: 'late' }, { id: 'wrong', title: text('错报', 'wrong reports'), of: 'wrong' }]
const items = [{ id: 'plan', title: text('方案', 'a plan') }, { id: 'budget', title: text('预算', 'a budget') }]

describe('ruleSentence', () => {
  it.each<[name: string, leaf: Leaf, zh: string, en: string]>([
    ['steps', leaf({ kind: 'steps', steps: [{ at_most: '12', points: '10' }, { above: '12', points: '0' }] }, hours), '≤ 12 h 得 10 分；> 12 h 不得分', '≤ 12 h: 10 points; > 12 h: no points'],
    ['steps by a parameter', leaf({ kind: 'steps', steps: [{ at_least: '$line', points: '1' }, { below: '$line', points: '0' }] }, rate), '≥ $line 得 1 分；< $line 不得分', '≥ $line: 1 point; < $line: no points'],
    ['steps that take', leaf({ kind: 'steps', steps: [{ below: '3', points: '0' }, { at_least: '3', points: '-2' }] }, penalty), '< 3 不扣分；≥ 3 扣 2 分', '< 3: nothing is taken; ≥ 3: 2 points off'],
    ['linear', leaf({ kind: 'linear', better: 'higher', base: '90%', per: '1%', change: '0.2', partial: 'whole', floor: '2' }, rate), '达到 90% 得 10 分，每低 1 个百分点扣 0.2 分，不足一档不计，最低 2 分', '10 points from 90%; 0.2 less for each 1 percentage point(s) below, part of a step does not count, not under 2'],
    ['linear with gain', leaf({ kind: 'linear', better: 'lower', base: '24', per: '2', change: '1', at_base: '6', gain: '0.5', partial: 'started' }, hours), '不超过 24 h 得 6 分，每高 2 h 扣 1 分，每低 2 h 加 0.5 分（最多 10 分），不足一档按一档计，最低 0 分', '6 points up to 24 h; 1 less for each 2 h above, 0.5 more for each 2 h below (at most 10), part of a step counts as one, not under 0'],
    ['linear that takes', leaf({ kind: 'linear', better: 'higher', base: '95%', per: '5%', change: '1' }, { ...rate, ...penalty }), '达到 95% 不扣分，每低 5 个百分点扣 1 分，不足一档按比例计，最多扣 4 分', 'nothing is taken from 95%; 1 less for each 5 percentage point(s) below, part of a step counts pro rata, at most 4 off'],
    ['proportional', leaf({ kind: 'proportional', full: '80%', from: '30%' }, rate), '按实际值 ÷ 80% 的比例得分，最多 10 分；不足 30 % 不得分', '10 points times value ÷ 80%, at most 10; nothing under 30 %'],
    ['rank by bands', leaf({ kind: 'rank', direction: 'desc', ties: 'dense', bands: [{ from: '1', to: '3', points: '10' }, { from: '4', points: '1' }] }, rate), '从高到低排名；并列后名次不空缺；第 1–3 名得 10 分；第 4 名及以后得 1 分', 'highest first; no place is left out after ties; rank 1–3: 10 points; rank 4 and after: 1 point'],
    ['rank by list', leaf({ kind: 'rank', direction: 'asc', ties: 'competition', list: ['10', '8', '8'], rest: '5' }, rate), '从低到高排名；并列者占用其后名次；第 1 名得 10 分；第 2–3 名得 8 分；其余名次得 5 分', 'lowest first; ties take up the places after them; rank 1: 10 points; rank 2–3: 8 points; any other rank: 5 points'],
    ['best value', leaf({ kind: 'rank', direction: 'desc', to_best: { floor: '2' } }, rate), '按本单位数值 ÷ 组内最高值 × 10 分计，最低 2 分', 'own value ÷ highest value of the group × 10, not under 2'],
    ['lowest value', leaf({ kind: 'rank', direction: 'asc', to_best: {} }, hours), '按组内最低值 ÷ 本单位数值 × 10 分计', 'lowest value of the group ÷ own value × 10'],
    ['per occurrence', leaf({ kind: 'per_occurrence', each: '2', floor: '1', escalation: { above: '2', points: '0', consequence: text('取消评优', 'no honours') } }), '满分 10 分，每发生一次扣 2 分，最低 1 分；超过 2 次得 0 分并取消评优', '10 points, 2 less each time, not under 1; more than 2 times: no points and no honours'],
    ['streams', leaf({ kind: 'per_occurrence', streams: [{ ...late, each: '1', at_most: '3' }, { ...wrong, each: '2' }], once_per_key: 'true' }), '满分 10 分，迟报每次扣 1 分（最多扣 3 分），错报每次扣 2 分，同一件只按扣分最多的一类计一次，最低 0 分', '10 points, late reports: 1 less each time (at most 3), wrong reports: 2 less each time, what falls under several kinds counts once, where it costs most, not under 0'],
    ['occurrences that take', leaf({ kind: 'per_occurrence', each: '2' }, penalty), '每发生一次扣 2 分，最多扣 4 分', '2 less each time, at most 4 off'],
    ['zero on any', leaf({ kind: 'zero_on_any' }), '未发生得 10 分，发生一次即不得分', '10 points while none occurs; one: no points'],
    ['triggers', leaf({ kind: 'zero_on_any', triggers: [late, wrong] }), '迟报、错报均未发生得 10 分，任何一项发生即不得分', '10 points while none of these occurs: late reports, wrong reports; any one of them: no points'],
    ['triggers that take', leaf({ kind: 'zero_on_any', triggers: [late, wrong] }, penalty), '迟报、错报均未发生不扣分，任何一项发生即扣 4 分', 'nothing is taken while none of these occurs: late reports, wrong reports; any one of them: 4 points off'],
    ['zero on none', leaf({ kind: 'zero_on_none' }), '发生过得 10 分，一次也没有不得分', '10 points where any occurred; none: no points'],
    ['missing from a list', leaf({ kind: 'missing_items', each: '0.5', items }), '符合方案、预算得 10 分，每缺一项扣 0.5 分，扣完为止', '10 points for a plan, a budget; 0.5 less for each one missing, down to none'],
    ['missing from a number', leaf({ kind: 'missing_items', each: '5', required: '2' }), '完成 2 个得 10 分，每少一个扣 5 分，扣完为止', '10 points when 2 are done, 5 less for each missing one, down to none'],
    ['checklist', leaf({ kind: 'checklist', items: [{ ...items[0], points: '6', evidence: text('批文', 'the approval') }, { ...items[1], points: '4', met_when: { of: 'budgets', at_least: '1' } }] }), '方案，得 6 分（凭批文）；预算，得 4 分（数据 ≥ 1 即符合）', 'a plan: 6 (shown by the approval); a budget: 4 (met where the data are ≥ 1)'],
    ['award', leaf({ kind: 'award', each: '2', from: '3' }), '从第 3 个起每个加 2 分，最多 10 分', '2 for each from number 3 on, at most 10'],
    ['best level', leaf({ kind: 'best_level', levels: [{ id: 'city', title: text('市级', 'city'), of: 'city', at_least: '1', points: '3', pays: 'each' }, { id: 'site', title: text('网站', 'website'), of: 'site', at_least: '12', points: '1', pays: 'flat' }] }), '市级每个得 3 分；网站满 12 件得 1 分；同一件只按最高级别计一次，最多 10 分', 'city: 3 each; website (from 12): 1; an item counts once'],
    ['judgement', leaf({ kind: 'judgement', least: '2', step: '0.5' }, { references: [{ id: 'first', title: text('首次办成率', 'first-time success'), ...rate, at_least: '90%' }, { id: 'hours', title: text('时长', 'time'), ...hours }] }), '由评审人在 2–10 分内评定（每档 0.5 分）并说明理由；参考：首次办成率（≥ 90 %）、时长', 'A reviewer gives 2–10 in steps of 0.5 points and says why; for reference: first-time success (≥ 90 %), time'],
    ['judgement that takes', leaf({ kind: 'judgement' }, penalty), '由评审人在 0–4 分内扣分并说明理由', 'A reviewer takes 0–4 and says why'],
    ['unpublished', leaf({ kind: 'judgement', unpublished: 'true' }), '评分规则未公布，由评审人在 0–10 分内评定', 'The rule is unpublished; a reviewer gives 0–10'],
    ['unpublished amounts', leaf({ kind: 'judgement', unpublished: 'true' }, penalty), '扣分标准未公布，由评审人在 0–4 分内扣分', 'The amounts are unpublished; a reviewer takes 0–4'],
    ['imported score', leaf({ kind: 'imported', scheme: text('市级考核', 'the city’s scheme'), of: 'score', full: '120' }), '按市级考核的得分 ÷ 120 × 10 分折算，最多 10 分', 'the score of the city’s scheme ÷ 120 × 10 points, at most 10'],
    ['imported rank', leaf({ kind: 'imported', scheme: text('市级考核', 'the city’s scheme'), of: 'rank', bands: [{ from: '1', to: '1', points: '10' }, { from: '2', points: '4' }] }), '按市级考核的名次折算；第 1 名得 10 分；第 2 名及以后得 4 分；最多 10 分', 'by the rank in the city’s scheme; rank 1: 10 points; rank 2 and after: 4 points'],
    ['no points', leaf({ kind: 'no_points' }, { points: undefined }), '文件未规定分值，只作统计', 'only counted'],
  ])('%s', (_, given, zh, en) => {
    const sentence = ruleSentence(given)
    expect(sentence.zh).toBe(zh)
    expect(sentence.en).toContain(en)
  })
})

describe('leafNotes', () => {
  const rule = { kind: 'judgement' }
  it.each<[more: object, zh: string, en: string]>([
    [{ gate: { at_least: '80' } }, '基础分达到 80 分方可计入', 'counts only from a base of 80 on'],
    [{ gate: { at_least: '8', indicator: 'work' } }, '“work”达到 8 分方可计入', 'counts only from 8 in “work” on'],
    [{ weight: '30%' }, '权重 30%', 'weight 30%'],
    [{ applies_to: { only: ['甲镇', '乙镇'] } }, '只适用于甲镇、乙镇；认定不适用的不计入总分', 'only for 甲镇, 乙镇'],
    [{ applies_to: { except: ['甲镇'] }, not_applicable: 'full_marks' }, '甲镇不适用；认定不适用的计满分', 'full marks'],
    [{ not_applicable: 'peers_mean' }, '认定不适用的按同组单位得分的平均数计', 'the mean of the group’s points'],
    [{ not_applicable: { redistribute: 'equal' } }, '认定不适用的分值平均分摊到其他适用指标', 'in equal parts'],
    [{ not_applicable: { redistribute: 'proportional', scope: 'work' } }, '认定不适用的分值按比例分摊到“work”内其他适用指标', 'in proportion'],
    [{}, '', ''],
  ])('%j', (more, zh, en) => {
    const notes = leafNotes(leaf(rule, more))
    expect(notes.map((note) => note.zh).join('；')).toBe(zh)
    expect(notes.map((note) => note.en).join('; ')).toContain(en)
  })
})

describe('branchSentence', () => {
  it.each<[more: object, zh: string]>([
    [{}, '各项得分相加'], [{ cap: '8' }, '各项得分相加，最多 8 分'], [{ combine: 'weigh' }, '各项得分率按权重加权 × 20 分'], [{ combine: 'lowest' }, '取得分率最低的一项 × 20 分'],
    [{ combine: 'average' }, '各项得分率取平均 × 20 分'], [{ combine: 'pool' }, '从 20 分中扣减各项失分，扣完为止'],
  ])('%j', (more, zh) => {
    const branch = Branch.parse({ id: 'work', number: '1', title, points: '20', children: [leaf({ kind: 'judgement' })], ...more })
    expect(branchSentence(branch).zh).toBe(zh)
  })
})
