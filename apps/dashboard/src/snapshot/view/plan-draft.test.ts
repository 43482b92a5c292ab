import { describe, expect, it } from '@jest/globals'
import { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import { fixturePlans } from '../testing/fixture-snapshot.ts'
import { draftOf, planFaults, planOf, type PlanDraft } from './plan-draft.ts'

const plans = fixturePlans().plans.map(({ plan }) => plan)
const whole = (): PlanDraft => draftOf(plans[0] ?? null)

describe('a plan’s draft', () => {
  it.each(plans.map((plan) => [plan.id, plan] as const))('of %s comes back as the plan it was made of', (_id, plan) => {
    expect(planFaults(draftOf(plan))).toEqual({})
    expect(planOf(draftOf(plan))).toEqual(plan)
  })
  it('that is empty names everything that is missing', () => {
    expect(planFaults(draftOf(null))).toEqual({ id: 'missing', titleZh: 'missing', board: 'missing', addressees: 'missing', issuer: 'missing' })
  })
  it.each([
    [{ checkingDays: '0' }, { checkingDays: 'days' }], [{ objectionDays: '三' }, { objectionDays: 'days' }], [{ praise: { score: '95', by: '', on: '' } }, { praise: 'linePart' }], [{ name: { score: '低', by: '局', on: '2021-01-01' } }, { name: 'decimal' }],
    [{ deliver: [{ to: 'folder' as const, name: '', formats: [] }, { to: 'channel' as const, name: 'a', formats: [] }] }, { 'deliver-0': 'missing', 'deliver-1': 'needFormats' }],
  ])('with %j is at fault at %j', (patch, expected) => {
    expect(planFaults({ ...whole(), ...patch })).toEqual(expected)
  })
  it('sends what the contract takes: no empty steps, no half lines, formats in their order', () => {
    const plan = planOf({ ...whole(), titleEn: '', checkingDays: '', praise: { score: '', by: '', on: '' }, number: ' 皖数〔2021〕5 号 ', deliver: [{ to: 'folder', name: ' a/b ', formats: ['json', 'xlsx'] }] })
    expect(SnapshotPlanBody.parse(plan)).toEqual(plan)
    expect(plan).toMatchObject({ title: { zh: '热线月度通报', en: '热线月度通报' }, steps: { objectionDays: 3 }, bulletin: { number: '皖数〔2021〕5 号' }, deliver: [{ to: 'folder', folder: 'a/b', formats: ['xlsx', 'json'] }] })
    expect([plan.steps.checkingDays, plan.bulletin.praise]).toEqual([undefined, undefined])
  })
})
