import { describe, expect, it } from '@jest/globals'
import { WatchBody } from '@tierline/contracts/alert/watch'
import { fixtureWatches } from '../../alert/testing/fixture-alerts.ts'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { previewSpan, PREVIEW_SPANS } from '../view/preview-span.ts'
import { statesShown, watchOrder } from '../view/watch-lines.ts'
import { faultsByField, wrongFields } from './draft-faults.ts'
import { watchBodyOf } from './watch-body.ts'
import { newDraft, watchDraftOf, WATCH_KINDS, type WatchDraft } from './watch-draft.ts'

const kept = fixtureWatches(fixtureBoard({ units: 8 }))
const fault = (path: string) => ({ path, found: 'f', expected: 'e', mend: 'm' })
const filled: WatchDraft = { ...newDraft(), id: 'a', zh: '甲', en: 'A', rubric: 'r', group: 'g', tier: 'good' }

describe('the editor of a watch', () => {
  it.each(kept.map((one) => [one.watch.condition.kind, one.watch] as const))('opens a %s and sends it back unchanged', (_kind, watch) => {
    expect(watchBodyOf(watchDraftOf(watch))).toEqual(watch)
  })
  it('has fixtures of every kind of condition', () => {
    expect(new Set(kept.map(({ watch }) => watch.condition.kind))).toEqual(new Set(WATCH_KINDS))
  })
  it('keeps a tier’s line, type and source', () => {
    const body = (condition: unknown) => WatchBody.parse({ id: 'a', title: { zh: '甲', en: 'A' }, rubric: 'r', group: 'g', period: 'year', condition })
    for (const condition of [{ kind: 'tier_drop', line: { tier: 'good' }, recovery: '86.5' }, { kind: 'missing_reporter', type: 'ticket.closed', source: 'hotline', withinMinutes: 60 }]) expect(watchBodyOf(watchDraftOf(body(condition))).condition).toEqual(condition)
  })
  it('leaves other kinds’ fields out after the kind was changed', () => {
    expect(watchBodyOf({ ...filled, kind: 'rank_drop', recovery: '1', indicator: 'x', line: '95' }).condition).toEqual({ kind: 'rank_drop', places: 3, recovery: 1 })
  })
  it.each<[string, Partial<WatchDraft>, string[]]>([
    ['whole', {}, []],
    ['nameless', { id: 'Ä', zh: ' ', en: '' }, ['id', 'zh', 'en']],
    ['without a board', { rubric: '' }, ['rubric']],
    ['of no units', { isAllUnits: false }, ['units']],
    ['with a line of the bureau’s own that nobody stands for', { lineOf: 'declared', score: '9x' }, ['score', 'lineZh', 'lineEn', 'declaredBy', 'declaredOn', 'basis']],
    ['of an indicator without a line', { kind: 'indicator', indicator: '', line: '' }, ['indicator', 'line']],
    ['of no places', { kind: 'rank_drop', places: '0' }, ['places']],
    ['with half a place to recover', { kind: 'rank_drop', recovery: '1.5' }, ['recovery']],
    ['of no time', { kind: 'missing_reporter', withinMinutes: '' }, ['withinMinutes']],
    ['of no cases', { kind: 'headroom', indicator: 'i', line: '95', cases: '-1' }, ['cases']],
    ['with words for minutes', { holdMinutes: 'ten', keepFiringMinutes: '', minimumSample: '0' }, ['holdMinutes', 'keepFiringMinutes', 'minimumSample']],
    ['with an escalation to nobody', { escalation: [{ afterMinutes: '30', channels: [], severity: '' }] }, ['escalation']],
  ])('refuses a watch %s', (_what, patch, fields) => {
    expect(wrongFields({ ...filled, ...patch })).toEqual(fields)
  })
  it('stands the server’s faults at their fields', () => {
    const paths = ['watch.condition.line.tier', '$.watch.condition.recovery', 'units.0', 'escalation.1.channels.0', 'watch.title.en', 'nothing.known', 'condition.line']
    const { fields, others } = faultsByField(paths.map(fault), { kind: 'tier_drop', lineOf: 'tier' })
    expect(Object.keys(fields)).toEqual(['tier', 'recovery', 'units', 'escalation', 'en'])
    expect(others.map(({ path }) => path)).toEqual(['nothing.known', 'condition.line'])
    expect(Object.keys(faultsByField([fault('condition.line')], { kind: 'indicator', lineOf: 'tier' }).fields)).toEqual(['line'])
    expect(Object.keys(faultsByField([fault('condition.line')], { kind: 'tier_drop', lineOf: 'declared' }).fields)).toEqual(['score'])
  })
})

describe('the span of a preview', () => {
  it.each([
    ['last_month', '2021-10-31T16:00:00.000Z', '2021-11-30T16:00:00.000Z'], ['this_month', '2021-11-30T16:00:00.000Z', '2021-11-30T16:30:00.000Z'],
    ['week', '2021-11-23T16:30:00.000Z', '2021-11-30T16:30:00.000Z'], ['thirty', '2021-10-31T16:30:00.000Z', '2021-11-30T16:30:00.000Z'],
  ] as const)('%s is reckoned in Asia/Shanghai', (span, from, until) => {
    const { from: start, until: end } = previewSpan(span, '2021-11-30T16:30:00Z')
    expect([new Date(start).toISOString(), new Date(end).toISOString()]).toEqual([from, until])
    expect(PREVIEW_SPANS).toContain(span)
  })
})

describe('the list of watches', () => {
  it('begins with what cannot be judged, then what alerts', () => {
    expect(watchOrder(kept).map(({ watch }) => watch.id)).toEqual(['close', 'on-time-floor', 'rank', 'silent', 'excellent'])
  })
  it('shows the states that there are, worst first', () => {
    expect(statesShown({ normal: 3, pending: 0, alerting: 1, recovering: 0, no_data: 2, error: 0 })).toEqual([{ state: 'alerting', count: 1 }, { state: 'no_data', count: 2 }, { state: 'normal', count: 3 }])
  })
})
