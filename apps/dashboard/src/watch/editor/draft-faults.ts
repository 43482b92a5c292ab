import type { Fault } from '@tierline/contracts/problem'
import { plainPath } from '../../alert/view/act-fields.ts'
import type { WatchDraft } from './watch-draft.ts'

/** A field of the editor at which something can be wrong. */
export type DraftField = keyof WatchDraft

const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/
const DECIMAL = /^-?\d+(\.\d+)?$/
const COUNT = /^\d{1,6}$/

/** Fields that cannot be sent as they are; whether they fit the rubric is for the server to say. */
export function wrongFields(draft: WatchDraft): DraftField[] {
  const checks: [DraftField, boolean][] = [
    ['id', SLUG.test(draft.id)], ['zh', isSaid(draft.zh)], ['en', isSaid(draft.en)], ['rubric', draft.rubric !== '' && draft.group !== ''], ['units', draft.isAllUnits || draft.units.length > 0],
    ...conditionChecks(draft), ['holdMinutes', COUNT.test(draft.holdMinutes)], ['keepFiringMinutes', COUNT.test(draft.keepFiringMinutes)], ['minimumSample', draft.minimumSample.trim() === '' || isPositive(draft.minimumSample)],
    ['escalation', draft.escalation.every((step) => COUNT.test(step.afterMinutes) && step.channels.length > 0)],
  ]
  return checks.filter(([, isRight]) => !isRight).map(([field]) => field)
}

function conditionChecks(draft: WatchDraft): [DraftField, boolean][] {
  const recovery = draft.recovery.trim()
  const number: [DraftField, boolean] = ['recovery', recovery === '' || DECIMAL.test(recovery)]
  const whole: [DraftField, boolean] = ['recovery', recovery === '' || COUNT.test(recovery)]
  switch (draft.kind) {
    case 'tier_drop': return draft.lineOf === 'tier' ? [['tier', draft.tier !== ''], number] : [['score', DECIMAL.test(draft.score.trim())], ['lineZh', isSaid(draft.lineZh)], ['lineEn', isSaid(draft.lineEn)], ['declaredBy', isSaid(draft.declaredBy)], ['declaredOn', draft.declaredOn !== ''], ['basis', isSaid(draft.basis)], number]
    case 'indicator': return [['indicator', draft.indicator !== ''], ['line', DECIMAL.test(draft.line.trim())], number]
    case 'rank_drop': return [['places', isPositive(draft.places)], whole]
    case 'missing_reporter': return [['withinMinutes', COUNT.test(draft.withinMinutes)]]
    case 'headroom': return [['indicator', draft.indicator !== ''], ['line', DECIMAL.test(draft.line.trim())], ['cases', isPositive(draft.cases)], whole]
  }
}

const isSaid = (text: string): boolean => text.trim() !== ''
const isPositive = (text: string): boolean => COUNT.test(text.trim()) && Number(text) > 0

const PLACES: readonly (readonly [prefix: string, field: DraftField])[] = [
  ['title.zh', 'zh'], ['title.en', 'en'], ['title', 'zh'], ['group', 'rubric'], ['condition.line.tier', 'tier'], ['condition.line.declared.score', 'score'], ['condition.line.declared.title', 'lineZh'], ['condition.line.declared.by', 'declaredBy'],
  ['condition.line.declared.on', 'declaredOn'], ['condition.line.declared.basis', 'basis'], ['quiet', 'isQuiet'],
]
const PLAIN: readonly DraftField[] = ['id', 'rubric', 'period', 'units', 'severity', 'channels', 'escalation', 'mutedBy', 'holdMinutes', 'keepFiringMinutes', 'minimumSample']
const OF_CONDITION: readonly DraftField[] = ['indicator', 'of', 'side', 'line', 'recovery', 'places', 'type', 'source', 'withinMinutes', 'cases', 'kind']

/** The server's faults by the editor's field, the first of each; what belongs to none stands in `others`. A tier's line is one field with its tier. */
export function faultsByField(faults: readonly Fault[], draft: Pick<WatchDraft, 'kind' | 'lineOf'>): { fields: Partial<Record<DraftField, Fault>>; others: Fault[] } {
  const fields: Partial<Record<DraftField, Fault>> = {}
  const others: Fault[] = []
  for (const fault of faults) {
    const field = fieldOf(plainPath(fault.path), draft)
    if (field && !(field in fields)) fields[field] = fault
    else others.push(fault)
  }
  return { fields, others }
}

function fieldOf(path: string, { kind, lineOf }: Pick<WatchDraft, 'kind' | 'lineOf'>): DraftField | null {
  const place = PLACES.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`))
  if (place) return place[1]
  if (path === 'condition.line' && kind === 'tier_drop') return lineOf === 'tier' ? 'tier' : 'score'
  const [head = '', next = ''] = path.split('.')
  if (head === 'condition') return OF_CONDITION.find((field) => field === next) ?? null
  return PLAIN.find((field) => field === head) ?? null
}
